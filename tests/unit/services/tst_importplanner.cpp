#include "unit/services/ImportHelp.h"

#include <QCryptographicHash>

using namespace gatehouse;
using namespace gatehouse::test;

namespace {

const QByteArray shopJson = R"({"client_id": "shop", "title": "Web shop"})";

QStringList changedColumns(const PlannedClient &planned)
{
    QStringList columns;
    for (const FieldDifference &difference : planned.differences)
        columns << QString::fromLatin1(fieldInfo(difference.field).name);
    return columns;
}

QString allNotes(const ImportPlan &plan)
{
    QStringList notes;
    for (const PlannedClient &client : clientsOf(plan))
        notes << client.notes;
    return notes.join(u'\n');
}

}

/// What an import would do with client applications.
class TestImportPlanner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void policies_data();
    void policies();
    void findsWhatIsStoredWhateverTheCase();
    void overwritesOnlyWhatTheFileNames();
    void orderAloneIsNoChange();
    void takesOnceWhatStandsTwice();
    void overwritingUndoesNoDisabledField();
    void saysWhatTheRulesChange();
    void secretsAreAddedAndKept();
    void secretWithoutItsTimeSaysTheRest();
    void secretInClearSaysNothingButItself();
    void keepsIncompleteDisabled();
    void refusesToDisableWhatIsInUse();
    void leavesAloneWhatBecameIncompleteByTime();
    void leavesOutWhatIsNotChosen();
    void givesIdentityAsAskedFor();
    void identityMustExist();
    void refusesIdentityThatDoesNotExist();
    void takesIdentityFromTheFilesUsers();
    void makesTheUserThatIdentityServerNames_data();
    void makesTheUserThatIdentityServerNames();
    void titleOfARealmIsInTheDefaultLanguage_data();
    void titleOfARealmIsInTheDefaultLanguage();
    void titleOfARealmIsChosenOnce();
    void numbersThatCannotBeKeptChangeNothing_data();
    void numbersThatCannotBeKeptChangeNothing();
    void otherSettingsStayWhereANumberCannotBeKept();
    void recordsStayWhereANumberCannotBeKept();
    void orderOfOtherSettingsIsNoChange();
    void createsScopesThatClientsName();
    void createsNoScopesForRefusedClients();
    void createsNoMoreScopesThanAnySystemHas();
    void manySecretsAreRefusedAtOnce();
    void refusesNamesThatCannotBeScopes();
    void leavesOutDefaultScopeThatIsGone();
    void refusesRepeatedClientIds();
    void remembersNoClientIdsThatAreTooLong();
    void showsWhatExceedsTheLicence();
    void cancels();
    void writesNothing();

private:
    void addShop(TestDatabase &database);
};

void TestImportPlanner::addShop(TestDatabase &database)
{
    ClientApplication shop = sampleWebClient(u"shop"_s, testTime());
    shop.enabled = true;
    VERIFY_DONE(database.save(shop));
}

void TestImportPlanner::policies_data()
{
    QTest::addColumn<ConflictPolicy>("policy");
    QTest::addColumn<QByteArray>("client");
    QTest::addColumn<ImportStatus>("status");
    QTest::addColumn<bool>("isObstacle");

    const QByteArray other = R"({"client_id": "other", "title": "Other"})";
    const QByteArray changed = R"({"client_id": "shop", "title": "New title"})";
    const QByteArray broken =
        R"({"client_id": "shop", "title": "Broken", "login_redirects": ["javascript:x"]})";
    const QByteArray malformed = R"({"client_id": "shop", "title": 5})";
    using enum ImportStatus;
    const auto row = [](const char *name, ConflictPolicy policy, const QByteArray &client,
                        ImportStatus status, bool isObstacle = false) {
        QTest::newRow(name) << policy << client << status << isObstacle;
    };

    row("fail: new", ConflictPolicy::Fail, other, New);
    row("fail: same", ConflictPolicy::Fail, shopJson, Unchanged);
    row("fail: different", ConflictPolicy::Fail, changed, Conflict, true);
    row("fail: broken", ConflictPolicy::Fail, broken, Refused);
    row("skip: new", ConflictPolicy::Skip, other, New);
    row("skip: same", ConflictPolicy::Skip, shopJson, Unchanged);
    row("skip: different", ConflictPolicy::Skip, changed, Skipped);
    row("skip: broken", ConflictPolicy::Skip, broken, Skipped);
    row("skip: malformed", ConflictPolicy::Skip, malformed, Refused);
    row("overwrite: new", ConflictPolicy::Overwrite, other, New);
    row("overwrite: same", ConflictPolicy::Overwrite, shopJson, Unchanged);
    row("overwrite: different", ConflictPolicy::Overwrite, changed, Changed);
    row("overwrite: broken", ConflictPolicy::Overwrite, broken, Refused);
}

void TestImportPlanner::policies()
{
    QFETCH(ConflictPolicy, policy);
    QFETCH(QByteArray, client);
    QFETCH(ImportStatus, status);
    QFETCH(bool, isObstacle);
    TestDatabase database;
    addShop(database);

    const auto plan = planned(database, gatehouseFile(client), {policy, {}});
    VERIFY_DONE(plan);
    QCOMPARE(plan->clients.size(), 1);
    QCOMPARE(clientsOf(*plan).first().status, status);
    QCOMPARE(clientsOf(*plan).first().refusal.has_value(), status == ImportStatus::Refused);
    QCOMPARE(plan->obstacle.has_value(), isObstacle);
    if (isObstacle)
        QVERIFY(plan->obstacle->text.contains(u"\"shop\""_s));
}

void TestImportPlanner::findsWhatIsStoredWhateverTheCase()
{
    TestDatabase database;
    addShop(database);
    const auto plan =
        planned(database, gatehouseFile(R"({"client_id": "SHOP", "title": "Web shop"})"), overwriting);
    VERIFY_DONE(plan);
    QCOMPARE(clientsOf(*plan).first().status, ImportStatus::Changed);
    QCOMPARE(changedColumns(clientsOf(*plan).first()), QStringList{u"client_id"_s});
}

void TestImportPlanner::orderAloneIsNoChange()
{
    TestDatabase database;
    const auto file = [](const QByteArray &redirects, const QByteArray &resources, const QByteArray &others) {
        return gatehouseFile(R"({"client_id": "a", "title": "A", "login_redirects": [)" + redirects +
                             R"(], "default_resources": ["openid", )" + resources +
                             R"(], "other_settings": {"rfc7591": )" + others + "}}");
    };
    const QByteArray one = R"("https://a.example/1")";
    const QByteArray two = R"("https://a.example/2")";
    VERIFY_DONE(imported(database, file(one + ", " + two, R"("profile", "email")",
                                        R"({"x": [{"b": [1, 2], "a": "c"}, 3], "y": 1})")));
    const auto statusOf = [&](const ImportedFile &changed) {
        return clientsOf(planned(database, changed, overwriting).value()).first().status;
    };
    const QByteArray resources = R"("email", "profile")";
    const QByteArray turned = R"({"y": 1, "x": [3, {"a": "c", "b": [2, 1]}]})";
    QCOMPARE(statusOf(file(two + ", " + one, resources, turned)), ImportStatus::Unchanged);
    QCOMPARE(statusOf(file(two, resources, turned)), ImportStatus::Changed);
    QCOMPARE(statusOf(file(two + ", " + one, resources, R"({"x": [3, {"a": "c", "b": [2]}], "y": 1})")),
             ImportStatus::Changed);
}

void TestImportPlanner::takesOnceWhatStandsTwice()
{
    TestDatabase database;
    const auto plan = planned(database, fileFrom(R"([{"client_id": "a", "scope": "openid",
        "redirect_uris": ["https://a.example/1", "https://a.example/2", "https://a.example/1"]}])",
                                                 u"rfc7591"_s));
    VERIFY_DONE(plan);
    QCOMPARE(clientsOf(*plan).first().status, ImportStatus::New);
    QVERIFY2(allNotes(*plan).contains(u"twice"_s), qPrintable(allNotes(*plan)));
    QCOMPARE(clientsOf(*plan).first().client.loginRedirects,
             (QStringList{u"https://a.example/1"_s, u"https://a.example/2"_s}));
}

void TestImportPlanner::overwritesOnlyWhatTheFileNames()
{
    TestDatabase database;
    ClientApplication before = sampleWebClient(u"shop"_s, testTime());
    before.enabled = true;
    before.supportApi = true;
    before.supportRefreshTokens = true;
    before.requirePkce = false;
    before.includeUserInfoInToken = true;
    before.requireConsent = true;
    before.allowRememberConsent = true;
    before.logoUri = u"https://shop.example.com/logo.png"_s;
    before.logoutRedirects = {u"https://shop.example.com/bye"_s};
    before.defaultResources = {u"openid"_s, u"email"_s};
    VERIFY_DONE(database.save(before));
    before = storedClient(database, u"shop"_s);

    VERIFY_DONE(
        imported(database, gatehouseFile(R"({"client_id": "shop", "title": "New title"})"), overwriting));
    ClientApplication expected = before;
    expected.title = u"New title"_s;
    ++expected.version;
    QCOMPARE(storedClient(database, u"shop"_s), expected);
}

void TestImportPlanner::overwritingUndoesNoDisabledField()
{
    TestDatabase database;
    VERIFY_DONE(database.save(sampleUser(u"svc"_s)));
    VERIFY_DONE(database.save(sampleMachineClient(u"feed"_s, u"svc"_s, testTime())));
    const auto plan = planned(
        database, gatehouseFile(R"({"client_id": "feed", "grant_type": "authorization_code"})"), overwriting);
    VERIFY_DONE(plan);
    QVERIFY2(clientsOf(*plan).first().client.requirePkce,
             "a field that applies again must not stay at its neutral value");
    QVERIFY(changedColumns(clientsOf(*plan).first()).contains(u"identity"_s));
}

void TestImportPlanner::saysWhatTheRulesChange()
{
    TestDatabase database;
    VERIFY_DONE(database.save(sampleUser(u"svc"_s)));
    const auto plan =
        planned(database, gatehouseFile(R"({"client_id": "feed", "title": "Feed", "support_openid": false,
        "support_api": false, "grant_type": "client_credentials", "identity": "SVC", "require_pkce": true,
        "api_scopes": ["orders.read", "api"]})"));
    VERIFY_DONE(plan);
    const PlannedClient feed = clientsOf(*plan).first();
    QCOMPARE(feed.status, ImportStatus::New);
    QVERIFY(feed.client.supportApi);
    QVERIFY(!feed.client.requirePkce);
    QCOMPARE(feed.client.identity, u"svc"_s);
    QCOMPARE(feed.notes.size(), 2);
    QVERIFY2(allNotes(*plan).contains(u"Support API access"_s), qPrintable(allNotes(*plan)));
    QVERIFY2(allNotes(*plan).contains(u"Require PKCE"_s), qPrintable(allNotes(*plan)));
}

void TestImportPlanner::secretsAreAddedAndKept()
{
    TestDatabase database;
    addShop(database);
    const ClientSecret first = storedClient(database, u"shop"_s).secrets.first();
    const ClientSecret added = sampleSecret(u"added"_s, testTime(), testTime().addYears(1));
    const QByteArray file = R"({"client_id": "shop", "secrets": [
        {"sha256": ")" + first.hash.toUtf8() +
                            R"(", "description": "renamed", "created": "2020-01-01T00:00:00Z"},
        {"sha256": ")" + added.hash.toUtf8() +
                            R"(", "last_four": "abcd", "description": "added",
         "created": "2026-01-02T03:04:05.678Z", "expires": "2027-01-01T00:00:00.5Z"}]})";
    VERIFY_DONE(imported(database, gatehouseFile(file), overwriting));
    QList<ClientSecret> secrets = storedClient(database, u"shop"_s).secrets;
    QCOMPARE(secrets.size(), 2);
    const auto old = std::ranges::find(secrets, first.hash, &ClientSecret::hash);
    QCOMPARE(old->key, first.key);
    QCOMPARE(old->created, first.created);
    QCOMPARE(old->description, u"renamed"_s);
    QCOMPARE(clientsOf(*planned(database, gatehouseFile(file), overwriting)).first().status,
             ImportStatus::Unchanged);

    const auto plan =
        planned(database, gatehouseFile(R"({"client_id": "shop", "secrets": []})"), overwriting);
    VERIFY_DONE(plan);
    QCOMPARE(clientsOf(*plan).first().status, ImportStatus::Unchanged);
    QCOMPARE(clientsOf(*plan).first().notes.size(), 2);
    QVERIFY(allNotes(*plan).contains(u"…abcd"_s));
}

void TestImportPlanner::secretWithoutItsTimeSaysTheRest()
{
    TestDatabase database;
    addShop(database);
    const ClientSecret before = storedClient(database, u"shop"_s).secrets.first();
    const QByteArray file = R"({"client_id": "shop", "secrets": [{"sha256": ")" + before.hash.toUtf8() +
                            R"(", "description": "renamed"}]})";
    VERIFY_DONE(imported(database, gatehouseFile(file), overwriting));
    const ClientSecret after = storedClient(database, u"shop"_s).secrets.first();
    QCOMPARE(after.description, u"renamed"_s);
    QVERIFY(!after.expires.isValid());
    QCOMPARE(after.created, before.created);
}

void TestImportPlanner::secretInClearSaysNothingButItself()
{
    TestDatabase database;
    const QByteArray secret = generateSecret();
    ClientApplication shop = sampleWebClient(u"shop"_s, testTime());
    shop.secrets = {storedSecret(secret, u"production"_s, testTime().addDays(-9), testTime().addYears(1))};
    VERIFY_DONE(database.save(shop));
    const QByteArray start = R"([{"client_id": "shop", "client_name": "Web shop", "scope": "openid",
                                  "client_secret": ")" +
                             secret + '"';
    auto plan = planned(database, fileFrom(start + "}]", u"rfc7591"_s), overwriting);
    VERIFY_DONE(plan);
    QVERIFY(!changedColumns(clientsOf(*plan).first()).contains(u"secrets"_s));

    plan = planned(database, fileFrom(start + R"(, "client_secret_expires_at": 1900000000}])", u"rfc7591"_s),
                   overwriting);
    VERIFY_DONE(plan);
    const ClientSecret changed = clientsOf(*plan).first().client.secrets.first();
    QCOMPARE(changed.expires.toSecsSinceEpoch(), 1'900'000'000);
    QCOMPARE(changed.description, u"production"_s);
}

void TestImportPlanner::keepsIncompleteDisabled()
{
    TestDatabase database;
    VERIFY_DONE(database.save(sampleWebClient(u"disabled"_s, testTime())));
    const auto plan =
        planned(database, gatehouseFile(R"({"client_id": "new", "title": "New", "enabled": true},
                                   {"client_id": "disabled", "enabled": true, "login_redirects": []})"),
                overwriting);
    VERIFY_DONE(plan);
    QCOMPARE(clientsOf(*plan).at(0).status, ImportStatus::New);
    QVERIFY(!clientsOf(*plan).at(0).client.enabled);
    const QString notes = clientsOf(*plan).at(0).notes.join(u'\n');
    QVERIFY2(notes.contains(u"secret"_s) && notes.contains(u"Allowed login redirects"_s), qPrintable(notes));
    QCOMPARE(changedColumns(clientsOf(*plan).at(1)), QStringList{u"login_redirects"_s});
    QVERIFY(clientsOf(*plan).at(1).notes.first().contains(u"Allowed login redirects"_s));
}

void TestImportPlanner::refusesToDisableWhatIsInUse()
{
    TestDatabase database;
    addShop(database);
    const auto plan =
        planned(database, gatehouseFile(R"({"client_id": "shop", "login_redirects": []})"), overwriting);
    VERIFY_DONE(plan);
    QCOMPARE(clientsOf(*plan).first().status, ImportStatus::Refused);
    QVERIFY(clientsOf(*plan).first().refusal->text.contains(u"Allowed login redirects"_s));
    const auto disabling =
        planned(database, gatehouseFile(R"({"client_id": "shop", "enabled": false, "login_redirects": []})"),
                overwriting);
    QCOMPARE(clientsOf(*disabling).first().status, ImportStatus::Changed);
}

void TestImportPlanner::leavesAloneWhatBecameIncompleteByTime()
{
    TestDatabase database;
    ClientApplication shop = sampleWebClient(u"shop"_s, testTime().addYears(-1));
    shop.secrets.first().expires = testTime().addDays(-1);
    shop.enabled = true;
    VERIFY_DONE(database.save(shop, testTime().addYears(-1)));
    const auto plan = planned(database, gatehouseFile(shopJson), overwriting);
    VERIFY_DONE(plan);
    QCOMPARE(clientsOf(*plan).first().status, ImportStatus::Unchanged);
    QVERIFY(!plan->hasRefusals());
}

void TestImportPlanner::leavesOutWhatIsNotChosen()
{
    TestDatabase database;
    addShop(database);
    const auto plan = planned(database, gatehouseFile(R"({"client_id": "SHOP", "title": "New title"},
        {"client_id": "Feed", "title": "Feed", "support_api": true, "api_scopes": ["new.scope"]},
        {"client_id": "bad", "title": 5})"),
                              {.choice = ClientChoice::none()});
    VERIFY_DONE(plan);
    QVERIFY(!plan->obstacle);
    QCOMPARE(plan->count(ImportStatus::Skipped), 2);
    QCOMPARE(plan->count(ImportStatus::Refused), 1);
    QVERIFY(plan->apiScopes.isEmpty());
    QVERIFY(!plan->changesAnything());
}

void TestImportPlanner::givesIdentityAsAskedFor()
{
    TestDatabase database;
    VERIFY_DONE(database.save(sampleUser(u"svc"_s)));
    const QByteArray machine =
        R"([{"client_id": "feed", "client_name": "Feed", "grant_types": ["client_credentials"],
        "response_types": [], "scope": "api", "client_secret": ")" +
        generateSecret() + R"("}])";
    const auto without = planned(database, fileFrom(machine, u"rfc7591"_s));
    VERIFY_DONE(without);
    QCOMPARE(clientsOf(*without).first().status, ImportStatus::New);
    QVERIFY2(clientsOf(*without).first().client.enabled, "it runs, and acts as itself");
    QVERIFY(clientsOf(*without).first().client.identity.isEmpty());

    const auto with = planned(database, fileFrom(machine, u"rfc7591"_s), {ConflictPolicy::Fail, u"SVC"_s});
    VERIFY_DONE(with);
    QCOMPARE(clientsOf(*with).first().client.identity, u"svc"_s);
    QVERIFY(clientsOf(*with).first().client.enabled);
    QVERIFY(allNotes(*with).contains(u"svc"_s, Qt::CaseInsensitive));
}

void TestImportPlanner::identityMustExist()
{
    TestDatabase database;
    const auto plan = planned(database, gatehouseFile({}), {ConflictPolicy::Fail, u"nobody"_s});
    QVERIFY(!plan);
    QCOMPARE(plan.error().kind, Error::Kind::NotFound);
    QVERIFY(plan.error().text.contains(u"nobody"_s));
}

void TestImportPlanner::refusesIdentityThatDoesNotExist()
{
    TestDatabase database;
    const auto plan = planned(database, gatehouseFile(R"({"client_id": "feed", "support_openid": false,
        "grant_type": "client_credentials", "identity": "nobody"})"));
    VERIFY_DONE(plan);
    QCOMPARE(clientsOf(*plan).first().status, ImportStatus::Refused);
    QCOMPARE(clientsOf(*plan).first().refusal->column, u"identity"_s);
}

void TestImportPlanner::takesIdentityFromTheFilesUsers()
{
    TestDatabase database;
    VERIFY_DONE(imported(database, gatehouseFile(R"({"client_id": "feed", "support_openid": false,
        "grant_type": "client_credentials", "identity": "Svc-New"})",
                                                 R"("users": [{"user_id": "svc-new"}], )")));
    QCOMPARE(storedClient(database, u"feed"_s).identity, u"svc-new"_s);
}

void TestImportPlanner::makesTheUserThatIdentityServerNames_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("identity");
    for (const QString &format : {u"identityserver"_s, u"skoruba"_s}) {
        QTest::addRow("%s, unknown", qPrintable(format)) << format << u"svc-new"_s << u"svc-new"_s;
        QTest::addRow("%s, known", qPrintable(format)) << format << u"SVC"_s << u"svc"_s;
        QTest::addRow("%s, no user ID", qPrintable(format)) << format << u"a job"_s << QString();
    }
}

void TestImportPlanner::makesTheUserThatIdentityServerNames()
{
    QFETCH(const QString, format);
    QFETCH(const QString, user);
    QFETCH(const QString, identity);
    TestDatabase database;
    VERIFY_DONE(database.save(sampleUser(u"svc"_s)));
    const bool isSkoruba = format == "skoruba"_L1;
    const QByteArray clients =
        R"({"Clients": [{"ClientId": "feed", "AllowedGrantTypes": ["client_credentials"],
        "AllowedScopes": ["api"], "ClientClaimsPrefix": "", ")" +
        QByteArray(isSkoruba ? "ClientClaims" : "Claims") + R"(": [{"Type": "sub", "Value": ")" +
        user.toUtf8() + R"("}]}]})";
    const QByteArray document = isSkoruba ? R"({"IdentityServerData": )" + clients + '}' : clients;
    const auto plan = planned(database, fileFrom(document, format));
    VERIFY_DONE(plan);
    const PlannedClient feed = clientsOf(*plan).first();
    QVERIFY2(!feed.refusal, feed.refusal ? qPrintable(feed.refusal->text) : "");
    QCOMPARE(feed.status, ImportStatus::New);
    VERIFY_DONE(applyImport(*database, *plan, testTime()));
    QCOMPARE(storedClient(database, u"feed"_s).identity, identity);
}

void TestImportPlanner::titleOfARealmIsInTheDefaultLanguage_data()
{
    QTest::addColumn<QByteArray>("texts");
    QTest::addColumn<QString>("title");
    QTest::newRow("ours") << QByteArray(R"({"nl": {"shop": "Winkel"}, "en": {"shop": "Shop"}})") << u"Shop"_s;
    QTest::newRow("the realm's") << QByteArray(R"({"de": {"shop": "Laden"}, "nl": {"shop": "Winkel"}})")
                                 << u"Winkel"_s;
    QTest::newRow("another") << QByteArray(R"({"de": {"shop": "Laden"}})") << u"Laden"_s;
}

void TestImportPlanner::titleOfARealmIsInTheDefaultLanguage()
{
    QFETCH(const QByteArray, texts);
    QFETCH(const QString, title);
    TestDatabase database; // in which it is English
    const QByteArray realm = R"({"realm": "r", "defaultLocale": "nl", "localizationTexts": )" + texts +
                             R"(, "clients": [{"clientId": "a", "name": "${shop}", "publicClient": true,
        "redirectUris": ["https://a.example.com/cb"], "attributes": {"pkce.code.challenge.method": "S256"}}]})";
    const auto plan = planned(database, fileFrom(realm, u"keycloak"_s));
    VERIFY_DONE(plan);
    const PlannedClient shop = clientsOf(*plan).first();
    QCOMPARE(shop.client.title, title);
    QVERIFY2(shop.client.spellings.value(u"keycloak"_s).contains(u"${shop}"_s), "it goes back as it came");
    VERIFY_DONE(applyImport(*database, *plan, testTime()));
    const auto again = planned(database, fileFrom(realm, u"keycloak"_s));
    VERIFY_DONE(again);
    QCOMPARE(clientsOf(*again).first().status, ImportStatus::Unchanged);
}

/// What is taken from a server is completed before people choose, and again when it is planned.
void TestImportPlanner::titleOfARealmIsChosenOnce()
{
    ImportedClient read;
    read.client.title = u"Winkel"_s;
    read.titles = {{u"en"_s, u"Shop"_s}, {u"nl"_s, u"Winkel"_s}};
    read.titleIsOneOfThem = true;
    const QList<Language> languages{{.tag = u"en"_s, .isDefault = true}};
    ImportedClient chosen = completion::completed(read, {}, languages);
    QCOMPARE(chosen.client.title, u"Shop"_s);
    chosen.client.title = u"As it is here"_s;
    chosen.named.clear();
    chosen = completion::completed(chosen, {}, languages);
    QCOMPARE(chosen.client.title, u"As it is here"_s);
    QVERIFY(chosen.named.isEmpty());
}

void TestImportPlanner::numbersThatCannotBeKeptChangeNothing_data()
{
    QTest::addColumn<QByteArray>("property");
    QTest::addColumn<QString>("told");
    const auto add = [](const char *property, const QString &told) {
        QTest::newRow(property) << QByteArray(property) << told;
    };
    add(R"("access_token_lifetime": 1e999)", u"access_token_lifetime"_s);
    add(R"("description": 99999999999999999999)", u"description"_s);
    add(R"("consent_texts": {"en": {"api": 1e999}})", u"consent_texts.en.api"_s);
    add(R"("other_settings": {"hydra": {"owner": 1e999}})", u"other_settings.hydra.owner"_s);
    add(R"("secrets": [{"sha256": "K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols=", "expires": 1e999}])",
        u"secrets[0].expires"_s);
}

void TestImportPlanner::numbersThatCannotBeKeptChangeNothing()
{
    QFETCH(const QByteArray, property);
    QFETCH(const QString, told);
    TestDatabase database;
    VERIFY_DONE(imported(database, gatehouseFile(R"({"client_id": "a", "title": "A", "description": "Old",
        "access_token_lifetime": 600, "consent_texts": {"en": {"api": "Yours"}},
        "other_settings": {"hydra": {"owner": "x"}},
        "secrets": [{"sha256": "K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols=", "expires": "2031-01-01T00:00:00Z"}]})")));
    const auto plan =
        planned(database, gatehouseFile(R"({"client_id": "a", )" + property + '}'), overwriting);
    VERIFY_DONE(plan);
    const PlannedClient client = clientsOf(*plan).first();
    QCOMPARE(client.status, ImportStatus::Unchanged);
    QCOMPARE(client.losses.size(), 1);
    QCOMPARE(client.losses.first().field, told);
}

void TestImportPlanner::otherSettingsStayWhereANumberCannotBeKept()
{
    TestDatabase database;
    const auto file = [](const QByteArray &age, const QByteArray &more) {
        return fileFrom(
            R"([{"client_id": "a", "redirect_uris": ["https://a.example.com/cb"], "scope": "openid",
            "client_secret": ")" +
                generateSecret() + R"(", "default_max_age": )" + age + more + "}]",
            u"rfc7591"_s);
    };
    VERIFY_DONE(imported(database, file("3600", R"(, "software_id": "x")")));
    VERIFY_DONE(imported(database, file("1e999", {}), overwriting));
    QCOMPARE(storedClient(database, u"a"_s).otherSettings.value(u"rfc7591"_s),
             uR"({"default_max_age":3600})"_s);
}

void TestImportPlanner::recordsStayWhereANumberCannotBeKept()
{
    TestDatabase database;
    VERIFY_DONE(imported(database, gatehouseFile({}, R"("users": [{"user_id": "svc", "phone": "+31 10 1"}],
        "custom_resources": [{"name": "r", "title": "R", "claims": [{"claim": "c", "value": "v"}],
            "texts": {"en": {"title": "T"}}}], )")));
    const auto plan = planned(database, gatehouseFile({}, R"("users": [{"user_id": "svc", "phone": 1e999}],
        "custom_resources": [{"name": "r", "texts": {"en": {"title": 1e999}}}], )"),
                              overwriting);
    VERIFY_DONE(plan);
    QCOMPARE(plan->users.first().status, ImportStatus::Unchanged);
    QCOMPARE(plan->customResources.first().status, ImportStatus::Unchanged);
    QStringList told;
    for (const Loss &loss : plan->losses)
        told << loss.field;
    QCOMPARE(told, QStringList({u"users[0].phone"_s, u"custom_resources[0].texts.en.title"_s}));
}

void TestImportPlanner::orderOfOtherSettingsIsNoChange()
{
    TestDatabase database;
    const auto file = [](const QByteArray &redirects, const QByteArray &settings,
                         const QByteArray &more = {}) {
        return gatehouseFile(R"({"client_id": "a", "login_redirects": [)" + redirects +
                             R"(], "other_settings": {"keycloak": {"webOrigins": [)" + settings + "]}}" +
                             more + '}');
    };
    const QByteArray first = R"("https://a.example.com/cb")";
    const QByteArray second = R"("https://b.example.com/cb")";
    VERIFY_DONE(imported(database, file(first + ',' + second, R"("+", "x")")));
    const auto turned = planned(database, file(second + ',' + first, R"("x", "+")"), overwriting);
    QCOMPARE(clientsOf(turned.value()).first().status, ImportStatus::Unchanged);
    const auto less = planned(database, file(second, R"("x", "+")"), overwriting);
    QCOMPARE(clientsOf(less.value()).first().differences.size(), 1);
    const auto renamed =
        planned(database, file(second + ',' + first, R"("x", "+")", R"(, "title": "T")"), overwriting);
    QCOMPARE(clientsOf(renamed.value()).first().differences.size(), 1);
}

void TestImportPlanner::createsScopesThatClientsName()
{
    TestDatabase database;
    const auto file =
        gatehouseFile(R"({"client_id": "a", "support_api": true, "api_scopes": ["orders.read", "api"]},
                                       {"client_id": "b", "support_api": false, "api_scopes": ["orders.read"]})");
    const auto plan = planned(database, file);
    VERIFY_DONE(plan);
    QCOMPARE(plan->apiScopes.size(), 1);
    QCOMPARE(plan->apiScopes.first().record.name, u"orders.read"_s);
    QVERIFY(plan->apiScopes.first().note.contains(u"\"a\""_s));
    VERIFY_DONE(applyImport(*database, *plan, testTime()));
    QCOMPARE(storedClient(database, u"a"_s).apiScopes, (QStringList{u"api"_s, u"orders.read"_s}));
    QCOMPARE(storedClient(database, u"b"_s).apiScopes, QStringList{u"orders.read"_s});
}

void TestImportPlanner::createsNoScopesForRefusedClients()
{
    TestDatabase database;
    const QByteArray refused = R"({"client_id": "not allowed\u00e9", "support_api": true,
        "api_scopes": ["orders.read"], "consent_texts": {"cy": {"api": "testun"}}})";
    const auto none = planned(database, gatehouseFile(refused));
    VERIFY_DONE(none);
    QCOMPARE(clientsOf(*none).first().status, ImportStatus::Refused);
    QVERIFY(none->apiScopes.isEmpty() && none->languages.isEmpty());

    const auto one = planned(database, gatehouseFile(refused + R"(, {"client_id": "next", "support_api": true,
        "api_scopes": ["orders.read"], "consent_texts": {"cy": {"api": "testun"}}})"));
    VERIFY_DONE(one);
    QCOMPARE(one->apiScopes.size(), 1);
    QCOMPARE(one->languages.size(), 1);
    QVERIFY2(one->apiScopes.first().note.contains(u"\"next\""_s), qPrintable(one->apiScopes.first().note));
}

void TestImportPlanner::createsNoMoreScopesThanAnySystemHas()
{
    const auto client = [](const QByteArray &clientId, int scopes) {
        QByteArrayList names;
        for (int i = 0; i < scopes; ++i)
            names << '"' + clientId + '.' + QByteArray::number(i) + '"';
        return "{\"client_id\": \"" + clientId +
               "\", \"title\": \"A\", \"support_api\": true, \"api_scopes\": [" + names.join(',') + "]}";
    };
    TestDatabase database;
    const auto plan = planned(database, gatehouseFile(client("a", 6000) + ',' + client("b", 4001) + ',' +
                                                      client("c", 4000) + ',' + client("d", 1)));
    VERIFY_DONE(plan);
    const QList<PlannedClient> clients = clientsOf(*plan);
    QCOMPARE(clients.at(0).status, ImportStatus::New);
    QCOMPARE(clients.at(1).status, ImportStatus::Refused);
    QVERIFY2(clients.at(1).refusal->text.contains(u"10000"_s), qPrintable(clients.at(1).refusal->text));
    QCOMPARE(clients.at(2).status, ImportStatus::New);
    QCOMPARE(clients.at(3).status, ImportStatus::Refused);
    QCOMPARE(plan->apiScopes.size(), 10'000);
}

void TestImportPlanner::manySecretsAreRefusedAtOnce()
{
    QByteArrayList secrets;
    for (int i = 0; i < 20'000; ++i) {
        const QByteArray hash =
            QCryptographicHash::hash(QByteArray::number(i), QCryptographicHash::Sha256).toBase64();
        secrets << "{\"sha256\": \"" + hash + "\"}";
    }
    TestDatabase database;
    addShop(database);
    const auto plan =
        planned(database, gatehouseFile(R"({"client_id": "shop", "secrets": [)" + secrets.join(',') + "]}"),
                overwriting);
    VERIFY_DONE(plan);
    QCOMPARE(clientsOf(*plan).first().status, ImportStatus::Refused);
    const Error refusal = *clientsOf(*plan).first().refusal;
    QCOMPARE(refusal.column, u"secrets"_s);
    QVERIFY2(refusal.text.contains(u"20001 secrets"_s), qPrintable(refusal.text)); // with that of the shop
}

void TestImportPlanner::refusesNamesThatCannotBeScopes()
{
    TestDatabase database;
    const auto plan = planned(
        database, gatehouseFile(R"({"client_id": "a", "support_api": true, "api_scopes": ["orders read"]})"));
    VERIFY_DONE(plan);
    QCOMPARE(clientsOf(*plan).first().status, ImportStatus::Refused);
    QCOMPARE(clientsOf(*plan).first().refusal->column, u"api_scopes"_s);
    QVERIFY(clientsOf(*plan).first().refusal->text.contains(u"orders read"_s));
}

void TestImportPlanner::leavesOutDefaultScopeThatIsGone()
{
    TestDatabase database;
    VERIFY_DONE(database.remove(store::loadApiScopes(*database)->first()));
    const auto plan = planned(database, gatehouseFile(R"({"client_id": "a", "support_api": true})"));
    VERIFY_DONE(plan);
    QCOMPARE(clientsOf(*plan).first().status, ImportStatus::New);
    QVERIFY(plan->apiScopes.isEmpty());
    VERIFY_DONE(applyImport(*database, *plan, testTime()));
}

void TestImportPlanner::refusesRepeatedClientIds()
{
    TestDatabase database;
    const auto plan =
        planned(database, gatehouseFile(R"({"client_id": "a"}, {"client_id": "A"}, {"client_id": "a"})"));
    VERIFY_DONE(plan);
    QCOMPARE(clientsOf(*plan).at(0).status, ImportStatus::New);
    const PlannedClient inCapitals = clientsOf(*plan).at(1);
    QCOMPARE(inCapitals.status, ImportStatus::Refused);
    QCOMPARE(inCapitals.place, u"clients[1]"_s);
    const QString found = u"\"a\" stands in clients[0] and clients[1], there as \"A\": capitals"_s;
    QVERIFY2(inCapitals.refusal->text.contains(found), qPrintable(inCapitals.refusal->text));
    const PlannedClient same = clientsOf(*plan).at(2);
    QCOMPARE(same.status, ImportStatus::Refused);
    QVERIFY2(same.refusal->text.contains(u"clients[0] and clients[2]. Keep"_s),
             qPrintable(same.refusal->text));
}

void TestImportPlanner::remembersNoClientIdsThatAreTooLong()
{
    const auto twice = [](int length) {
        const QByteArray client = "{\"client_id\": \"" + QByteArray(length, 'x') + "\"}";
        return gatehouseFile(client + ',' + client);
    };
    TestDatabase database;
    const auto right = planned(database, twice(400));
    VERIFY_DONE(right);
    QVERIFY2(!clientsOf(*right).at(0).refusal,
             qPrintable(clientsOf(*right).at(0).refusal.value_or(Error()).text));
    QVERIFY(clientsOf(*right).at(1).refusal->text.contains(u"clients[0] and clients[1]"_s));
    const auto tooLong = planned(database, twice(401));
    VERIFY_DONE(tooLong);
    for (const PlannedClient &client : clientsOf(*tooLong))
        QVERIFY2(client.refusal->text.contains(u"at most 400"_s), qPrintable(client.refusal->text));
}

void TestImportPlanner::showsWhatExceedsTheLicence()
{
    TestDatabase database;
    addShop(database);
    VERIFY_DONE(database.setLicenceLimit(3));
    const auto file =
        gatehouseFile(shopJson + R"(, {"client_id": "a"}, {"client_id": "b"}, {"client_id": "c"})");
    const auto plan = planned(database, file);
    VERIFY_DONE(plan);
    QCOMPARE(clientsOf(*plan).at(0).status, ImportStatus::Unchanged);
    QCOMPARE(clientsOf(*plan).at(2).status, ImportStatus::New);
    QCOMPARE(clientsOf(*plan).at(3).status, ImportStatus::Refused);
    QVERIFY(plan->obstacle);
    QVERIFY2(plan->obstacle->text.contains(u"allows 3"_s) &&
                 plan->obstacle->text.contains(u"Settings > Licence"_s),
             qPrintable(plan->obstacle->text));
    VERIFY_DONE(database.setLicenceLimit(4));
    QVERIFY(!planned(database, file)->obstacle);
    VERIFY_DONE(database.setLicenceLimit({}));
    QVERIFY(!planned(database, file)->obstacle);
}

void TestImportPlanner::cancels()
{
    TestDatabase database;
    QList<int> told;
    const ImportedFile file = gatehouseFile(R"({"client_id": "a"}, {"client_id": "b"})");
    WholeFileSource source(file);
    const auto plan = ImportPlanner(*database, {}, testTime()).plan(source, [&](int done, int total) {
        told << done << total;
        return done < 1;
    });
    QVERIFY(!plan);
    QCOMPARE(plan.error().kind, Error::Kind::Cancelled);
    QCOMPARE(told, (QList<int>{0, 2, 1, 2}));
}

void TestImportPlanner::writesNothing()
{
    TestDatabase database;
    addShop(database);
    const QStringList before = contentOf(*database);
    VERIFY_DONE(planned(database,
                        gatehouseFile(R"({"client_id": "shop", "title": "X"}, {"client_id": "a"})",
                                      R"("users": [{"user_id": "svc"}], "api_scopes": [{"name": "x"}], )"),
                        overwriting));
    QCOMPARE(contentOf(*database), before);
}

GATEHOUSE_TEST(TestImportPlanner)
#include "tst_importplanner.moc"
