#include "ConnectionHelp.h"

#include "servers/glewlwyd/GlewlwydConnection.h"

#include <QUrlQuery>

#include <algorithm>
#include <atomic>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;
using json::Json;

namespace {

/// Answers as Glewlwyd 2 does: by a session, in pages.
class FakeGlewlwyd
{
public:
    FakeGlewlwyd() : m_server([this](const ReceivedRequest &request) { return answer(request); }) {}

    QUrl url() const { return m_server.url(); }
    QList<ReceivedRequest> received() const { return m_server.received(); }
    std::map<std::string, Json> clients;
    std::map<std::string, Json> scopes{{"openid", {{"name", "openid"}}}};
    std::atomic<bool> isAdmin = true;
    std::atomic<bool> hasForgotten = false; ///< the session, until somebody signs in

private:
    CannedAnswer answer(const ReceivedRequest &request)
    {
        const QUrl target(QString::fromUtf8(request.target));
        QStringList parts = target.path().split(u'/', Qt::SkipEmptyParts);
        if (target.path() == u"/config")
            return jsonAnswer(200, {{"api_prefix", "own/api"}});
        if (parts.size() < 3 || parts.takeFirst() != u"own" || parts.takeFirst() != u"api")
            return answerOf(404);
        if (parts.front() == u"auth") {
            const Json given = parsed(request.body);
            if (given.value("password", std::string()) != "pass")
                return answerOf(401);
            hasForgotten = false;
            return answerOf(200, {}, "Set-Cookie: SESSION=yes; Path=/\r\n");
        }
        if (!isAdmin || hasForgotten || request.headers.value("cookie") != "SESSION=yes")
            return answerOf(401);
        auto &records = parts.front() == u"scope" ? scopes : clients;
        const char *const name = parts.front() == u"scope" ? "name" : "client_id";
        if (request.method == "POST") {
            const Json made = parsed(request.body);
            records[made.value(name, std::string())] = made;
            return answerOf(200);
        }
        if (parts.size() == 1)
            return page(records, QUrlQuery(target));
        const std::string id = parts.at(1).toStdString();
        if (!records.contains(id))
            return answerOf(404);
        if (request.method == "PUT") {
            const Json sent = parsed(request.body);
            for (const auto &[property, value] : sent.items())
                records[id][property] = value;
            return answerOf(200);
        }
        Json told = records[id];
        told.erase("password");
        return jsonAnswer(200, told);
    }

    static CannedAnswer page(const std::map<std::string, Json> &records, const QUrlQuery &query)
    {
        const std::size_t begin = query.queryItemValue(u"offset"_s).toUInt();
        const std::size_t size = query.queryItemValue(u"limit"_s).toUInt();
        Json list = Json::array();
        std::size_t at = 0;
        for (const auto &[id, record] : records) {
            if (at >= begin && at < begin + size)
                list.push_back(record);
            ++at;
        }
        return jsonAnswer(200, list);
    }

    HttpTestServer m_server;
};

ServerAccess access(const FakeGlewlwyd &server, const QByteArray &password = "pass")
{
    ServerAccess access = accessTo(ServerKind::Glewlwyd, server.url());
    access.server.signIn = ServerSignIn::Password;
    access.server.account = u"admin"_s;
    access.secret = secretCopy(password);
    return access;
}

}

class GlewlwydConnectionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatIsWrong();
    void reads();
    void signsInAnewWhenTheSessionEnded();
    void writes();
    void makesScopes();
};

void GlewlwydConnectionTest::tellsWhatIsWrong()
{
    FakeGlewlwyd server;
    GlewlwydConnection good(access(server), impatient);
    QCOMPARE(good.test().value_or(textOf(good.test())), u"Glewlwyd 2"_s);
    GlewlwydConnection wrong(access(server, "another"), impatient);
    QVERIFY2(textOf(wrong.test()).contains(u"password is wrong"_s), qPrintable(textOf(wrong.test())));
    QVERIFY(!textOf(wrong.test()).contains(u"another"_s));
    server.isAdmin = false;
    GlewlwydConnection nobody(access(server), impatient);
    QVERIFY2(textOf(nobody.test()).contains(u"g_admin"_s), qPrintable(textOf(nobody.test())));
}

void GlewlwydConnectionTest::reads()
{
    FakeGlewlwyd server;
    for (int number = 0; number < 500; ++number) {
        const std::string id = "client-" + std::to_string(number);
        server.clients[id] = {{"client_id", id}};
    }
    GlewlwydConnection connection(access(server), impatient);
    QCOMPARE(readAll(connection).value().size(), 500U);
    QCOMPARE(readAll(connection, {u"client-7"_s, u"gone"_s}).value(),
             Json::array({{{"client_id", "client-7"}}}));
}

void GlewlwydConnectionTest::signsInAnewWhenTheSessionEnded()
{
    FakeGlewlwyd server;
    server.clients["shop"] = {{"client_id", "shop"}};
    GlewlwydConnection connection(access(server), impatient);
    QCOMPARE(readAll(connection).value().size(), 1U);
    server.hasForgotten = true;
    QCOMPARE(readAll(connection).value_or(Json()).size(), 1U);
    server.isAdmin = false; // which another session does not change
    const auto refused = readAll(connection);
    QVERIFY(!refused && refused.error().text.contains(u"g_admin"_s));
    const auto requests = server.received();
    QCOMPARE(std::ranges::count_if(
                 requests,
                 [](const ReceivedRequest &request) { return request.target.startsWith("/own/api/auth"); }),
             3);
}

void GlewlwydConnectionTest::writes()
{
    FakeGlewlwyd server;
    GlewlwydConnection connection(access(server), impatient);
    const Json made{{"client_id", "a"}, {"name", "A"}, {"password", "very-secret"}, {"redirect_uri", {"x"}}};
    VERIFY_DONE(connection.write({.clientId = u"a"_s, .before = nullptr, .after = made, .hasSecret = true}));
    QCOMPARE(kindOf(connection.write({.clientId = u"a"_s, .before = nullptr, .after = made})),
             Error::Kind::Conflict);
    server.clients["a"]["there_alone"] = "yes";
    Json before = made;
    before["there_alone"] = "yes";
    Json after = before;
    after.erase("redirect_uri");
    after.erase("password");
    after["name"] = "B";
    const auto written = connection.write({.clientId = u"a"_s, .before = before, .after = after});
    VERIFY_DONE(written);
    QCOMPARE(server.clients["a"]["name"], Json("B"));
    QCOMPARE(server.clients["a"]["there_alone"], Json("yes"));
    QCOMPARE(server.clients["a"]["password"], Json("very-secret"));
    QCOMPARE(server.clients["a"]["redirect_uri"], Json::array()); // what is not sent would stay
    QCOMPARE(kindOf(connection.write({.clientId = u"a"_s, .before = before, .after = after})),
             Error::Kind::Conflict);
    QCOMPARE(kindOf(connection.write({.clientId = u"gone"_s, .before = before, .after = after})),
             Error::Kind::Conflict);
}

void GlewlwydConnectionTest::makesScopes()
{
    FakeGlewlwyd server;
    GlewlwydConnection connection(access(server), impatient);
    ClientApplication client;
    client.clientId = u"a"_s;
    client.enabled = client.supportOpenId = client.supportApi = true;
    client.grantType = GrantType::AuthorizationCode;
    client.loginRedirects = {u"https://a.example/cb"_s};
    client.defaultResources = {u"openid"_s};
    client.apiScopes = {u"orders.read"_s};
    ServerNeeds needs;
    needs.clients = {client};
    needs.apiScopes = {{.name = u"orders.read"_s, .title = u"Orders"_s}};
    const auto steps = connection.missing(needs);
    VERIFY_DONE(steps);
    QCOMPARE(steps->size(), 1);
    QCOMPARE(steps->front().target, u"scope orders.read"_s);
    VERIFY_DONE(connection.make(steps->front()));
    QCOMPARE(server.scopes["orders.read"]["display_name"], Json("Orders"));
    QVERIFY(connection.missing(needs).value().isEmpty());
}

GATEHOUSE_TEST(GlewlwydConnectionTest)
#include "tst_glewlwydconnection.moc"
