#include "servers/keycloak/KeycloakConnection.h"
#include "support/HttpTestServer.h"
#include "support/TestProgram.h"

#include <QBuffer>
#include <QTest>

#include <atomic>

using namespace gatehouse;
using namespace gatehouse::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using json::Json;

namespace {

constexpr const char *tokenPath = "/protocol/openid-connect/token";
const HttpPatience hasty{.connect = 5s, .idle = 5s, .backOff = 1ms};

/// As much of a Keycloak as a question needs; what it does not know is 404.
class SmallKeycloak
{
public:
    using Answers = QHash<QByteArray, CannedAnswer>; ///< by method and path, "GET clients", beneath the
                                                     ///< realm; with its query, where that counts

    explicit SmallKeycloak(Answers answers = {}, int tokenLife = 60)
        : m_answers(std::move(answers))
        , m_server([this, tokenLife](const ReceivedRequest &request) { return answer(request, tokenLife); })
    {
    }

    ServerAccess access(const QString &account = u"admin"_s, ServerSignIn how = ServerSignIn::Password) const
    {
        return {.server = {.kind = ServerKind::Keycloak,
                           .url = m_server.url().toString(),
                           .realm = u"shop"_s,
                           .signIn = how,
                           .account = account},
                .secret = secretCopy("hush-hush")};
    }

    QList<ReceivedRequest> received(QByteArrayView part) const
    {
        QList<ReceivedRequest> found = m_server.received();
        found.removeIf([&](const ReceivedRequest &request) { return !request.target.contains(part); });
        return found;
    }

private:
    CannedAnswer answer(const ReceivedRequest &request, int tokenLife)
    {
        if (request.target.endsWith(tokenPath)) {
            return answerOf(200, QByteArray(R"({"access_token": "token-%1", "expires_in": %2})")
                                     .replace("%1", QByteArray::number(++m_tokens))
                                     .replace("%2", QByteArray::number(tokenLife)));
        }
        const QByteArray path = request.target.split('?').first();
        if (path == "/realms/shop")
            return answerOf(200, R"({"realm": "shop"})");
        const QByteArray known =
            request.method + ' ' + path.mid(path.indexOf("/admin/") + 7).replace("realms/shop/", "");
        const qsizetype query = request.target.indexOf('?');
        const QByteArray asked = query < 0 ? known : known + request.target.sliced(query);
        return m_answers.value(asked, m_answers.value(known, answerOf(404, R"({"error": "unknown"})")));
    }

    Answers m_answers;
    std::atomic<int> m_tokens = 0;
    HttpTestServer m_server;
};

QString textOf(const auto &result)
{
    return result ? u"not refused"_s : result.error().text;
}

const CannedAnswer noContent{"HTTP/1.1 204 No Content\r\n\r\n"};
const QByteArray mayAll = R"([{"clientId": "account", "access": {"manage": true}}])";

}

class KeycloakConnectionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void accounts_data()
    {
        QTest::addColumn<QString>("account");
        QTest::addColumn<ServerSignIn>("how");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("realm");
        using enum ServerSignIn;
        QTest::addRow("a user") << u"admin"_s << Password << u"admin"_s << u"master"_s;
        QTest::addRow("a user of the realm") << u"anna@shop"_s << Password << u"anna"_s << u"shop"_s;
        QTest::addRow("an address") << u"anna@example.com"_s << Password << u"anna@example.com"_s
                                    << u"master"_s;
        QTest::addRow("an address in the realm")
            << u"anna@example.com@shop"_s << Password << u"anna@example.com"_s << u"shop"_s;
        QTest::addRow("a client") << u"gatehouse"_s << ClientCredentials << u"gatehouse"_s << u"shop"_s;
        QTest::addRow("a client of master")
            << u"gatehouse@master"_s << ClientCredentials << u"gatehouse"_s << u"master"_s;
    }
    void accounts()
    {
        QFETCH(const QString, account);
        QFETCH(const ServerSignIn, how);
        const KeycloakAccount found =
            KeycloakAccount::of({.realm = u"shop"_s, .signIn = how, .account = account});
        QTEST(found.name, "name");
        QTEST(found.realm, "realm");
    }

    void signsInOnceWhileTheTokenLives()
    {
        const SmallKeycloak server({{"GET clients", answerOf(200, mayAll)}});
        KeycloakAdmin admin(server.access(), hasty);
        for (int i = 0; i < 3; ++i)
            QVERIFY(admin.content({.path = {u"clients"_s}}));
        const auto tokens = server.received(tokenPath);
        QCOMPARE(tokens.size(), 1);
        QCOMPARE(tokens.front().target, QByteArray("/realms/master") + tokenPath);
        QCOMPARE(tokens.front().body,
                 "grant_type=password&client_id=admin-cli&username=admin&password=hush-hush");
    }

    void takesAnotherTokenBeforeItEnds()
    {
        const SmallKeycloak server({{"GET clients", answerOf(200, mayAll)}}, 0);
        KeycloakAdmin admin(server.access(u"gatehouse"_s, ServerSignIn::ClientCredentials), hasty);
        for (int i = 0; i < 3; ++i)
            QVERIFY(admin.content({.path = {u"clients"_s}}));
        QCOMPARE(server.received(tokenPath).size(), 3);
        QCOMPARE(server.received("/clients").last().headers["authorization"], "Bearer token-3");
    }

    void signsInAnewWhenTheTokenIsRefused()
    {
        const SmallKeycloak server({{"GET clients", answerOf(401)}});
        KeycloakAdmin admin(server.access(), hasty);
        QVERIFY(textOf(admin.content({.path = {u"clients"_s}})).contains(u"401"_s));
        QCOMPARE(server.received(tokenPath).size(), 2);
    }

    /// Between two of many it may end, too: what was done is not done again.
    void sendsAgainWhatWasNotLetInAlone()
    {
        const SmallKeycloak server({{"GET clients", answerOf(401)}, {"POST clients", answerOf(201)}});
        KeycloakAdmin admin(server.access(), hasty);
        const auto answers =
            admin.sendAll({{.method = "POST", .path = {u"clients"_s}, .body = json::Json{{"clientId", "a"}}},
                           {.path = {u"clients"_s}}});
        QCOMPARE(answers.at(0)->status, 201);
        QVERIFY(textOf(answers.at(1)).contains(u"401"_s));
        QByteArrayList methods;
        for (const ReceivedRequest &request : server.received("/clients"))
            methods << request.method;
        QCOMPARE(methods.count("POST"), 1);
        QCOMPARE(methods.count("GET"), 2);
        QCOMPARE(server.received(tokenPath).size(), 2);
    }

    void listsThatNeverEndAreGivenUp_data()
    {
        QTest::addColumn<bool>("areUsers");
        QTest::addRow("client applications") << false;
        QTest::addRow("users") << true;
    }
    void listsThatNeverEndAreGivenUp()
    {
        QFETCH(const bool, areUsers);
        json::Json page = json::Json::array();
        for (int index = 0; index < 250; ++index)
            page.push_back({{"id", "u" + std::to_string(index)}, {"clientId", "c" + std::to_string(index)}});
        const CannedAnswer full = answerOf(200, QByteArray::fromStdString(page.dump()));
        const CannedAnswer one =
            answerOf(200, R"([{"id": "1", "clientId": "a", "serviceAccountsEnabled": true}])");
        const SmallKeycloak server({{"GET realms/shop", answerOf(200, "{}")},
                                    {"GET client-scopes", answerOf(200, "[]")},
                                    {"GET default-default-client-scopes", answerOf(200, "[]")},
                                    {"GET default-optional-client-scopes", answerOf(200, "[]")},
                                    {"GET localization", answerOf(200, "[]")},
                                    {"GET clients", areUsers ? one : full},
                                    {"GET users", full}});
        QBuffer document;
        QVERIFY(document.open(QIODevice::WriteOnly));
        const auto read = KeycloakConnection(server.access(), hasty).read(document, {}, {});
        QVERIFY(!read);
        QVERIFY2(read.error().text.contains(u"again and again"_s), qPrintable(read.error().text));
        QCOMPARE(read.error().kind, Error::Kind::Unreachable);
    }

    /// Few or many of those that were seen when they were first asked for have one.
    void serviceAccountsOfAllPagesAreRead_data()
    {
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("asked");
        QTest::addRow("few") << 1 << 2;
        QTest::addRow("all") << 250 << 4; // ahead, of which the last two have nothing
    }
    void serviceAccountsOfAllPagesAreRead()
    {
        QFETCH(const int, first);
        QFETCH(const int, asked);
        const auto clients = [](char letter, int withAccount) {
            json::Json page = json::Json::array();
            for (int index = 0; index < 250; ++index) {
                const std::string id = letter + std::to_string(index);
                page.push_back(
                    {{"id", id}, {"clientId", id}, {"serviceAccountsEnabled", index < withAccount}});
            }
            return page;
        };
        const auto users = [](char letter, int count) {
            json::Json page = json::Json::array();
            for (int index = 0; index < count; ++index) {
                const std::string id = letter + std::to_string(index);
                page.push_back({{"id", "u" + id}, {"username", "service-account-" + id}});
            }
            return page;
        };
        const auto content = [](const json::Json &list) {
            return answerOf(200, QByteArray::fromStdString(list.dump()));
        };
        const QByteArray all = "&max=250&username=service-account-&briefRepresentation=false";
        const CannedAnswer nothing = answerOf(200, "[]");
        const SmallKeycloak server({{"GET realms/shop", answerOf(200, "{}")},
                                    {"GET client-scopes", nothing},
                                    {"GET default-default-client-scopes", nothing},
                                    {"GET default-optional-client-scopes", nothing},
                                    {"GET localization", nothing},
                                    {"GET clients", nothing},
                                    {"GET clients?first=0&max=250", content(clients('a', first))},
                                    {"GET clients?first=250&max=250", content(clients('b', 250))},
                                    {"GET users", nothing},
                                    {"GET users?first=0" + all, content(users('b', 250))},
                                    {"GET users?first=250" + all, content(users('a', first))}});
        QBuffer document;
        QVERIFY(document.open(QIODevice::WriteOnly));
        const auto read = KeycloakConnection(server.access(), hasty).read(document, {}, {});
        QVERIFY2(read, qPrintable(textOf(read)));
        QCOMPARE(int(json::Json::parse(document.data().toStdString())["users"].size()), 250 + first);
        QCOMPARE(server.received("/users").size(), asked);
    }
    void whoHasNoServiceAccountsIsNotAskedForThem()
    {
        const CannedAnswer nothing = answerOf(200, "[]");
        const SmallKeycloak server({{"GET realms/shop", answerOf(200, "{}")},
                                    {"GET client-scopes", nothing},
                                    {"GET default-default-client-scopes", nothing},
                                    {"GET default-optional-client-scopes", nothing},
                                    {"GET localization", nothing},
                                    {"GET clients", answerOf(200, R"([{"id": "1", "clientId": "a"}])")}});
        QBuffer document;
        QVERIFY(document.open(QIODevice::WriteOnly));
        QVERIFY(KeycloakConnection(server.access(), hasty).read(document, {}, {}));
        QVERIFY(server.received("/users").isEmpty());
    }

    void textsThatSomebodyElseChangedAreNotOverwritten_data()
    {
        QTest::addColumn<QByteArray>("now");
        QTest::addColumn<bool>("isWritten");
        QTest::addRow("as they were") << QByteArray(R"({"gatehouse.client.a.api": "Before"})") << true;
        QTest::addRow("changed") << QByteArray(R"({"gatehouse.client.a.api": "Theirs"})") << false;
        QTest::addRow("taken away") << QByteArray("{}") << false;
        QTest::addRow("the same was written") << QByteArray(R"({"gatehouse.client.a.api": "Mine"})") << true;
        QTest::addRow("another was added")
            << QByteArray(R"({"gatehouse.client.a.api": "Before", "other": "x"})") << true;
    }
    void textsThatSomebodyElseChangedAreNotOverwritten()
    {
        QFETCH(const QByteArray, now);
        QFETCH(const bool, isWritten);
        const SmallKeycloak server(
            {{"GET localization/nl", answerOf(200, now)}, {"POST localization/nl", noContent}});
        const json::Json detail{{"kind", "texts"},
                                {"language", "nl"},
                                {"set", {{"gatehouse.client.a.api", "Mine"}}},
                                {"gone", json::Json::array()},
                                {"was", {{"gatehouse.client.a.api", "Before"}}}};
        const auto made = KeycloakConnection(server.access(), hasty).make({u"texts"_s, u"nl"_s, detail});
        QCOMPARE(made.has_value(), isWritten);
        if (!made)
            QCOMPARE(made.error().kind, Error::Kind::Conflict);
        QList<ReceivedRequest> sent = server.received("/localization/nl");
        sent.removeIf([](const ReceivedRequest &request) { return request.method != "POST"; });
        QCOMPARE(sent.size(), isWritten ? 1 : 0);
    }

    void namesTheMissingRole_data()
    {
        QTest::addColumn<CannedAnswer>("clients");
        QTest::addColumn<CannedAnswer>("text");
        QTest::addColumn<CannedAnswer>("user");
        QTest::addColumn<QStringList>("roles");
        const CannedAnswer none = answerOf(404);
        const CannedAnswer nameless = answerOf(400);
        QTest::addRow("all") << answerOf(200, mayAll) << none << nameless << QStringList();
        QTest::addRow("an empty list")
            << answerOf(200, "[]") << none << nameless << QStringList{u"view-clients"_s};
        QTest::addRow("refused") << answerOf(403) << none << nameless << QStringList{u"view-clients"_s};
        QTest::addRow("no users") << answerOf(200, mayAll) << none << answerOf(403)
                                  << QStringList{u"manage-users"_s};
        QTest::addRow("may not write")
            << answerOf(200, R"([{"clientId": "account", "access": {"manage": false}}])") << answerOf(403)
            << answerOf(403) << QStringList{u"manage-clients"_s, u"manage-realm"_s, u"manage-users"_s};
    }
    void namesTheMissingRole()
    {
        QFETCH(const CannedAnswer, clients);
        QFETCH(const CannedAnswer, text);
        QFETCH(const CannedAnswer, user);
        QFETCH(const QStringList, roles);
        const SmallKeycloak server({{"GET clients", clients},
                                    {"DELETE localization/en/gatehouse.test", text},
                                    {"POST users", user},
                                    {"GET serverinfo", answerOf(403)}});
        const auto tested = KeycloakConnection(server.access(), hasty).test();
        const QString said = tested ? *tested : tested.error().text;
        for (const QString &role :
             {u"view-clients"_s, u"manage-clients"_s, u"manage-realm"_s, u"manage-users"_s})
            QVERIFY2(said.contains(u'"' + role + u'"') == roles.contains(role), qPrintable(said));
        QCOMPARE(tested.has_value(), !roles.contains(u"view-clients"_s));
        QVERIFY(!said.contains(u"hush-hush"_s) && !said.contains(u"token-"_s));
    }

    void saysWhichVersionIsTooOld()
    {
        for (const auto &[version, isRefused] : {std::pair("24.0.5", true), std::pair("26.7.3", false)}) {
            const SmallKeycloak server(
                {{"GET clients", answerOf(200, mayAll)},
                 {"GET serverinfo",
                  answerOf(200, QByteArray(R"({"systemInfo": {"version": "%1"}})").replace("%1", version))}});
            const auto tested = KeycloakConnection(server.access(), hasty).test();
            QCOMPARE(!tested, isRefused);
            QVERIFY((tested ? *tested : tested.error().text).contains(QLatin1StringView(version)));
        }
    }

    void saysThatThereIsNoSuchRealm()
    {
        const SmallKeycloak server;
        ServerAccess access = server.access();
        access.server.realm = u"nope"_s;
        QVERIFY(textOf(KeycloakConnection(access, hasty).test()).contains(u"no Keycloak"_s));
        access.server.realm.clear();
        QVERIFY(textOf(KeycloakConnection(access, hasty).test()).contains(u"realms"_s));
    }

    /// Of one that a push which broke off made there.
    void tellsTheSecretThatItMade()
    {
        const QByteArray client = R"({"id": "1", "clientId": "portal", "secret": "made-there",
                                      "clientAuthenticatorType": "client-secret"})";
        const SmallKeycloak server({{"GET clients", answerOf(200, '[' + client + ']')}});
        KeycloakConnection connection(server.access(), hasty);
        const Json there = Json::parse(client.toStdString());
        for (const bool asks : {true, false}) {
            const auto written = connection.write({.clientId = u"portal"_s,
                                                   .before = there,
                                                   .after = there,
                                                   .around = {},
                                                   .asksForSecret = asks});
            QVERIFY2(written, qPrintable(textOf(written)));
            QCOMPARE(written->newSecret, asks ? secretCopy("made-there") : SecretBytes());
            QVERIFY(!written->now.contains("secret"));
        }
        QVERIFY(std::ranges::none_of(server.received("/admin/"),
                                     [](const ReceivedRequest &request) { return request.method != "GET"; }));
    }

    void refusesOneThatStandsThereInAnotherCase()
    {
        const SmallKeycloak server({{"GET clients", answerOf(200, R"([{"clientId": "Portal"},
                                                                      {"clientId": "portal-2"}])")}});
        KeycloakConnection connection(server.access(), hasty);
        const auto refused = connection.refusedAdditions({u"portal"_s, u"portal-2"_s, u"other"_s});
        QVERIFY2(refused, qPrintable(textOf(refused)));
        QCOMPARE(refused->keys(), QStringList{u"portal"_s});
        QVERIFY(refused->value(u"portal"_s).text.contains(u"\"Portal\""_s));
        QVERIFY(server.received("search=true").size() == 3);
    }

    void writesNothingOverWhatWasChangedThere()
    {
        const SmallKeycloak server(
            {{"GET clients", answerOf(200, R"([{"id": "1", "clientId": "portal", "name": "Theirs"}])")}});
        KeycloakConnection connection(server.access(), hasty);
        const Json before = {{"clientId", "portal"}, {"name", "Old"}};
        const Json after = {{"clientId", "portal"}, {"name", "Ours"}};
        for (const Json &known : {before, Json()}) {
            const auto written =
                connection.write({.clientId = u"portal"_s, .before = known, .after = after, .around = {}});
            QVERIFY(!written);
            QCOMPARE(written.error().kind, Error::Kind::Conflict);
        }
        QVERIFY(std::ranges::none_of(server.received("/admin/"),
                                     [](const ReceivedRequest &request) { return request.method != "GET"; }));
    }
};

GATEHOUSE_TEST(KeycloakConnectionTest)
#include "tst_keycloakconnection.moc"
