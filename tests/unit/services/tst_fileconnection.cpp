#include "domain/formats/ClientDocument.h"
#include "services/servers/FileConnection.h"
#include "support/FileContent.h"
#include "support/TestDatabase.h"

#include <QBuffer>
#include <QDir>
#include <QFile>

#include <functional>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;
using json::Json;

namespace {

constexpr QLatin1StringView addedUri("https://added.example.com/callback");

ServerAccess accessTo(const QString &path, const QString &format, const QString &realm = {})
{
    ServerAccess access;
    access.server.realm = realm;
    access.server.kind = ServerKind::File;
    access.server.url = path;
    access.server.format = format;
    return access;
}

/// The lines of one that the other has not, and how many they are less.
QByteArrayList onlyIn(const QByteArray &one, const QByteArray &other)
{
    QByteArrayList lines = one.split('\n');
    for (const QByteArray &line : other.split('\n'))
        lines.removeOne(line);
    return lines;
}

/// Calls `change(Json &list)` for the list of login redirects, wherever the format has it.
bool changeRedirects(Json &client, const std::function<void(Json &list)> &change)
{
    for (const char *name : {"redirect_uris", "redirect_uri", "redirectUris", "RedirectUris", "callbacks"}) {
        const auto found = client.find(name);
        if (found == client.end() || !found->is_array() || found->empty() || !found->front().is_string())
            continue;
        change(*found);
        return true;
    }
    return false;
}

QStringList idsIn(const ClientFormat &format, const QByteArray &text)
{
    QStringList ids;
    const auto read = format.read(text, testTime());
    for (const ImportedClient &imported : read ? read->clients : QList<ImportedClient>())
        ids << imported.client.clientId;
    return ids;
}

}

/// A file as a server.
class FileConnectionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void oneRedirectOfARealFile_data();
    void oneRedirectOfARealFile();
    void newClient_data();
    void newClient();
    void conflicts();
    void readsTheFile();
    void keepsPermissionsAndLinks();
    void neededFilesStay();
    void testSaysWhatIsWrong();
    void missingScopes_data();
    void missingScopes();
    void scopesThatAreNamedAlreadyStay();
    void serviceAccountComesWithItsClient();
    void changedServiceAccountReachesItsOwn();
    void newClientOfSeveralRealmsIsRefused();
    void missingScopesGoToTheirRealm();
    void oneOfSeveralRealms();
    void realmThatIsNotThere_data();
    void realmThatIsNotThere();

private:
    QString write(const QByteArray &content)
    {
        QFile file(m_folder->filePath(u"clients.json"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("no file");
        return file.fileName();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void FileConnectionTest::oneRedirectOfARealFile_data()
{
    QTest::addColumn<QString>("path");
    const QDir data(QStringLiteral(GATEHOUSE_TEST_DATA));
    for (const QString &folder : {u"."_s, u"keycloak"_s, u"cases"_s}) {
        for (const QString &name : QDir(data.filePath(folder)).entryList({u"*.json"_s}, QDir::Files)) {
            const QString path = data.filePath(folder + u'/' + name);
            if (formatByContent(contentOf(path))) // others are refused before anybody connects to them
                QTest::newRow(qPrintable(name)) << path;
        }
    }
}

/// Of each client application that has one: a redirect is changed, and one more is added.
void FileConnectionTest::oneRedirectOfARealFile()
{
    QFETCH(QString, path);
    const QByteArray text = contentOf(path);
    const auto format = formatByContent(text);
    VERIFY_DONE(format);
    const auto document = ClientDocument::read(**format, text);
    if (!document) { // what cannot be read is not written
        QVERIFY(!document.error().text.isEmpty());
        return;
    }
    int changed = 0;
    for (const QString &id : idsIn(**format, text)) {
        const auto before = document->client(id);
        for (const bool adds : {false, true}) {
            Json after = before.value_or(Json::object());
            const bool has = changeRedirects(after, [&](Json &list) {
                if (adds)
                    list.push_back(json::fromText(addedUri));
                else
                    list.front() = json::fromText(addedUri);
            });
            if (!has)
                continue;
            const QString file = write(text);
            FileConnection connection(accessTo(file, (*format)->name()), {});
            VERIFY_DONE(connection.write({.clientId = id, .before = *before, .after = after}));
            const QByteArray now = contentOf(file);
            ++changed;

            const QByteArrayList gone = onlyIn(text, now);
            const QByteArrayList come = onlyIn(now, text);
            const bool isOneLine = !text.trimmed().contains('\n');
            QVERIFY2(come.size() <= 2 && gone.size() <= 1, qPrintable(id));
            QVERIFY(come.join().contains(addedUri.data()));
            // With a line of its own, the one before got a comma.
            const qsizetype more = adds && !isOneLine && come.size() == 2 ? 1 : 0;
            QCOMPARE(come.size() - gone.size(), more);
            QCOMPARE(now.startsWith("\xEF\xBB\xBF"), text.startsWith("\xEF\xBB\xBF"));
            QCOMPARE(now.endsWith('\n'), text.endsWith('\n'));
            const auto again = ClientDocument::read(**format, now);
            VERIFY_DONE(again);
            QCOMPARE(again->client(id).value(), after);
        }
    }
    qInfo("%d changes", changed);
}

void FileConnectionTest::newClient_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *format, const char *text, const char *expected) {
        QTest::newRow(name) << QString::fromLatin1(format) << QByteArray(text).replace('\'', '"')
                            << QByteArray(expected).replace('\'', '"');
    };
    row("array at the root", "hydra", "[\n  {\n    'client_id': 'a'\n  }\n]\n",
        "[\n  {\n    'client_id': 'a'\n  },\n  {\n    'client_id': 'new'\n  }\n]\n");
    row("empty array", "hydra", "[]\n", "[{ 'client_id': 'new' }]\n");
    row("page of Hydra", "hydra", "{ 'items': [ { 'client_id': 'a' } ] }",
        "{ 'items': [ { 'client_id': 'a' }, { 'client_id': 'new' } ] }");
    row("realm", "keycloak", "{\r\n\t'realm': 'r',\r\n\t'clients': [\r\n\t],\r\n\t'x': 1\r\n}\r\n",
        "{\r\n\t'realm': 'r',\r\n\t'clients': [\r\n\t\t{\r\n\t\t\t'clientId': "
        "'new'\r\n\t\t}\r\n\t],\r\n\t'x': 1\r\n}\r\n");
    row("realm without clients", "keycloak", "{\n  'realm': 'r'\n}",
        "{\n  'realm': 'r',\n  'clients': [\n    {\n      'clientId': 'new'\n    }\n  ]\n}");
    row("array of realms", "keycloak",
        "[\n {\n  'realm': 'r',\n  'clients': [\n   {\n    'clientId': 'a'\n   }\n  ]\n }\n]",
        "[\n {\n  'realm': 'r',\n  'clients': [\n   {\n    'clientId': 'a'\n   },\n   {\n    'clientId': "
        "'new'\n   }\n  ]\n }\n]");
    row("any section", "identityserver",
        "{\n  // ours\n  'Shop': {\n    'apps': [\n      { 'ClientId': 'a', 'AllowedScopes': [ 'x' ] }, // "
        "the only one\n    ],\n  },\n}",
        "{\n  // ours\n  'Shop': {\n    'apps': [\n      { 'ClientId': 'a', 'AllowedScopes': [ 'x' ] }, // "
        "the only one\n      { 'ClientId': 'new' },\n    ],\n  },\n}");
    row("map", "identityserver",
        "{\n  'IdentityServer': {\n    'Clients': {\n      'a': {\n        'ClientId': 'a'\n      }\n    }\n "
        " }\n}",
        "{\n  'IdentityServer': {\n    'Clients': {\n      'a': {\n        'ClientId': 'a'\n      },\n      "
        "'new': {\n        'ClientId': 'new'\n      }\n    }\n  }\n}");
    row("seed without clients", "skoruba", "{\n  'IdentityServerData': {\n    'ApiScopes': []\n  }\n}",
        "{\n  'IdentityServerData': {\n    'ApiScopes': [],\n    'Clients': [\n      {\n        'ClientId': "
        "'new'\n      }\n    ]\n  }\n}");
    row("provider", "oidc-provider", "{'scopes':['openid'],'clients':[]}",
        "{'scopes':['openid'],'clients':[{'client_id':'new'}]}");
}

void FileConnectionTest::newClient()
{
    QFETCH(QString, format);
    QFETCH(QByteArray, text);
    const QString path = write(text);
    FileConnection connection(accessTo(path, format), {});
    const char *const name = format == u"keycloak"                                 ? "clientId"
                             : format == u"identityserver" || format == u"skoruba" ? "ClientId"
                                                                                   : "client_id";
    const ServerWrite change{.clientId = u"new"_s, .before = nullptr, .after = {{name, "new"}}};
    VERIFY_DONE(connection.write(change));
    QTEST(contentOf(path), "expected");
    const auto again = connection.write(change);
    QVERIFY(!again);
    QCOMPARE(again.error().kind, Error::Kind::Conflict);
}

void FileConnectionTest::conflicts()
{
    const QByteArray text =
        R"([{"client_id": "a", "scope": "x", "contacts": ["k", "l"]}, {"client_id": "b"}, {"client_id": "b"}])";
    const QString path = write(text);
    FileConnection connection(accessTo(path, u"hydra"_s), {});
    const auto outcome = [&](const QString &id, const Json &before) {
        Json after = before;
        after["scope"] = "y";
        return connection.write({.clientId = id, .before = before, .after = after});
    };
    const auto kindOf = [](const Result<ServerWritten> &written) {
        return written ? std::optional<Error::Kind>() : written.error().kind;
    };
    QCOMPARE(kindOf(outcome(u"a"_s, {{"client_id", "a"}, {"scope", "z"}, {"contacts", {"k", "l"}}})),
             Error::Kind::Conflict);
    QCOMPARE(kindOf(outcome(u"a"_s, {{"client_id", "a"}, {"scope", "x"}})), Error::Kind::Conflict);
    QCOMPARE(kindOf(outcome(u"gone"_s, {{"client_id", "gone"}})), Error::Kind::Conflict);
    QCOMPARE(kindOf(outcome(u"b"_s, {{"client_id", "b"}})), Error::Kind::Rule);
    QCOMPARE(contentOf(path), text);

    VERIFY_DONE(outcome(u"a"_s, {{"client_id", "a"}, {"scope", "x"}, {"contacts", {"l", "k"}}}));
    QCOMPARE(contentOf(path), QByteArray(text).replace(R"("x")", R"("y")"));
}

void FileConnectionTest::readsTheFile()
{
    const QByteArray text = "[" + QByteArray(1'000'000, ' ') + "]";
    FileConnection connection(accessTo(write(text), u"hydra"_s), {});
    QBuffer target;
    target.open(QIODevice::WriteOnly);
    VERIFY_DONE(connection.read(target, {}, {}));
    QCOMPARE(target.data(), text);
    const auto cancelled = connection.read(target, {}, [](int, int) { return false; });
    QVERIFY(!cancelled);
    QCOMPARE(cancelled.error().kind, Error::Kind::Cancelled);
}

void FileConnectionTest::keepsPermissionsAndLinks()
{
    const QString path = write(R"([{"client_id": "a"}])");
    const auto permissions = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadGroup;
    QVERIFY(QFile::setPermissions(path, permissions));
    const QString link = m_folder->filePath(u"link"_s);
    QVERIFY(QFile::link(path, link));
    FileConnection connection(accessTo(link, u"hydra"_s), {});
    VERIFY_DONE(connection.write(
        {.clientId = u"a"_s, .before = {{"client_id", "a"}}, .after = {{"client_id", "a"}, {"scope", "x"}}}));
    QVERIFY(QFileInfo(link).isSymLink());
    QCOMPARE(contentOf(path), QByteArray(R"([{"client_id": "a", "scope": "x"}])"));
    const auto ofGroupAndOthers = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther;
    QCOMPARE(QFile::permissions(path) & ofGroupAndOthers, QFileDevice::ReadGroup);
}

void FileConnectionTest::neededFilesStay()
{
    TestDatabase database;
    const QString settings = write(R"([{"client_id": "a"}])");
    const auto needed = NeededFiles::of(*database, AppSettings(settings));
    VERIFY_DONE(needed);
    FileConnection connection(accessTo(settings, u"hydra"_s), *needed);
    const auto written = connection.write(
        {.clientId = u"a"_s, .before = {{"client_id", "a"}}, .after = {{"client_id", "a"}, {"scope", "x"}}});
    QVERIFY(!written);
    QVERIFY2(written.error().text.contains(u"settings"_s), qPrintable(written.error().text));
    QVERIFY(!connection.test());
    QCOMPARE(contentOf(settings), QByteArray(R"([{"client_id": "a"}])"));
}

void FileConnectionTest::testSaysWhatIsWrong()
{
    const auto tested = [](const QString &path, const QString &format) {
        return FileConnection(accessTo(path, format), {}).test();
    };
    const QString path = write(R"([{"client_id": "a"}, {"client_id": "b"}])");
    QCOMPARE(tested(path, u"hydra"_s).value(), u"2 client application(s) in the format hydra."_s);
    QCOMPARE(tested(path + u"x"_s, u"hydra"_s).error().kind, Error::Kind::Unreachable);
    QCOMPARE(tested(m_folder->path(), u"hydra"_s).error().kind, Error::Kind::Unreachable);
    QVERIFY(!tested(path, u"unheard-of"_s));
    QVERIFY(!tested(write("{"), u"hydra"_s));
    QVERIFY(!tested(write("{\"other\": 1}"), u"keycloak"_s));
}

void FileConnectionTest::missingScopes_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("targets");
    const auto row = [](const char *format, const char *text, const QStringList &targets) {
        QTest::newRow(format) << QString::fromLatin1(format) << QByteArray(text) << targets;
    };
    row("keycloak", R"({"realm": "r", "clientScopes": [{"name": "profile"}], "clients": []})",
        {u"clientScopes orders.read"_s});
    row("identityserver", R"({"Clients": [], "ApiScopes": [{"Name": "orders.write"}]})",
        {u"IdentityResources badge"_s, u"ApiScopes orders.read"_s});
    row("skoruba", R"({"IdentityServerData": {"ApiScopes": [], "Clients": []}})",
        {u"IdentityResources badge"_s, u"ApiScopes orders.read"_s});
    row("oidc-provider", R"({"scopes": ["openid"], "claims": {}, "clients": []})",
        {u"scopes badge"_s, u"scopes orders.read"_s, u"claims badge"_s});
    row("hydra", "[]", {});
}

void FileConnectionTest::missingScopes()
{
    QFETCH(QString, format);
    QFETCH(QByteArray, text);
    FileConnection connection(accessTo(write(text), format), {});
    ClientApplication client;
    client.clientId = u"a"_s;
    client.title = u"A"_s;
    client.enabled = true;
    client.supportOpenId = client.supportApi = true;
    client.grantType = GrantType::AuthorizationCode;
    client.apiScopes = {u"orders.read"_s};
    client.customResources = {u"badge"_s};
    ServerNeeds needs;
    needs.clients = {client};
    needs.apiScopes = {{.name = u"orders.read"_s, .title = u"Orders"_s}, {.name = u"unused"_s}};
    needs.customResources = {
        {.name = u"badge"_s, .claims = {{u"badge"_s, ClaimSource::UserAttribute, u"user_id"_s}}},
        {.name = u"spare"_s}};
    const auto steps = connection.missing(needs);
    VERIFY_DONE(steps);
    QStringList targets;
    for (const ServerStep &step : *steps) {
        targets << step.target;
        VERIFY_DONE(connection.make(step));
    }
    QTEST(targets, "targets");
    const auto again = connection.missing(needs);
    VERIFY_DONE(again);
    QVERIFY(again->isEmpty());
}

void FileConnectionTest::scopesThatAreNamedAlreadyStay()
{
    FileConnection connection(
        accessTo(write(R"({"Clients": [{"ClientId": "a", "AllowedScopes": ["orders.read"]}]})"),
                 u"identityserver"_s),
        {});
    ClientApplication client;
    client.clientId = u"a"_s;
    client.apiScopes = {u"orders.read"_s};
    ServerNeeds needs;
    needs.clients = {client};
    needs.apiScopes = {{.name = u"orders.read"_s}};
    const auto steps = connection.missing(needs);
    VERIFY_DONE(steps);
    QVERIFY(steps->isEmpty());
}

void FileConnectionTest::serviceAccountComesWithItsClient()
{
    const QString path =
        write("{\n  \"realm\": \"r\",\n  \"clients\": [],\n  \"users\": [\n    { \"username\": "
              "\"ann\" }\n  ]\n}\n");
    FileConnection connection(accessTo(path, u"keycloak"_s), {});
    const Json account{{"username", "service-account-a"}, {"serviceAccountClientId", "a"}};
    ServerWrite change{.clientId = u"a"_s,
                       .before = nullptr,
                       .after = {{"clientId", "a"}, {"serviceAccountsEnabled", true}, {"secret", "sssss"}},
                       .around = {{"ifResourceExists", "FAIL"}, {"users", {account}}}};
    const auto written = connection.write(change);
    VERIFY_DONE(written);
    QVERIFY(!written->now.contains("secret"));
    const QByteArray now = contentOf(path);
    QVERIFY2(now.contains("    { \"username\": \"ann\" },\n    { \"username\": \"service-account-a\", "
                          "\"serviceAccountClientId\": \"a\" }\n  ]\n}\n"),
             now.constData());
    QVERIFY(!now.contains("ifResourceExists"));
}

/// In the realm of its client application; what others say of it stays.
void FileConnectionTest::changedServiceAccountReachesItsOwn()
{
    const QByteArray client = R"({ "clientId": "%", "serviceAccountsEnabled": true })";
    const QByteArray user =
        R"({ "username": "service-account-%", "realmRoles": [ "r" ], )"
        R"("attributes": { "gatehouse.stand-in": [ "true" ] }, "serviceAccountClientId": "%" })";
    const auto realmOf = [&](const char *name) {
        return QByteArray("{ \"realm\": \"%\", \"clients\": [ " + client + " ], \"users\": [ " + user +
                          " ] }")
            .replace("%", name);
    };
    const QString path = write("[\n" + realmOf("a") + ",\n" + realmOf("b") + "\n]\n");
    FileConnection connection(accessTo(path, u"keycloak"_s), {});
    const Json there = json::parse(QByteArray(client).replace("%", "b")).value();
    const Json account = json::parse(R"({"username": "service-account-b", "email": "b@example.com",
                                         "serviceAccountClientId": "b"})")
                             .value();
    VERIFY_DONE(connection.write({.clientId = u"b"_s,
                                  .before = there,
                                  .after = there,
                                  .around = {{"users", Json::array({account})}}}));
    const Json realms = json::parse(contentOf(path)).value();
    QCOMPARE(realms[0], json::parse(realmOf("a")).value());
    const Json &now = realms[1]["users"][0];
    QCOMPARE(now["email"], Json("b@example.com"));
    QCOMPARE(now["realmRoles"], Json::array({"r"}));
    QVERIFY(!now.contains("attributes"));
}

void FileConnectionTest::newClientOfSeveralRealmsIsRefused()
{
    for (
        const QByteArray &text :
        {QByteArray(R"([{"realm": "r", "clients": [{"clientId": "a"}]}, {"realm": "s", "clients": []}])"),
         QByteArray(R"([{"realm": "r"}, {"realm": "s", "clients": [{"clientId": "a"}]}])"),
         QByteArray(
             R"([{"realm": "r", "clients": [{"clientId": "a"}]}, {"realm": "s", "clients": [{"clientId": "b"}]}])")}) {
        const QString path = write(text);
        FileConnection connection(accessTo(path, u"keycloak"_s), {});
        const auto written =
            connection.write({.clientId = u"new"_s, .before = nullptr, .after = {{"clientId", "new"}}});
        QVERIFY(!written);
        QCOMPARE(written.error().kind, Error::Kind::Rule);
        QVERIFY2(written.error().text.contains("several lists"_L1), qPrintable(written.error().text));
        QCOMPARE(contentOf(path), text);
        const auto refused = connection.refusedAdditions({u"new"_s});
        VERIFY_DONE(refused);
        QCOMPARE(refused->value(u"new"_s).text, written.error().text);
    }
}

/// Each realm gets what its own client applications lack, and no other.
void FileConnectionTest::missingScopesGoToTheirRealm()
{
    const QString path = write(R"([
        {"realm": "r", "clientScopes": [{"name": "orders.read"}], "clients": [{"clientId": "a", "defaultClientScopes": ["stock"]}]},
        {"realm": "s", "clientScopes": [], "clients": [{"clientId": "b"}, {"clientId": "c"}]}])");
    FileConnection connection(accessTo(path, u"keycloak"_s), {});
    ServerNeeds needs;
    for (const QString &id : {u"a"_s, u"b"_s, u"c"_s}) {
        ClientApplication client;
        client.clientId = id;
        client.supportApi = true;
        client.apiScopes = {u"orders.read"_s, u"stock"_s};
        needs.clients << client;
    }
    needs.apiScopes = {{.name = u"orders.read"_s}, {.name = u"stock"_s}};
    const auto steps = connection.missing(needs);
    VERIFY_DONE(steps);
    QStringList texts;
    for (const ServerStep &step : *steps) {
        texts << step.text;
        VERIFY_DONE(connection.make(step));
    }
    QCOMPARE(texts, QStringList({u"Add \"orders.read\" to clientScopes in the file, beside \"b\""_s,
                                 u"Add \"stock\" to clientScopes in the file, beside \"b\""_s}));
    const Json realms = json::parse(contentOf(path)).value();
    QCOMPARE(realms[0]["clientScopes"].size(), 1U);
    QCOMPARE(realms[1]["clientScopes"].size(), 2U);
    QVERIFY(connection.missing(needs).value().isEmpty());
}

/// The same client application stands in two: what is read and written is that of the server's realm, and the
/// others stay byte for byte.
void FileConnectionTest::oneOfSeveralRealms()
{
    const QByteArray first = R"({"realm": "r", "clients": [{"clientId": "a", "name": "here"}]})";
    const QByteArray last = R"({"clients": [{"clientId": "a"}], "realm": "t"})";
    const QByteArray text = "\xef\xbb\xbf[\n  " + first +
                            R"(,
  {
    "realm": "s",
    "clients": [
      {"clientId": "a", "name": "there"}
    ]
  },
  )" + last + "\n]\n";
    const QString path = write(text);
    FileConnection connection(accessTo(path, u"keycloak"_s, u"s"_s), {});
    QCOMPARE(connection.test().value().section(u' ', 0, 0), u"1"_s);
    QBuffer document;
    document.open(QIODevice::WriteOnly);
    VERIFY_DONE(connection.read(document, {}, {}));
    QCOMPARE(json::parse(document.data()).value()["clients"][0]["name"], "there");

    const Json before{{"clientId", "a"}, {"name", "there"}};
    VERIFY_DONE(connection.write(
        {.clientId = u"a"_s, .before = before, .after = {{"clientId", "a"}, {"name", "changed"}}}));
    VERIFY_DONE(connection.refusedAdditions({u"new"_s}).transform([](const auto &refused) {
        QVERIFY(refused.isEmpty());
    }));
    VERIFY_DONE(connection.write({.clientId = u"new"_s, .before = nullptr, .after = {{"clientId", "new"}}}));
    const QByteArray written = contentOf(path);
    QCOMPARE(onlyIn(text, written), QByteArrayList{R"(      {"clientId": "a", "name": "there"})"});
    QVERIFY(written.contains(first) && written.contains(last) && written.startsWith("\xef\xbb\xbf[\n"));
    const Json realms = json::parse(written).value();
    QCOMPARE(realms[1]["clients"][0]["name"], "changed");
    QCOMPARE(realms[1]["clients"][1]["clientId"], "new");
    QCOMPARE(realms[0]["clients"].size(), 1U);
}

void FileConnectionTest::realmThatIsNotThere_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("says");
    QTest::newRow("another") << R"([{"realm": "r", "clients": [{"clientId": "a"}]}, {"realm": "t"}])"_ba
                             << u"Those that it has: r, t."_s;
    QTest::newRow("another by itself")
        << R"({"realm": "r", "clients": [{"clientId": "a"}]})"_ba << u"Those that it has: r."_s;
    QTest::newRow("none") << R"({"clients": [{"clientId": "a"}]})"_ba << u"does not say of which realm"_s;
    QTest::newRow("no name") << R"([{"realm": 7}, ["s"], "s"])"_ba << u"does not say of which realm"_s;
    QTest::newRow("twice") << R"([{"realm": "s"}, {"realm": "s"}])"_ba << u"more than once"_s;
    QTest::newRow("no JSON") << R"([{"realm": "s", ])"_ba << QString();
}

void FileConnectionTest::realmThatIsNotThere()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, says);
    const QString path = write(text);
    FileConnection connection(accessTo(path, u"keycloak"_s, u"s"_s), {});
    const auto tested = connection.test();
    QVERIFY(!tested);
    QVERIFY2(tested.error().text.contains(says), qPrintable(tested.error().text));
    QVERIFY(!connection.write({.clientId = u"a"_s, .before = nullptr, .after = {{"clientId", "a"}}}));
    QCOMPARE(contentOf(path), text);
}

GATEHOUSE_TEST(FileConnectionTest)
#include "tst_fileconnection.moc"
