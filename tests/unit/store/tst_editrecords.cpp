#include "domain/json/RecordJson.h"
#include "domain/rules/FieldRules.h"
#include "domain/servers/ServerPurpose.h"
#include "store/edit/EditSession.h"
#include "store/records/ClientPage.h"
#include "store/records/FieldStore.h"
#include "store/records/ServerStore.h"
#include "support/DatabaseContent.h"
#include "support/SampleClients.h"
#include "support/TestDatabase.h"

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

ApiScope sampleScope(const QString &name)
{
    ApiScope scope;
    scope.name = name;
    scope.title = u"Read orders"_s;
    return scope;
}

QStringList badTexts(int longest)
{
    return {u"a"_s.repeated(longest + 1), u"a\u0007"_s};
}

QStringList badLines(int longest)
{
    return badTexts(longest) + QStringList{u"a\nb"_s, u"a\u2028b"_s};
}

}
Q_DECLARE_METATYPE(QString User::*)
Q_DECLARE_METATYPE(QString ApiScope::*)
Q_DECLARE_METATYPE(int store::CertificateSettings::*)

/// Saving and deleting of users, API scopes and the licence setting.
class TestEditRecords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_database = std::make_unique<TestDatabase>(); }
    void savesUsers();
    void keepsEveryFieldOfTheTable();
    void keepsEveryFieldOfAServer();
    void writesEveryColumnOfAServer();
    void tellsEveryFieldOfAServer();
    void refusesUsers_data();
    void refusesUsers();
    void refusesTextsOfUsers_data();
    void refusesTextsOfUsers();
    void refusesTextsOfScopes_data();
    void refusesTextsOfScopes();
    void savesScopes();
    void refusesScopes_data();
    void refusesScopes();
    void tellsConflicts();
    void userInUseIsNotDeleted();
    void scopeInUseIsNotDeleted();
    void namesOnlyTheFirstFew();
    void disabledIdentityShowsInItsClients();
    void renamedUserStaysIdentity();
    void licenceChangeOfAnotherIsNotLost();
    void refusesCertificateSettings_data();
    void refusesCertificateSettings();
    void refusesSignInSettings_data();
    void refusesSignInSettings();

private:
    QString tellsConflict(const Result<void> &outcome) const
    {
        if (outcome || outcome.error().kind != Error::Kind::Conflict)
            return u"no conflict"_s;
        return outcome.error().text;
    }

    std::unique_ptr<TestDatabase> m_database;
};

void TestEditRecords::savesUsers()
{
    User user = sampleUser(u"Élan"_s);
    user.phone = u"+31 6 12345678"_s;
    const auto saved = m_database->save(user);
    VERIFY_DONE(saved);
    QCOMPARE(saved->version, 1);
    QCOMPARE(store::loadUsers(**m_database).value(), QList{*saved});

    User changed = *saved;
    changed.userId = u"élan"_s;
    changed.department = u"Sales"_s;
    const auto again = m_database->save(changed);
    VERIFY_DONE(again);
    QCOMPARE(again->version, 2);
    QCOMPARE(store::loadUsers(**m_database).value(), QList{*again});
    VERIFY_DONE(m_database->remove(*again));
    QCOMPARE(store::loadUsers(**m_database).value(), QList<User>());
}

void TestEditRecords::keepsEveryFieldOfTheTable()
{
    User user;
    visitFields(user, []<typename Value>(const auto &field, Value &value) {
        if constexpr (std::is_same_v<Value, bool>)
            value = !value;
        else
            value = u"some-"_s + QLatin1StringView(field.name);
    });
    user.mainAdministrator = false; // an auditor is none
    const auto saved = m_database->save(user);
    VERIFY_DONE(saved);
    QVERIFY(store::findUser(**m_database, saved->key).value() == *saved);
    user.key = saved->key;
    user.version = saved->version;
    QVERIFY(*saved == user);
    const json::Json audited = audit::recordOf(user).fields;
    visitFields(user, [&](const auto &field, const auto &value) {
        QVERIFY2(audited.at(field.name) == json::valueJson(value), field.name);
    });
}

void TestEditRecords::keepsEveryFieldOfAServer()
{
    const Server typed{.name = u"Production"_s,
                       .kind = ServerKind::File,
                       .url = u"/srv/realm.json"_s,
                       .realm = u"shop"_s,
                       .format = u"keycloak"_s};
    auto saved = m_database->save(typed);
    VERIFY_DONE(saved);
    QCOMPARE(store::loadServer(**m_database, saved->key).value(), *saved);
    saved->key.clear();
    saved->version = 0;
    QCOMPARE(*saved, typed);
    const Server hydra{.name = u"Hydra"_s, .kind = ServerKind::Hydra, .url = u"http://localhost:4445"_s};
    const Server open{
        .name = u"Open"_s, .kind = ServerKind::Registration, .url = u"https://id.example.com/reg"_s};
    for (const Server &other : {hydra, open}) {
        const auto stored = m_database->save(other);
        VERIFY_DONE(stored);
        QCOMPARE(store::loadServer(**m_database, stored->key).value(), *stored);
        QCOMPARE(stored->kind, other.kind);
    }
}

/// By the statements of the table of fields alone: what is sealed here nobody can open.
void TestEditRecords::writesEveryColumnOfAServer()
{
    const Server server{.key = newRecordKey(),
                        .version = 1,
                        .name = u"Production"_s,
                        .kind = ServerKind::Keycloak,
                        .url = u"https://id.example.com"_s,
                        .realm = u"shop"_s,
                        .signIn = ServerSignIn::Password,
                        .account = u"admin"_s,
                        .sealed = "sealed-bytes",
                        .proof = "proof-bytes"};
    VERIFY_DONE(store::insertRecord(**m_database, server));
    const auto stored = store::loadServer(**m_database, server.key);
    VERIFY_DONE(stored);
    Server expected = server;
    expected.sealedFor = secretPurpose(server);
    QCOMPARE(**stored, expected);
    const QList<QVariant> values = store::columnValues(server);
    QCOMPARE(values.at(store::columnNames<Server>().indexOf(u"sealed"_s)), QVariant(u"sealed-bytes"_s));
    QCOMPARE(values.at(store::columnNames<Server>().indexOf(u"proof"_s)), QVariant(u"proof-bytes"_s));
}

/// What is secret, or long, leaves a fingerprint alone.
void TestEditRecords::tellsEveryFieldOfAServer()
{
    const Server server{.name = u"Production"_s,
                        .kind = ServerKind::Hydra,
                        .url = u"https://id.example.com"_s,
                        .realm = u"shop"_s,
                        .format = u"hydra"_s,
                        .signIn = ServerSignIn::BearerToken,
                        .account = u"admin"_s,
                        .sealed = "sealed-bytes",
                        .certificate = u"certificate-text"_s,
                        .proof = "proof-bytes"};
    const json::Json expected{{"name", "Production"},
                              {"kind", "hydra"},
                              {"url", "https://id.example.com"},
                              {"realm", "shop"},
                              {"format", "hydra"},
                              {"sign_in", "bearer_token"},
                              {"account", "admin"},
                              {"secret", json::fromText(fingerprint("sealed-bytes"))},
                              {"certificate", json::fromText(fingerprint("certificate-text"))}};
    QCOMPARE(audit::recordOf(server).fields, expected);
}

void TestEditRecords::refusesUsers_data()
{
    QTest::addColumn<QString>("userId");
    QTest::newRow("none") << QString();
    QTest::newRow("with a space") << u"a b"_s;
    QTest::newRow("taken") << u"svc"_s;
    QTest::newRow("taken in other case") << u"SVC"_s;
    QTest::newRow("taken in other case beyond ASCII") << u"ÉLAN"_s;
}

void TestEditRecords::refusesUsers()
{
    QFETCH(QString, userId);
    VERIFY_DONE(m_database->save(sampleUser(u"svc"_s)));
    VERIFY_DONE(m_database->save(sampleUser(u"élan"_s)));
    auto other = m_database->save(sampleUser(u"other"_s));
    VERIFY_DONE(other);
    const QStringList before = contentOf(**m_database);

    other->userId = userId;
    for (const auto &saved : {m_database->save(sampleUser(userId)), m_database->save(*other)}) {
        QVERIFY(!saved);
        QCOMPARE(saved.error().kind, Error::Kind::Rule);
        QCOMPARE(saved.error().column, u"user_id"_s);
    }
    QCOMPARE(contentOf(**m_database), before);
}

void TestEditRecords::refusesTextsOfUsers_data()
{
    QTest::addColumn<QString User::*>("member");
    QTest::addColumn<QString>("column");
    QTest::addColumn<QString>("label");
    QTest::newRow("name") << &User::name << u"name"_s << u"Name"_s;
    QTest::newRow("e-mail") << &User::email << u"email"_s << u"E-mail"_s;
    QTest::newRow("phone") << &User::phone << u"phone"_s << u"Phone"_s;
    QTest::newRow("department") << &User::department << u"department"_s << u"Department"_s;
}

void TestEditRecords::refusesTextsOfUsers()
{
    QFETCH(QString User::*, member);
    QFETCH(QString, column);
    QFETCH(QString, label);
    for (const QString &bad : badLines(rules::longestLine)) {
        User user = sampleUser(u"svc"_s);
        user.*member = bad;
        const auto saved = m_database->save(user);
        QVERIFY(!saved);
        QCOMPARE(saved.error().column, column);
        QVERIFY2(saved.error().text.startsWith(label), qPrintable(saved.error().text));
    }
    User user = sampleUser(u"svc"_s);
    user.*member = u"é"_s.repeated(rules::longestLine);
    VERIFY_DONE(m_database->save(user));
}

void TestEditRecords::refusesTextsOfScopes_data()
{
    QTest::addColumn<QString ApiScope::*>("member");
    QTest::addColumn<QString>("column");
    QTest::addColumn<int>("longest");
    QTest::addColumn<QStringList>("badOnes");
    QTest::newRow("title") << &ApiScope::title << u"title"_s << int(rules::longestLine)
                           << badLines(rules::longestLine);
    QTest::newRow("description") << &ApiScope::description << u"description"_s << 1000 << badTexts(1000);
}

void TestEditRecords::refusesTextsOfScopes()
{
    QFETCH(QString ApiScope::*, member);
    QFETCH(QString, column);
    QFETCH(int, longest);
    QFETCH(QStringList, badOnes);
    for (const QString &bad : badOnes) {
        ApiScope scope = sampleScope(u"orders"_s);
        scope.*member = bad;
        const auto saved = m_database->save(scope);
        QVERIFY(!saved);
        QCOMPARE(saved.error().column, column);
    }
    ApiScope scope = sampleScope(u"orders"_s);
    scope.*member = u"é"_s.repeated(longest);
    VERIFY_DONE(m_database->save(scope));
}

void TestEditRecords::savesScopes()
{
    const auto saved = m_database->save(sampleScope(u"orders.read"_s));
    VERIFY_DONE(saved);
    ApiScope changed = *saved;
    changed.name = u"Orders.read"_s;
    const auto again = m_database->save(changed);
    VERIFY_DONE(again);
    QCOMPARE(again->version, 2);
    QVERIFY(store::loadApiScopes(**m_database)->contains(*again));
    QVERIFY(!store::loadApiScopes(**m_database)->contains(*saved));
    VERIFY_DONE(m_database->save(sampleScope(u"orders.read"_s)));
    VERIFY_DONE(m_database->remove(*again));
    QCOMPARE(store::loadApiScopes(**m_database)->size(), 2);
}

void TestEditRecords::refusesScopes_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("none") << QString();
    QTest::newRow("with a space") << u"orders read"_s;
    QTest::newRow("of OpenID Connect") << u"openid"_s;
    QTest::newRow("taken") << u"api"_s;
}

void TestEditRecords::refusesScopes()
{
    QFETCH(QString, name);
    auto other = m_database->save(sampleScope(u"other"_s));
    VERIFY_DONE(other);
    const QStringList before = contentOf(**m_database);
    other->name = name;
    for (const auto &saved : {m_database->save(sampleScope(name)), m_database->save(*other)}) {
        QVERIFY(!saved);
        QCOMPARE(saved.error().kind, Error::Kind::Rule);
        QCOMPARE(saved.error().column, u"name"_s);
    }
    QCOMPARE(contentOf(**m_database), before);
}

void TestEditRecords::tellsConflicts()
{
    const auto nothing = [](const auto &) {};
    const auto user = m_database->save(sampleUser(u"svc"_s)).value();
    const auto scope = m_database->save(sampleScope(u"orders"_s)).value();
    const auto newUser = m_database->save(user).value();
    const auto newScope = m_database->save(scope).value();
    QStringList before = contentOf(**m_database);
    for (const auto &outcome :
         {m_database->save(user).transform(nothing), m_database->save(scope).transform(nothing),
          m_database->remove(user), m_database->remove(scope)}) {
        QVERIFY2(tellsConflict(outcome).contains(u"changed by somebody"_s),
                 qPrintable(tellsConflict(outcome)));
    }
    QCOMPARE(contentOf(**m_database), before);

    VERIFY_DONE(m_database->remove(newUser));
    VERIFY_DONE(m_database->remove(newScope));
    before = contentOf(**m_database);
    for (const auto &outcome :
         {m_database->save(newUser).transform(nothing), m_database->save(newScope).transform(nothing),
          m_database->remove(newUser), m_database->remove(newScope)}) {
        QVERIFY2(tellsConflict(outcome).contains(u"deleted by somebody"_s),
                 qPrintable(tellsConflict(outcome)));
    }
    QCOMPARE(contentOf(**m_database), before);
}

void TestEditRecords::userInUseIsNotDeleted()
{
    const auto user = m_database->save(sampleUser(u"svc"_s)).value();
    const auto client = m_database->save(sampleMachineClient(u"feed"_s, u"svc"_s, testTime())).value();
    const auto refused = m_database->remove(user);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Rule);
    QVERIFY2(refused.error().text.contains(u"feed"_s) && refused.error().text.contains(u"svc"_s),
             qPrintable(refused.error().text));
    QCOMPARE(store::loadUsers(**m_database)->size(), 1);

    VERIFY_DONE(m_database->remove(client));
    VERIFY_DONE(m_database->remove(user));
}

void TestEditRecords::scopeInUseIsNotDeleted()
{
    const auto scope = m_database->save(sampleScope(u"orders"_s)).value();
    ClientApplication client = sampleWebClient(u"shop"_s, testTime());
    client.supportApi = true;
    client.apiScopes = {u"orders"_s};
    client = m_database->save(client).value();
    const auto refused = m_database->remove(scope);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Rule);
    QVERIFY2(refused.error().text.contains(u"shop"_s) && refused.error().text.contains(u"orders"_s),
             qPrintable(refused.error().text));

    client.apiScopes = {u"api"_s};
    VERIFY_DONE(m_database->save(client));
    VERIFY_DONE(m_database->remove(scope));
}

void TestEditRecords::namesOnlyTheFirstFew()
{
    VERIFY_DONE(m_database->setLicenceLimit({}));
    const auto user = m_database->save(sampleUser(u"svc"_s)).value();
    for (int i = 1; i <= 8; ++i)
        VERIFY_DONE(m_database->save(sampleMachineClient(u"feed-%1"_s.arg(i), u"svc"_s, testTime())));
    const QString text = m_database->remove(user).error().text;
    QVERIFY2(text.contains(u"feed-1, feed-2, feed-3, feed-4, feed-5 and 3 more"_s), qPrintable(text));
}

void TestEditRecords::disabledIdentityShowsInItsClients()
{
    User user = m_database->save(sampleUser(u"svc"_s)).value();
    ClientApplication client = sampleMachineClient(u"feed"_s, u"svc"_s, testTime());
    client.enabled = true;
    VERIFY_DONE(m_database->save(client));
    const auto severity = [&] { return store::loadPage(**m_database, {}).value().first().problemSeverity; };
    QCOMPARE(severity(), -1);

    user.enabled = false;
    user = m_database->save(user).value();
    QCOMPARE(severity(), int(Severity::Error));
    user.enabled = true;
    user = m_database->save(user).value();
    QCOMPARE(severity(), -1);
    user.serviceAccount = false;
    user = m_database->save(user).value();
    QCOMPARE(severity(), int(Severity::Advice));
}

void TestEditRecords::renamedUserStaysIdentity()
{
    User user = m_database->save(sampleUser(u"svc"_s)).value();
    const auto client = m_database->save(sampleMachineClient(u"feed"_s, u"svc"_s, testTime())).value();
    user.userId = u"feeder"_s;
    VERIFY_DONE(m_database->save(user));
    const ClientApplication stored = *store::loadClient(**m_database, client.key).value();
    QCOMPARE(stored.identity, u"feeder"_s);
    QCOMPARE(stored.version, client.version);
}

void TestEditRecords::licenceChangeOfAnotherIsNotLost()
{
    const store::Licence read = store::loadLicence(**m_database).value();
    QCOMPARE(read.limit, store::LicenceLimit(5));
    VERIFY_DONE(m_database->setLicenceLimit(9));
    const auto late = m_database->edit(
        [&](EditSession &session) { return edit::setLicenceLimit(session, 7, read.version); });
    QVERIFY(!late);
    QCOMPARE(late.error().kind, Error::Kind::Conflict);
    QCOMPARE(store::loadLicence(**m_database)->limit, store::LicenceLimit(9));

    const int version = store::loadLicence(**m_database)->version;
    VERIFY_DONE(
        m_database->edit([&](EditSession &session) { return edit::setLicenceLimit(session, 7, version); }));
    QCOMPARE(store::loadLicence(**m_database)->limit, store::LicenceLimit(7));
}

void TestEditRecords::refusesCertificateSettings_data()
{
    using store::CertificateSettings;
    QTest::addColumn<int CertificateSettings::*>("member");
    QTest::addColumn<int>("least");
    QTest::addColumn<int>("most");
    QTest::newRow("validity") << &CertificateSettings::validityDays << 1 << 3650;
    QTest::newRow("overlap") << &CertificateSettings::overlapHours << 0 << 8760;
    QTest::newRow("token lifetime") << &CertificateSettings::tokenLifetimeHours << 1 << 8760;
}

void TestEditRecords::refusesCertificateSettings()
{
    QFETCH(int store::CertificateSettings::*, member);
    QFETCH(int, least);
    QFETCH(int, most);
    const auto set = [&](int value) {
        auto settings = store::loadCertificateSettings(**m_database).value();
        settings.*member = value;
        return m_database->edit(
            [&](EditSession &session) { return edit::setCertificateSettings(session, settings); });
    };
    for (const int good : {least, most})
        VERIFY_DONE(set(good));
    const QStringList before = contentOf(**m_database);
    for (const int bad : {least - 1, most + 1}) {
        const auto refused = set(bad);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Error::Kind::Rule);
        QVERIFY2(refused.error().text.contains(u"from %1 to %2"_s.arg(least).arg(most)),
                 qPrintable(refused.error().text));
    }
    QCOMPARE(contentOf(**m_database), before);
}

void TestEditRecords::refusesSignInSettings_data()
{
    QTest::addColumn<int>("minutes");
    QTest::addColumn<bool>("good");
    QTest::newRow("least") << 0 << true;
    QTest::newRow("most") << 1440 << true;
    QTest::newRow("negative time") << -1 << false;
    QTest::newRow("more than a day") << 1441 << false;
}

void TestEditRecords::refusesSignInSettings()
{
    QFETCH(int, minutes);
    QFETCH(bool, good);
    const auto before = store::loadSignInSettings(**m_database).value();
    auto settings = before;
    settings.lockAfterMinutes = minutes;
    const auto set =
        m_database->edit([&](EditSession &session) { return edit::setSignInSettings(session, settings); });
    QCOMPARE(set.has_value(), good);
    QCOMPARE(store::loadSignInSettings(**m_database).value() == before, !good);
}

GATEHOUSE_TEST(TestEditRecords)
#include "tst_editrecords.moc"
