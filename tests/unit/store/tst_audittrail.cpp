#include "ConsentSamples.h"
#include "domain/Digests.h"
#include "domain/SecretMaker.h"
#include "store/audit/AuditCheck.h"
#include "support/SampleClients.h"
#include "support/SignedIn.h"
#include "support/Stranger.h"
#include "support/TestDatabase.h"

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

const QString secretText = u"a-secret-that-nobody-may-read-again-9f3a"_s;

QList<AuditEntry> newest(Database &database, int most = 100, const store::AuditFilter &filter = {})
{
    return store::loadAuditPage(database, filter, std::nullopt, most).value();
}

/// "change client_application shop: title" of the newest entry.
QString told(const AuditEntry &entry)
{
    QStringList fields;
    for (const AuditChange &change : audit::changesOf(entry))
        fields << change.field;
    return u"%1 %2 %3: %4"_s.arg(entry.action, entry.subject, entry.name, fields.join(u", "_s));
}

ClientApplication clientWithSecret()
{
    ClientApplication client = sampleWebClient(u"shop"_s, testTime());
    client.secrets = {storedSecret(secretText.toUtf8(), u"first"_s, testTime())};
    return client;
}

}

/// Who did what: every change adds an entry in its transaction, and the chain shows what became of entries.
class TestAuditTrail : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_database = std::make_unique<TestDatabase>(); }
    void lifeOfAClient();
    void everyRecordIsNoted();
    void settingsAreNoted();
    void passwordsAreNotedWithoutThem();
    void languagesTakeTheirTextsAlong();
    void saveWithoutChangeAddsNone();
    void rolledBackLeavesNone();
    void nothingIsSavedWhereEntriesVanish_data();
    void nothingIsSavedWhereEntriesVanish();
    void whoIsTheConnectionsAdministrator();
    void noSecretOrHash();
    void tracesInOldEntriesAreNotShown();
    void pagesGoByNumber();
    void searchTakesTextAsItIs();
    void checkCanBeCancelled();
    void bordersBelongToTheHash();
    void differencesAreFieldByField();

private:
    QString last() { return told(newest(**m_database, 1).value(0)); }
    std::unique_ptr<TestDatabase> m_database;
};

void TestAuditTrail::lifeOfAClient()
{
    auto client = m_database->save(sampleWebClient(u"shop"_s, testTime()));
    VERIFY_DONE(client);
    QVERIFY2(last().startsWith("add client_application shop: client_id, title"_L1), qPrintable(last()));
    client->title = u"Shop of books"_s;
    client = m_database->save(*client);
    VERIFY_DONE(client);
    QCOMPARE(last(), u"change client_application shop: title"_s);
    const AuditEntry entry = newest(**m_database, 1).first();
    QCOMPARE(entry.recordId, client->key);
    QCOMPARE(entry.at, u"2026-01-31T12:00:00Z"_s);
    const AuditChange change = audit::changesOf(entry).value(0);
    QCOMPARE(audit::valueText(change.after), u"Shop of books"_s);
    VERIFY_DONE(m_database->remove(*client));
    QVERIFY2(last().startsWith("remove client_application shop: client_id, title"_L1), qPrintable(last()));
    QCOMPARE(newest(**m_database, 100, {client->key, {}}).size(), 3);
    const auto check = store::checkAuditTrail(**m_database);
    VERIFY_DONE(check);
    QVERIFY(check->isWhole());
    QCOMPARE(check->entries, newest(**m_database, 1).first().number);
}

void TestAuditTrail::everyRecordIsNoted()
{
    User user;
    user.userId = u"maria"_s;
    auto savedUser = m_database->save(user);
    VERIFY_DONE(savedUser);
    QCOMPARE(last(), u"add iam_user maria: user_id, service_account, enabled, main_administrator, auditor"_s);
    savedUser->email = u"maria@example.org"_s;
    savedUser = m_database->save(*savedUser);
    QCOMPARE(last(), u"change iam_user maria: email"_s);
    VERIFY_DONE(m_database->remove(*savedUser));
    QVERIFY(last().startsWith("remove iam_user maria: user_id, email"_L1));

    ApiScope scope;
    scope.name = u"orders.read"_s;
    auto savedScope = m_database->save(scope);
    VERIFY_DONE(savedScope);
    QCOMPARE(last(), u"add api_scope orders.read: name"_s);
    savedScope->title = u"Orders"_s;
    savedScope = m_database->save(*savedScope);
    QCOMPARE(last(), u"change api_scope orders.read: title"_s);
    VERIFY_DONE(m_database->remove(*savedScope));
    QCOMPARE(last(), u"remove api_scope orders.read: name, title"_s);

    CustomResource resource;
    resource.name = u"department"_s;
    resource.claims = {{u"department"_s, ClaimSource::UserAttribute, u"department"_s}};
    auto savedResource = m_database->save(resource);
    VERIFY_DONE(savedResource);
    QCOMPARE(last(), u"add custom_resource department: name, enabled, claims"_s);
    savedResource->texts.insert(u"nl"_s, {u"Afdeling"_s, u"Waar u werkt"_s});
    savedResource = m_database->save(*savedResource);
    VERIFY_DONE(savedResource);
    QCOMPARE(last(), u"change custom_resource department: texts"_s);
    VERIFY_DONE(m_database->remove(*savedResource));
    QVERIFY(last().startsWith("remove custom_resource department"_L1));
}

void TestAuditTrail::settingsAreNoted()
{
    VERIFY_DONE(m_database->setLicenceLimit(7));
    QCOMPARE(last(), u"change setting licence: licence_limit"_s);
    const auto change = audit::changesOf(newest(**m_database, 1).first()).value(0);
    QVERIFY(change.before == 5 && change.after == 7);
    auto settings = store::loadSignInSettings(**m_database).value();
    settings.lockAfterMinutes = 3;
    VERIFY_DONE(
        m_database->edit([&](EditSession &session) { return edit::setSignInSettings(session, settings); }));
    QCOMPARE(last(), u"change setting sign_in: lock_after_minutes"_s);
    auto certificates = store::loadCertificateSettings(**m_database).value();
    certificates.overlapHours = 48;
    VERIFY_DONE(m_database->edit(
        [&](EditSession &session) { return edit::setCertificateSettings(session, certificates); }));
    QCOMPARE(last(), u"change setting certificates: certificate_overlap_hours"_s);
    const store::EncryptionKey key{u"key-1"_s, QByteArray(64, 'c'), testTime()};
    VERIFY_DONE(m_database->edit([&](EditSession &session) { return edit::setEncryptionKey(session, key); }));
    QCOMPARE(last(), u"add encryption_key key-1: id, created_at"_s);
    const store::EncryptionKey other{u"key-2"_s, QByteArray(64, 'c'), testTime()};
    const auto reseal = [](const auto &, qsizetype) -> Result<QByteArray> { return QByteArray("x:y"); };
    VERIFY_DONE(m_database->edit(
        [&](EditSession &session) { return edit::replaceEncryptionKey(session, other, reseal); }));
    QCOMPARE(last(), u"change encryption_key key-2: id"_s);
    for (const AuditEntry &entry : newest(**m_database))
        QVERIFY(!entry.changes.contains("check-value"_L1));
}

void TestAuditTrail::passwordsAreNotedWithoutThem()
{
    User user;
    user.userId = u"maria"_s;
    auto saved = m_database->save(user).value();
    const QList<std::pair<QByteArray, QString>> steps{
        {"$argon2id$first", u"null \"set\""_s},
        {"$argon2id$second", u"\"set\" \"changed\""_s},
        {"", u"\"set\" null"_s},
    };
    for (const auto &[phc, told] : steps) {
        VERIFY_DONE(
            m_database->edit([&](EditSession &session) { return edit::setPassword(session, saved, phc); }));
        ++saved.version;
        const AuditEntry entry = newest(**m_database, 1).first();
        const AuditChange change = audit::changesOf(entry).value(0);
        QCOMPARE(change.field, u"password"_s);
        QCOMPARE(QString::fromStdString(change.before.dump() + " " + change.after.dump()), told);
        QVERIFY(!entry.changes.contains("argon2"_L1));
    }
}

void TestAuditTrail::languagesTakeTheirTextsAlong()
{
    ClientApplication client = sampleWebClient(u"shop"_s, testTime());
    client.requireConsent = true;
    client.consentTexts = {{u"nl"_s, {u"Uw naam"_s, {}, {}}}};
    VERIFY_DONE(m_database->save(client));
    Language dutch = languageOf(**m_database, u"nl"_s);
    dutch.tag = u"nl-BE"_s;
    const auto renamed = m_database->save(dutch);
    VERIFY_DONE(renamed);
    QCOMPARE(last(), u"change language nl-BE: tag"_s);
    QCOMPARE(told(newest(**m_database).value(1)), u"change client_application shop: consent_texts"_s);
    Language standard = *renamed;
    standard.isDefault = true;
    const auto chosen = m_database->save(standard);
    VERIFY_DONE(chosen);
    QCOMPARE(last(), u"change language en: is_default"_s);
    QCOMPARE(told(newest(**m_database).value(1)), u"change language nl-BE: is_default"_s);
    Language english = languageOf(**m_database, u"en"_s);
    english.isDefault = true;
    VERIFY_DONE(m_database->save(english));
    VERIFY_DONE(m_database->remove(languageOf(**m_database, u"nl-BE"_s)));
    QVERIFY2(last().startsWith("remove language nl-BE: tag"_L1), qPrintable(last()));
    QCOMPARE(told(newest(**m_database).value(1)), u"change client_application shop: consent_texts"_s);
}

void TestAuditTrail::saveWithoutChangeAddsNone()
{
    const auto client = m_database->save(clientWithSecret());
    VERIFY_DONE(client);
    const auto before = newest(**m_database);
    VERIFY_DONE(m_database->save(*client));
    VERIFY_DONE(m_database->setLicenceLimit(5));
    VERIFY_DONE(m_database->save(store::loadApiScopes(**m_database)->first()));
    VERIFY_DONE(m_database->save(store::loadLanguages(**m_database)->first()));
    QCOMPARE(newest(**m_database), before);
}

void TestAuditTrail::nothingIsSavedWhereEntriesVanish_data()
{
    QTest::addColumn<QString>("when");
    QTest::addColumn<QString>("forSqlite");
    QTest::addColumn<QString>("forPostgres");
    const QString added = u"AFTER INSERT ON audit_entry"_s;
    const QString removes = u"DELETE FROM audit_entry WHERE number = new.number"_s;
    const QString alters = u"UPDATE audit_entry SET hash = 'x' WHERE number = new.number"_s;
    const QString andOn = u"; RETURN new"_s;
    QTest::newRow("removed") << added << removes << removes + andOn;
    QTest::newRow("not added") << u"BEFORE INSERT ON audit_entry"_s << u"SELECT RAISE(IGNORE)"_s
                               << u"RETURN NULL"_s;
    QTest::newRow("another hash") << added << alters << alters + andOn;
    QTest::newRow("head") << u"AFTER UPDATE ON setting"_s
                          << u"UPDATE setting SET value = old.value WHERE name = 'audit_head' AND "
                             "new.name = 'audit_head'"_s
                          << u"IF new.name = 'audit_head' AND pg_trigger_depth() < 2 THEN UPDATE setting "
                             "SET value = old.value WHERE name = 'audit_head'; END IF; RETURN new"_s;
}

/// A trigger that came while the database was open.
void TestAuditTrail::nothingIsSavedWhereEntriesVanish()
{
    QFETCH(const QString, when);
    QFETCH(const QString, forSqlite);
    QFETCH(const QString, forPostgres);
    VERIFY_DONE(m_database->setLicenceLimit(7));
    VERIFY_DONE(addTrigger(**m_database, when, forSqlite, forPostgres));
    const auto saved = m_database->setLicenceLimit(9);
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, Error::Kind::Tampered);
    VERIFY_DONE(dropTriggers(**m_database, when.section(u' ', -1)));
    QCOMPARE(store::loadLicence(**m_database)->limit, 7);
}

void TestAuditTrail::rolledBackLeavesNone()
{
    const auto before = newest(**m_database);
    {
        auto session = EditSession::begin(**m_database, testTime());
        VERIFY_DONE(session);
        VERIFY_DONE(edit::save(*session, sampleWebClient(u"shop"_s, testTime())));
    }
    QCOMPARE(newest(**m_database), before);
    const auto refused = m_database->edit([](EditSession &session) {
        return edit::save(session, sampleWebClient(u"shop"_s, testTime())).and_then([&](const auto &) {
            return edit::save(session, sampleWebClient(u"SHOP"_s, testTime()));
        });
    });
    QVERIFY(!refused);
    QCOMPARE(newest(**m_database), before);
    VERIFY_DONE(m_database->setLicenceLimit(9));
    QVERIFY(store::checkAuditTrail(**m_database)->isWhole());
}

void TestAuditTrail::whoIsTheConnectionsAdministrator()
{
    VERIFY_DONE(m_database->setLicenceLimit(6));
    QCOMPARE(newest(**m_database, 1).first().userId, u""_s);
    workAs(**m_database, u"maria"_s);
    VERIFY_DONE(m_database->setLicenceLimit(7));
    QCOMPARE(newest(**m_database, 1).first().userId, u"maria"_s);
    auto other = m_database->openAgain();
    VERIFY_DONE(other);
    QCOMPARE(other->administrator(), QString());
}

void TestAuditTrail::noSecretOrHash()
{
    ClientApplication client = clientWithSecret();
    auto saved = m_database->save(client);
    VERIFY_DONE(saved);
    saved->secrets.first().description = u"renamed"_s;
    saved = m_database->save(*saved);
    VERIFY_DONE(saved);
    QCOMPARE(last(), u"change client_application shop: secrets"_s);
    saved->secrets.clear();
    saved->enabled = false;
    saved = m_database->save(*saved);
    VERIFY_DONE(saved);
    VERIFY_DONE(m_database->remove(*saved));
    const ClientSecret secret = client.secrets.first();
    const auto entries = newest(**m_database);
    QVERIFY(entries.size() >= 4);
    bool isTold = false;
    for (const AuditEntry &entry : entries) {
        QVERIFY(!entry.changes.contains(secretText));
        QVERIFY(!entry.changes.contains(secret.hash));
        QVERIFY(!entry.changes.contains("sealed"_L1));
        QVERIFY(!entry.changes.contains(fingerprint(secret.hash.toUtf8())));
        isTold |= entry.changes.contains("\"id\":\""_L1) &&
                  entry.changes.contains(u"\"last_four\":\""_s + secret.lastFour);
    }
    QVERIFY(isTold);
}

/// They stay in the chain, and are shown to nobody.
void TestAuditTrail::tracesInOldEntriesAreNotShown()
{
    AuditEntry old;
    old.changes =
        uR"([{"field":"secrets","before":[],"after":[{"fingerprint":"0123456789abcdef","last_four":"wxyz"}]},
        {"field":"logo","before":null,"after":{"name":"a","fingerprint":"aaaaaaaaaaaaaaaa"}},
        {"field":"accepted_risks","before":[],"after":[{"rule":"secret_weak","value":"0123456789abcdef"}]},
        {"field":"other_settings","before":"K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols=","after":null}])"_s;
    const QList<AuditChange> changes = audit::changesOf(old);
    QCOMPARE(changes.size(), 4);
    QCOMPARE(changes.at(0).after.dump(), R"([{"last_four":"wxyz"}])");
    QCOMPARE(changes.at(1).after.dump(), R"({"name":"a","fingerprint":"aaaaaaaaaaaaaaaa"})");
    QCOMPARE(changes.at(2).after.dump(), R"([{"rule":"secret_weak","value":""}])");
    QCOMPARE(changes.at(3).before.dump(), R"("hidden")");
}

void TestAuditTrail::pagesGoByNumber()
{
    for (int limit = 10; limit < 30; ++limit)
        VERIFY_DONE(m_database->setLicenceLimit(limit));
    const auto all = newest(**m_database, 1000);
    QList<AuditEntry> paged;
    std::optional<qint64> before;
    for (;;) {
        const auto page = store::loadAuditPage(**m_database, {}, before, 7).value();
        if (page.isEmpty())
            break;
        paged << page;
        before = page.last().number;
    }
    QCOMPARE(paged, all);
    QVERIFY(std::ranges::is_sorted(all, std::greater(), &AuditEntry::number));
}

void TestAuditTrail::searchTakesTextAsItIs()
{
    VERIFY_DONE(m_database->save(sampleWebClient(u"shop_a"_s, testTime())));
    VERIFY_DONE(m_database->save(sampleWebClient(u"shopxa"_s, testTime())));
    QCOMPARE(newest(**m_database, 100, {{}, u"SHOP"_s}).size(), 2);
    QCOMPARE(newest(**m_database, 100, {{}, u"p_a"_s}).size(), 1);
    QCOMPARE(newest(**m_database, 100, {{}, u"%"_s}).size(), 0);
}

void TestAuditTrail::checkCanBeCancelled()
{
    VERIFY_DONE(m_database->setLicenceLimit(11));
    const auto check = store::checkAuditTrail(**m_database, [](int, int) { return false; });
    QVERIFY(!check);
    QCOMPARE(check.error().kind, Error::Kind::Cancelled);
}

void TestAuditTrail::bordersBelongToTheHash()
{
    AuditEntry left;
    left.subject = u"ab"_s;
    left.recordId = u"c"_s;
    AuditEntry right;
    right.subject = u"a"_s;
    right.recordId = u"bc"_s;
    QVERIFY(audit::chainHash(left, {}) != audit::chainHash(right, {}));
    QVERIFY(audit::chainHash(left, {}) != audit::chainHash(left, u"0"_s));
}

void TestAuditTrail::differencesAreFieldByField()
{
    const json::Json before{{"a", 1}, {"b", ""}, {"c", {1, 2}}};
    const json::Json after{{"a", 1}, {"b", "x"}, {"d", true}};
    QCOMPARE(audit::differences(before, before), QString());
    QCOMPARE(audit::differences(before, after),
             uR"([{"field":"b","before":"","after":"x"},{"field":"c","before":[1,2],"after":null},)"
             uR"({"field":"d","before":null,"after":true}])"_s);
    QCOMPARE(audit::differences(nullptr, json::Json{{"a", ""}, {"b", false}}),
             uR"([{"field":"b","before":null,"after":false}])"_s);
}

GATEHOUSE_TEST(TestAuditTrail)
#include "tst_audittrail.moc"
