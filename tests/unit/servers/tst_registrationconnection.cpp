#include "ConnectionHelp.h"

#include "servers/registration/RegistrationConnection.h"

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;
using json::Json;

namespace {

/// A registration endpoint that takes an initial access token, chooses the client ID, gives another token
/// with each change, and refuses what it does not know.
class FakeEndpoint
{
public:
    FakeEndpoint() : m_server([this](const ReceivedRequest &request) { return answer(request); }) {}

    QUrl url() const { return m_server.url(u"/reg"_s); }
    QList<ReceivedRequest> received() const { return m_server.received(); }
    Json stored = nullptr; ///< the one client application that it has
    QString refuses;       ///< metadata that it does not take, by name
    bool saysWhich = true; ///< that it refuses
    bool takesAnything = false;
    bool breaksOff = false;
    enum class Change {
        Answered,
        LostBefore,
        Lost,
        LostWithDefaults,
        LostWithToken
    } change = Change::Answered;
    QString keptAt; ///< another server, so it says

private:
    QByteArray token() const { return "token-" + QByteArray::number(m_tokens); }

    Json told() const
    {
        Json answer = stored;
        answer["registration_access_token"] = token().toStdString();
        answer["registration_client_uri"] =
            (keptAt.isEmpty() ? m_server.url(u"/reg/theirs"_s).toString() : keptAt).toStdString();
        answer["client_id_issued_at"] = 1;
        return answer;
    }

    CannedAnswer answer(const ReceivedRequest &request)
    {
        const QByteArray authorization = request.headers.value("authorization");
        if (request.target == "/reg" && request.method == "POST")
            return authorization == "Bearer initial" ? make(parsed(request.body))
                                                     : jsonAnswer(401, {{"error", "invalid_token"}});
        if (request.target != "/reg/theirs" || stored.is_null() || authorization != "Bearer " + token())
            return jsonAnswer(401, {{"error", "invalid_token"}});
        if (request.method == "DELETE") {
            stored = nullptr;
            return {"HTTP/1.1 204 Gone\r\nContent-Length: 0\r\n\r\n"};
        }
        if (request.method == "GET")
            return jsonAnswer(200, told());
        Json sent = parsed(request.body);
        if (const auto refused = refusal(sent); !refused.is_null())
            return jsonAnswer(400, refused);
        for (const char *name : {"registration_access_token", "registration_client_uri",
                                 "client_id_issued_at", "client_secret_expires_at"}) {
            if (sent.contains(name))
                return jsonAnswer(400, {{"error", "invalid_client_metadata"}, {"error_description", name}});
        }
        if (sent.value("client_id", std::string()) != "theirs" ||
            sent.value("client_secret", std::string()) != "chosen-there")
            return jsonAnswer(400, {{"error", "invalid_request"}, {"error_description", "mismatch"}});
        const CannedAnswer nothing{.bytes = {}, .then = CannedAnswer::Then::Close};
        if (change == Change::LostBefore)
            return nothing;
        stored = sent;
        if (change == Change::LostWithDefaults)
            stored["default_max_age"] = 3600;
        if (change == Change::Lost || change == Change::LostWithDefaults)
            return nothing;
        ++m_tokens;
        return change == Change::LostWithToken ? nothing : jsonAnswer(200, told());
    }

    Json refusal(const Json &sent) const
    {
        if (!sent.contains(refuses.toStdString()))
            return nullptr;
        return {{"error", "invalid_client_metadata"},
                {"error_description",
                 saysWhich ? "property '" + refuses.toStdString() + "' is unknown" : "no such metadata"}};
    }

    CannedAnswer make(Json sent)
    {
        if (breaksOff)
            return {"HTTP/1.1 201", CannedAnswer::Then::Close};
        if (const auto refused = refusal(sent); !refused.is_null())
            return jsonAnswer(400, refused);
        if (!takesAnything && sent["redirect_uris"][0] == "no address#")
            return jsonAnswer(400, {{"error", "invalid_redirect_uri"}});
        if (sent.contains("client_id") || sent.contains("client_secret"))
            return jsonAnswer(400,
                              {{"error", "invalid_client_metadata"}, {"error_description", "not yours"}});
        stored = std::move(sent);
        stored["client_id"] = "theirs";
        stored["client_secret"] = "chosen-there";
        stored["client_secret_expires_at"] = 0;
        ++m_tokens;
        return jsonAnswer(201, told());
    }

    int m_tokens = 0;
    HttpTestServer m_server;
};

ServerAccess access(const FakeEndpoint &server)
{
    ServerAccess access = accessTo(ServerKind::Registration, server.url());
    access.server.signIn = ServerSignIn::BearerToken;
    access.secret = secretCopy("initial");
    return access;
}

const Json ours{{"client_id", "ours"}, {"client_name", "Ours"}, {"redirect_uris", {"https://a.example/cb"}}};

}

class RegistrationConnectionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatIsWrong();
    void registers();
    void changesAndKeepsTheNewToken();
    void whatIsRefusedIsLeftOut_data();
    void whatIsRefusedIsLeftOut();
    void whatIsNeededIsNotLeftOut();
    void lostAnswerIsTold();
    void onlyAnAnswerOfItsOwnIsOne_data();
    void onlyAnAnswerOfItsOwnIsOne();
    void whatIsKeptElsewhereIsTold();
    void lostChangeIsLookedUp_data();
    void lostChangeIsLookedUp();
    void goneIsNotThere();
    void conflicts();
};

void RegistrationConnectionTest::tellsWhatIsWrong()
{
    FakeEndpoint server;
    RegistrationConnection good(access(server), impatient);
    VERIFY_DONE(good.test());
    QVERIFY(!good.canList());
    QVERIFY(server.stored.is_null());
    server.takesAnything = true;
    VERIFY_DONE(good.test());
    QVERIFY(server.stored.is_null());

    ServerAccess wrong = access(server);
    wrong.secret = secretCopy("used up");
    RegistrationConnection refused(wrong, impatient);
    QCOMPARE(kindOf(refused.test()), Error::Kind::Unreachable);
    QVERIFY2(textOf(refused.test()).contains(u"initial access token"_s), qPrintable(textOf(refused.test())));
}

void RegistrationConnectionTest::registers()
{
    FakeEndpoint server;
    RegistrationConnection connection(access(server), impatient);
    Json after = ours;
    after["client_secret"] = "ours-is-not-sent";
    const auto made =
        connection.write({.clientId = u"ours"_s, .before = nullptr, .after = after, .hasSecret = true});
    VERIFY_DONE(made);
    QVERIFY(made->registration);
    QCOMPARE(made->registration->clientId, u"theirs"_s);
    QCOMPARE(made->registration->token, secretCopy("token-1"));
    QCOMPARE(made->newSecret, secretCopy("chosen-there"));
    QCOMPARE(made->notes.size(), 1);
    QCOMPARE(nlohmann::json(made->now), nlohmann::json(ours));

    const auto all = readAll(connection);
    VERIFY_DONE(all);
    QCOMPARE(all->size(), 1U);
    QCOMPARE(all->front().value("client_id", std::string()), "ours");
    QVERIFY(!all->front().contains("registration_access_token"));
    QVERIFY(!all->front().contains("registration_client_uri"));
}

void RegistrationConnectionTest::changesAndKeepsTheNewToken()
{
    FakeEndpoint server;
    RegistrationConnection connection(access(server), impatient);
    const auto made = connection.write({.clientId = u"ours"_s, .before = nullptr, .after = ours});
    VERIFY_DONE(made);
    server.stored["there_alone"] = true;
    Json before = made->now;
    before["there_alone"] = true;
    Json after = before;
    after["client_name"] = "Changed";
    const auto changed = connection.write({.clientId = u"ours"_s, .before = before, .after = after});
    VERIFY_DONE(changed);
    QCOMPARE(changed->registration->token, secretCopy("token-2"));
    QCOMPARE(connection.changedRegistrations().value(u"ours"_s).token, secretCopy("token-2"));
    connection.registrationIsKept(u"ours"_s);
    QVERIFY(connection.changedRegistrations().isEmpty());
    QCOMPARE(server.stored.value("client_name", std::string()), "Changed");
    QCOMPARE(server.stored.value("there_alone", false), true); // all of it was sent
    VERIFY_DONE(readAll(connection));

    // Another connection, with what was kept.
    ServerAccess later = access(server);
    later.registrations.insert(u"ours"_s, *changed->registration);
    RegistrationConnection again(later, impatient);
    QCOMPARE(readAll(again).value().size(), 1U);
    QVERIFY(again.changedRegistrations().isEmpty());
}

void RegistrationConnectionTest::whatIsRefusedIsLeftOut_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("saysWhich");
    QTest::newRow("named") << u"tos_uri"_s << true;
    QTest::newRow("language tag") << u"client_name#nl"_s << true;
    QTest::newRow("not in the registry") << u"client_name#nl"_s << false;
}

void RegistrationConnectionTest::whatIsRefusedIsLeftOut()
{
    QFETCH(QString, name);
    FakeEndpoint server;
    server.refuses = name;
    QFETCH(bool, saysWhich);
    server.saysWhich = saysWhich;
    RegistrationConnection connection(access(server), impatient);
    Json after = ours;
    after[name.toStdString()] = "https://a.example/x";
    const auto made = connection.write({.clientId = u"ours"_s, .before = nullptr, .after = after});
    VERIFY_DONE(made);
    QCOMPARE(made->notes.size(), 1);
    QVERIFY(made->notes.front().contains(name));
    QVERIFY(!server.stored.contains(name.toStdString()));
    QCOMPARE(server.stored.value("client_name", std::string()), "Ours");
}

void RegistrationConnectionTest::whatIsNeededIsNotLeftOut()
{
    FakeEndpoint server;
    server.refuses = u"redirect_uris"_s;
    RegistrationConnection connection(access(server), impatient);
    const auto refused = connection.write({.clientId = u"ours"_s, .before = nullptr, .after = ours});
    QCOMPARE(kindOf(refused), Error::Kind::Rule);
    QVERIFY(textOf(refused).contains(u"redirect_uris"_s));
}

void RegistrationConnectionTest::lostAnswerIsTold()
{
    FakeEndpoint server;
    server.breaksOff = true;
    RegistrationConnection connection(access(server), impatient);
    const auto lost = connection.write({.clientId = u"ours"_s, .before = nullptr, .after = ours});
    QCOMPARE(kindOf(lost), Error::Kind::Unreachable);
    QVERIFY2(textOf(lost).contains(u"is not known"_s), qPrintable(textOf(lost)));
    QCOMPARE(server.received().size(), 1); // it is not repeated
}

/// Sent once: a server may take the token back with the change.
void RegistrationConnectionTest::lostChangeIsLookedUp_data()
{
    using enum FakeEndpoint::Change;
    QTest::addColumn<FakeEndpoint::Change>("change");
    QTest::addColumn<QString>("error"); // empty: it is there
    QTest::addRow("before it was stored") << LostBefore << u"broke"_s;
    QTest::addRow("stored") << Lost << QString();
    QTest::addRow("stored, with what the server adds") << LostWithDefaults << QString();
    QTest::addRow("stored, with another token") << LostWithToken << u"is not known"_s;
}

void RegistrationConnectionTest::lostChangeIsLookedUp()
{
    FakeEndpoint server;
    RegistrationConnection connection(access(server), impatient);
    const auto made = connection.write({.clientId = u"ours"_s, .before = nullptr, .after = ours});
    VERIFY_DONE(made);
    Json after = made->now;
    after["client_name"] = "Changed";
    after["tos_uri"] = "https://a.example/tos";
    server.refuses = u"tos_uri"_s;
    QFETCH(const FakeEndpoint::Change, change);
    server.change = change;
    const auto changed = connection.write({.clientId = u"ours"_s, .before = made->now, .after = after});
    const auto received = server.received();
    QCOMPARE(std::ranges::count(received, QByteArray("PUT"), &ReceivedRequest::method), 2); // one was refused
    QFETCH(const QString, error);
    if (error.isEmpty()) {
        VERIFY_DONE(changed);
        QCOMPARE(changed->now.value("client_name", std::string()), "Changed");
        QVERIFY2(changed->notes.join(u'\n').contains(u"tos_uri"_s), qPrintable(changed->notes.join(u'\n')));
    } else {
        QCOMPARE(kindOf(changed), Error::Kind::Unreachable);
        QVERIFY2(textOf(changed).contains(error), qPrintable(textOf(changed)));
    }
}

/// What stands in front of a server answers for it.
void RegistrationConnectionTest::onlyAnAnswerOfItsOwnIsOne_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("isOpen");
    QTest::addColumn<Error::Kind>("kind");
    QTest::addRow("500") << 500 << true << Error::Kind::Rule;
    QTest::addRow("502") << 502 << true << Error::Kind::Unreachable;
    QTest::addRow("503") << 503 << true << Error::Kind::Unreachable;
    QTest::addRow("504") << 504 << true << Error::Kind::Unreachable;
    QTest::addRow("400") << 400 << false << Error::Kind::Rule;
    QTest::addRow("403") << 403 << false << Error::Kind::Unreachable;
}

void RegistrationConnectionTest::onlyAnAnswerOfItsOwnIsOne()
{
    QFETCH(const int, status);
    QFETCH(const bool, isOpen);
    QFETCH(const Error::Kind, kind);
    HttpTestServer server([&](const ReceivedRequest &) { return answerOf(status); });
    ServerAccess at = accessTo(ServerKind::Registration, server.url(u"/reg"_s));
    at.server.signIn = ServerSignIn::BearerToken;
    at.secret = secretCopy("initial");
    RegistrationConnection connection(at, impatient);
    const auto written = connection.write({.clientId = u"ours"_s, .before = nullptr, .after = ours});
    QCOMPARE(kindOf(written), kind);
    QCOMPARE(textOf(written).contains(u"is not known"_s), isOpen);
    QCOMPARE(connection.isOutcomeOpen(), isOpen);
    QCOMPARE(connection.mayHaveWritten(), isOpen);
}

/// As behind a proxy. The others go on.
void RegistrationConnectionTest::whatIsKeptElsewhereIsTold()
{
    FakeEndpoint server;
    server.keptAt = u"https://inside.example.com/reg/theirs"_s;
    RegistrationConnection connection(access(server), impatient);
    const auto written = connection.write({.clientId = u"ours"_s, .before = nullptr, .after = ours});
    VERIFY_DONE(written);
    QVERIFY2(written->notes.join(u' ').contains(u"inside.example.com"_s),
             qPrintable(written->notes.join(u' ')));
    const auto all = readAll(connection);
    VERIFY_DONE(all);
    QVERIFY(all->empty());
    QCOMPARE(server.received().size(), 1);
}

void RegistrationConnectionTest::goneIsNotThere()
{
    FakeEndpoint server;
    ServerAccess old = access(server);
    old.registrations.insert(u"ours"_s,
                             {u"theirs"_s, server.url().toString() + u"/theirs"_s, secretCopy("token-9")});
    RegistrationConnection connection(old, impatient);
    QCOMPARE(readAll(connection).value(), Json::array());
    QCOMPARE(readAll(connection, {u"never"_s}).value(), Json::array());
    QCOMPARE(kindOf(connection.write({.clientId = u"ours"_s, .before = ours, .after = ours})),
             Error::Kind::Conflict);
}

void RegistrationConnectionTest::conflicts()
{
    FakeEndpoint server;
    RegistrationConnection connection(access(server), impatient);
    const auto made = connection.write({.clientId = u"ours"_s, .before = nullptr, .after = ours});
    VERIFY_DONE(made);
    server.stored["client_name"] = "Changed there";
    QCOMPARE(kindOf(connection.write({.clientId = u"ours"_s, .before = made->now, .after = ours})),
             Error::Kind::Conflict);
}

GATEHOUSE_TEST(RegistrationConnectionTest)
#include "tst_registrationconnection.moc"
