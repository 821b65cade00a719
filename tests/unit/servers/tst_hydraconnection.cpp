#include "ConnectionHelp.h"

#include "servers/hydra/HydraConnection.h"

#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;
using json::Json;

namespace {

/// Answers as Hydra 2 does: pages by token, JSON Patch, no secret twice.
class FakeHydra
{
public:
    FakeHydra() : m_server([this](const ReceivedRequest &request) { return answer(request); }) {}

    QUrl url() const { return m_server.url(); }
    QList<ReceivedRequest> received() const { return m_server.received(); }
    Json &client(const std::string &id) { return m_clients[id]; }
    QByteArray token; ///< that it asks for

private:
    CannedAnswer answer(const ReceivedRequest &request)
    {
        if (!token.isEmpty() && request.headers.value("authorization") != "Bearer " + token)
            return jsonAnswer(401, {{"error", "denied"}});
        const QUrl target(QString::fromUtf8(request.target));
        if (target.path() == u"/version")
            return jsonAnswer(200, {{"version", "v2.3.0"}});
        if (!target.path().startsWith(u"/admin/clients"_s))
            return jsonAnswer(404, {{"error", "not found"}});
        const std::string id = target.path().sliced(14).remove(u'/').toStdString();
        if (id.empty())
            return request.method == "POST" ? make(parsed(request.body)) : page(QUrlQuery(target));
        if (!m_clients.contains(id))
            return jsonAnswer(404, {{"error", "unknown"}});
        if (request.method == "PATCH")
            m_clients[id] = m_clients[id].patch(parsed(request.body));
        Json told = m_clients[id];
        told.erase("client_secret");
        return jsonAnswer(200, told);
    }

    CannedAnswer make(Json client)
    {
        const std::string id = client.value("client_id", std::string());
        if (m_clients.contains(id))
            return jsonAnswer(409, {{"error", "exists"}});
        if (client.value("scope", std::string()) == "refused")
            return jsonAnswer(400, {{"error", "invalid"},
                                    {"error_description",
                                     "not with " + client.value("client_secret", std::string("none"))}});
        if (!client.contains("client_secret"))
            client["client_secret"] = "made-by-the-server";
        m_clients[id] = client;
        return jsonAnswer(201, client);
    }

    CannedAnswer page(const QUrlQuery &query) const
    {
        const std::size_t begin = query.queryItemValue(u"page_token"_s).toUInt();
        const std::size_t size = query.queryItemValue(u"page_size"_s).toUInt();
        Json list = Json::array();
        const qulonglong end = begin + size;
        std::size_t at = 0;
        for (const auto &[id, client] : m_clients) {
            if (at >= begin && at < end)
                list.push_back(client);
            ++at;
        }
        return jsonAnswer(200, list,
                          end < m_clients.size()
                              ? "Link: </admin/clients?page_size=250&page_token=0>; rel=\"first\",</admin/"
                                "clients?page_size=250&page_token=" +
                                    QByteArray::number(end) + ">; rel=\"next\"\r\n"
                              : QByteArray());
    }

    std::map<std::string, Json> m_clients;
    HttpTestServer m_server;
};

}

class HydraConnectionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatItIs();
    void tellsWhatIsWrong();
    void readsAllPages();
    void readsSome();
    void makes();
    void changesWhatDiffersAlone();
    void conflicts();
    void noTextHoldsASecret();
};

void HydraConnectionTest::tellsWhatItIs()
{
    FakeHydra server;
    for (const QString &path : {u""_s, u"/"_s, u"/admin"_s, u"/admin/clients/"_s}) {
        QUrl url = server.url();
        url.setPath(path);
        HydraConnection connection(accessTo(ServerKind::Hydra, url), impatient);
        QCOMPARE(connection.test().value_or(textOf(connection.test())), u"Ory Hydra v2.3.0"_s);
    }
}

void HydraConnectionTest::tellsWhatIsWrong()
{
    FakeHydra server;
    QUrl elsewhere = server.url();
    elsewhere.setPath(u"/elsewhere"_s);
    HydraConnection wrongPlace(accessTo(ServerKind::Hydra, elsewhere), impatient);
    QVERIFY2(textOf(wrongPlace.test()).contains(u"admin port"_s), qPrintable(textOf(wrongPlace.test())));

    server.token = "the-token";
    HydraConnection without(accessTo(ServerKind::Hydra, server.url()), impatient);
    QCOMPARE(kindOf(without.test()), Error::Kind::Unreachable);
    ServerAccess access = accessTo(ServerKind::Hydra, server.url());
    access.server.signIn = ServerSignIn::BearerToken;
    access.secret = secretCopy("the-token");
    HydraConnection with(access, impatient);
    VERIFY_DONE(with.test());
}

void HydraConnectionTest::readsAllPages()
{
    FakeHydra server;
    for (int number = 0; number < 600; ++number) {
        const std::string id = "client-" + std::to_string(number);
        server.client(id) = {{"client_id", id}};
    }
    HydraConnection connection(accessTo(ServerKind::Hydra, server.url()), impatient);
    const auto all = readAll(connection);
    VERIFY_DONE(all);
    QCOMPARE(all->size(), 600U);
    QSet<std::string> ids;
    for (const Json &client : *all)
        ids << client.value("client_id", std::string());
    QCOMPARE(ids.size(), 600);
    QCOMPARE(server.received().size(), 3);

    QBuffer document;
    document.open(QIODevice::WriteOnly);
    const auto cancelled = connection.read(document, {}, [](int done, int) { return done < 250; });
    QCOMPARE(kindOf(cancelled), Error::Kind::Cancelled);
}

void HydraConnectionTest::readsSome()
{
    FakeHydra server;
    server.client("a b/c") = {{"client_id", "a b/c"}};
    server.client("b") = {{"client_id", "b"}};
    HydraConnection connection(accessTo(ServerKind::Hydra, server.url()), impatient);
    QCOMPARE(readAll(connection, {u"b"_s, u"gone"_s}).value(), Json::array({{{"client_id", "b"}}}));
    QCOMPARE(readAll(connection, {u"gone"_s}).value(), Json::array());
}

void HydraConnectionTest::makes()
{
    FakeHydra server;
    HydraConnection connection(accessTo(ServerKind::Hydra, server.url()), impatient);
    const auto made =
        connection.write({.clientId = u"a"_s, .before = nullptr, .after = {{"client_id", "a"}}});
    VERIFY_DONE(made);
    QCOMPARE(made->newSecret, secretCopy("made-by-the-server"));
    QVERIFY(!made->now.contains("client_secret"));

    const auto ours = connection.write({.clientId = u"b"_s,
                                        .before = nullptr,
                                        .after = {{"client_id", "b"}, {"client_secret", "ours"}},
                                        .hasSecret = true});
    VERIFY_DONE(ours);
    QVERIFY(ours->newSecret.isEmpty());
    QCOMPARE(server.client("b").value("client_secret", std::string()), "ours");

    QCOMPARE(kindOf(connection.write({.clientId = u"a"_s, .before = nullptr, .after = {{"client_id", "a"}}})),
             Error::Kind::Conflict);
}

void HydraConnectionTest::changesWhatDiffersAlone()
{
    FakeHydra server;
    const Json before{{"client_id", "a"},
                      {"redirect_uris", {"https://a.example/1", "https://a.example/2"}},
                      {"metadata", {{"x", 1}, {"y", nullptr}}},
                      {"client_secret_expires_at", 0},
                      {"updated_at", "2026-01-01T00:00:00Z"}};
    server.client("a") = before;
    HydraConnection connection(accessTo(ServerKind::Hydra, server.url()), impatient);
    Json after = before;
    after.erase("updated_at");
    after["redirect_uris"][0] = "https://a.example/3";
    const auto written = connection.write({.clientId = u"a"_s, .before = before, .after = after});
    VERIFY_DONE(written);
    const ReceivedRequest sent = server.received().last();
    QCOMPARE(sent.method, "PATCH");
    QCOMPARE(
        parsed(sent.body),
        Json::array({{{"op", "replace"}, {"path", "/redirect_uris/0"}, {"value", "https://a.example/3"}}}));
    QCOMPARE(server.client("a").value("updated_at", std::string()), "2026-01-01T00:00:00Z");

    // Nothing to be changed is nothing to be sent.
    VERIFY_DONE(connection.write({.clientId = u"a"_s, .before = written->now, .after = written->now}));
    QCOMPARE(server.received().last().method, "GET");
}

void HydraConnectionTest::conflicts()
{
    FakeHydra server;
    server.client("a") = {{"client_id", "a"}, {"scope", "y"}};
    HydraConnection connection(accessTo(ServerKind::Hydra, server.url()), impatient);
    const auto write = [&](const QString &id, const Json &before) {
        return kindOf(connection.write({.clientId = id, .before = before, .after = {{"client_id", "a"}}}));
    };
    QCOMPARE(write(u"a"_s, {{"client_id", "a"}, {"scope", "x"}}), Error::Kind::Conflict);
    QCOMPARE(write(u"gone"_s, {{"client_id", "gone"}}), Error::Kind::Conflict);
    QCOMPARE(server.client("a").value("scope", std::string()), "y");
}

void HydraConnectionTest::noTextHoldsASecret()
{
    FakeHydra server;
    HydraConnection connection(accessTo(ServerKind::Hydra, server.url()), impatient);
    const auto refused = connection.write(
        {.clientId = u"a"_s,
         .before = nullptr,
         .after = {{"client_id", "a"}, {"scope", "refused"}, {"client_secret", "very-secret"}}});
    QCOMPARE(kindOf(refused), Error::Kind::Rule);
    QVERIFY2(textOf(refused).contains(u"not with ***"_s), qPrintable(textOf(refused)));
}

GATEHOUSE_TEST(HydraConnectionTest)
#include "tst_hydraconnection.moc"
