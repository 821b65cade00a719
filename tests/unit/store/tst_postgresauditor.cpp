#include "domain/Digests.h"
#include "domain/HiddenSecrets.h"
#include "domain/rules/SecretRisk.h"
#include "store/Migrations.h"
#include "store/References.h"
#include "store/Transaction.h"
#include "store/audit/AuditCheck.h"
#include "store/engine/postgresql/PostgresViews.h"
#include "store/records/ClientStore.h"
#include "store/records/SecurityStore.h"
#include "store/records/ServerStore.h"
#include "store/records/SignInStore.h"
#include "support/DatabaseContent.h"
#include "support/SampleClients.h"
#include "support/SampleServers.h"
#include "support/SignedIn.h"
#include "support/TestDatabase.h"

#include <QScopeGuard>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

/// Stands in whatever is secret.
const QString keptSecret = u"x9SecretX9"_s;
const QByteArray auditorsPhc = "$argon2id$v=19$m=65536,t=3,p=1$YXVkaXRvcg$YXVkaXRvcg";

QString rolesAreGone()
{
    return u"DO $$BEGIN IF to_regrole('gatehouse_auditor') IS NOT NULL THEN DROP OWNED BY "
           "gatehouse_application, gatehouse_auditor; DROP ROLE gatehouse_application, gatehouse_auditor; "
           "END IF; END$$"_s;
}

}

/// A member of the role gatehouse_auditor opens the database, reads it all, and is shown no secret.
class TestPostgresAuditor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { SKIP_ON_SQLITE("It is about a server's roles."); }
    void init();
    void cleanup();
    void everythingIsRead();
    void nothingIsWritten();
    void nothingSecretIsShown();
    void everyTableIsShown();
    void everySecretColumnIsMasked();
    void passwordsOfAuditorsAlone();
    void questionsUseTheIndexesOfTheTables_data();
    void questionsUseTheIndexesOfTheTables();
    void functionsInConditionsSeeNoMore();
    void strangersAreTold();
    void oldViewsAreTold();
    void statementsCanBeRunAgain();
    void secretsAreHiddenWhereAllNamesAreQuoted();
    void rightsOfEarlierVersionsGo();
    void rightsByDefaultGo();
    void whoReadsTheTablesHasThem();
    void printsNoStatements();

private:
    Result<Database> asAuditor() const
    {
        return Database::open(*DatabaseUrl::parse(u"postgresql://%1@/%2?host=%3"_s.arg(
                                  m_person, nameOnServer(m_database->url()), serverFolder())),
                              Database::IfMissing::Refuse);
    }
    void asOwner(const QStringList &statements) const
    {
        onServer(nameOnServer(m_database->url()), statements);
    }
    void fill();

    std::unique_ptr<TestDatabase> m_database;
    QString m_person;
};

void TestPostgresAuditor::init()
{
    m_database = std::make_unique<TestDatabase>();
    m_person = u"p"_s + nameOnServer(m_database->url());
    fill();
    asOwner({rolesAreGone()});
    asOwner((*m_database)->engine().roleStatements().value());
    asOwner({u"CREATE ROLE %1 LOGIN IN ROLE gatehouse_auditor"_s.arg(m_person)});
}

void TestPostgresAuditor::cleanup()
{
    if (!m_database)
        return;
    asOwner({u"DROP OWNED BY "_s + m_person, u"DROP ROLE "_s + m_person, rolesAreGone()});
    m_database.reset();
}

/// A record of each kind that has a secret.
void TestPostgresAuditor::fill()
{
    const auto auditor = m_database->save(User{.userId = u"cleo"_s, .auditor = true});
    VERIFY_DONE(auditor);
    VERIFY_DONE(m_database->edit(
        [&](EditSession &session) { return edit::setPassword(session, *auditor, auditorsPhc); }));
    const auto client = m_database->save(sampleWebClient(u"shop"_s, testTime()));
    VERIFY_DONE(client);
    const auto server = m_database->save(sampleHydra(u"production"_s));
    VERIFY_DONE(server);
    VERIFY_DONE(addAdministrator(**m_database, u"anna"_s));
    const QString sealed = u"'%1:seal'"_s.arg(keptSecret);
    const QString hash = QString::fromLatin1(QByteArray(32, '\xff').toBase64());
    asOwner({
        u"UPDATE iam_user SET password = '$argon2id$%1' WHERE user_id = 'anna'"_s.arg(keptSecret),
        u"UPDATE server SET sealed = "_s + sealed,
        u"UPDATE client_secret SET hash = '%1', sealed = %2, weak_length = 6"_s.arg(hash, sealed),
        u"INSERT INTO client_accepted_risk (application_id, position, rule, value, reason, accepted_by, "
        u"accepted_at) "
        "VALUES ('%1', 0, 'secret_weak', '%2', 'old', 'anna', '2026-01-31T12:00:00Z')"_s.arg(
            client->key, fingerprint(hash.toUtf8())),
        u"INSERT INTO client_setting VALUES ('%1', 'spelling', 'identityserver', '{\"ClientSecrets\":"
        "[{\"name\":\"%2\",\"Type\":\"SharedSecret\"}]}')"_s.arg(client->key, hash),
        u"INSERT INTO server_client VALUES ('%1', '%2', '{\"/ClientSecrets/%4/Type\":\"\"}', NULL, 'same', "
        u"0, "
        "NULL, '', '', %3, 0)"_s.arg(server->key, client->key, sealed, QString(hash).replace(u'/', u"~1"_s)),
        u"INSERT INTO encryption_key VALUES ('%1', repeat('a', 64), '2026-01-31T12:00:00Z', '%1')"_s.arg(
            keptSecret),
        u"UPDATE encryption_key SET id = 'key-1'"_s,
        u"INSERT INTO spare_encryption_key VALUES ('key-0', 'replaced', '%1', '%1')"_s.arg(keptSecret),
        u"INSERT INTO setting VALUES ('encryption_key_copies', "
        u"'[{\"settings\":\"others\",\"folder\":\"/nowhere\","
        "\"name\":\"name\",\"key\":\"key-0\",\"proof\":\"%1\",\"state\":\"left\"}]')"_s.arg(keptSecret),
        u"INSERT INTO signing_certificate VALUES ('019a0000-0000-7000-8000-000000000099', 1, 'ab', 'AAAA', "
        "'database', %1, '2026-01-31T12:00:00Z', '2026-01-31T12:00:00Z', '2027-01-31T12:00:00Z', "
        "'2026-01-31T12:00:00Z')"_s.arg(sealed),
        u"INSERT INTO sign_in_attempt VALUES ('%1', 0, 1, '2026-01-31T12:00:00Z', 1, NULL, "
        "'2026-01-31T12:00:00Z'), ('known', 1, 1, '2026-01-31T12:00:00Z', 1, NULL, "
        "'2026-01-31T12:00:00Z')"_s.arg(keptSecret),
        u"INSERT INTO sign_in_try VALUES ('t', '%1', '2026-01-31T12:00:00Z')"_s.arg(keptSecret),
    });
}

void TestPostgresAuditor::everythingIsRead()
{
    auto database = asAuditor();
    VERIFY_DONE(database);
    QVERIFY(database->isReadOnly());
    QVERIFY(database->whyReadOnly().contains(m_person));
    QCOMPARE(database->identity(), (*m_database)->identity());
    const auto client = store::findClient(*database, u"shop"_s);
    VERIFY_DONE(client);
    const auto stored = store::findClient(**m_database, u"shop"_s).value();
    QCOMPARE((*client)->secrets.size(), stored->secrets.size());
    for (qsizetype i = 0; i < stored->secrets.size(); ++i) {
        ClientSecret secret = (*client)->secrets.at(i);
        QVERIFY(hidden::isHidden(secret));
        QVERIFY(!hidden::isHidden(stored->secrets.at(i)));
        QVERIFY(secret.isRecoverable());
        secret.hash = stored->secrets.at(i).hash;
        secret.sealed = stored->secrets.at(i).sealed;
        QCOMPARE(secret, stored->secrets.at(i));
    }
    QVERIFY2(risks::told(**client).first().value == (*client)->secrets.first().key, "still accepted");
    const auto servers = store::loadServers(*database);
    VERIFY_DONE(servers);
    QCOMPARE(servers->first().sealed, hidden::seal);
    const auto encryption = store::loadEncryption(*database);
    VERIFY_DONE(encryption);
    QCOMPARE(encryption->key->checkValue, hidden::checkValue);
    QCOMPARE(encryption->sealedValues, store::loadEncryption(**m_database)->sealedValues);
    const auto certificates = store::loadCertificates(*database);
    VERIFY_DONE(certificates);
    QCOMPARE(certificates->first().damagedColumn, QString());
    QCOMPARE(store::loadUsers(*database)->size(), store::loadUsers(**m_database)->size());
    QVERIFY(store::checkAuditTrail(*database)->isWhole());
    QVERIFY(!store::isLockedByAnother(*database));
    VERIFY_DONE(store::checkReferences(*database));
}

void TestPostgresAuditor::nothingIsWritten()
{
    auto database = asAuditor();
    VERIFY_DONE(database);
    const QStringList before = contentOf(**m_database);
    const auto saved =
        editing(*database, [](EditSession &session) { return edit::save(session, User{.userId = u"x"_s}); });
    QVERIFY(!saved);
    QVERIFY(saved.error().text.contains(m_person));
    QVERIFY(!database->execute(u"UPDATE setting SET value = '9' WHERE name = 'licence_limit'"_s));
    QCOMPARE(contentOf(**m_database), before);
}

void TestPostgresAuditor::nothingSecretIsShown()
{
    auto database = asAuditor();
    VERIFY_DONE(database);
    const QString hash = textsOf(**m_database, u"SELECT hash FROM client_secret"_s).first();
    const QStringList views = textsOf(*database, u"SELECT relname::text FROM pg_class WHERE relnamespace = "
                                                 "'gatehouse_audit'::regnamespace AND relkind = 'v'"_s);
    QVERIFY(views.size() > 20);
    for (const QString &view : views) {
        const QString rows =
            textsOf(*database, u"SELECT t::text FROM gatehouse_audit.%1 t"_s.arg(view)).join(u'\n');
        for (const QString &secret :
             {keptSecret, hash, QString(hash).replace(u'/', u"~1"_s), fingerprint(hash.toUtf8())})
            QVERIFY2(!rows.contains(secret), qPrintable(rows));
    }
}

void TestPostgresAuditor::everyTableIsShown()
{
    const QString columns = u"SELECT c.relname || '.' || a.attname || ':' || a.atttypid FROM pg_class c "
                            "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 WHERE c.relkind = "
                            "'%1' AND c.relnamespace = '%2'::regnamespace AND c.relname <> 'sign_in_try' "
                            "ORDER BY c.relname, a.attnum"_s;
    QCOMPARE(textsOf(**m_database, columns.arg(u"v"_s, postgresviews::schema)),
             textsOf(**m_database, columns.arg(u"r"_s, u"public"_s)));
}

/// A new column with such a name is either masked, or no secret and named here.
void TestPostgresAuditor::everySecretColumnIsMasked()
{
    const QStringList known{u"audit_entry.hash"_s, u"client_application.include_user_info_in_token"_s};
    const QStringList suspicious =
        textsOf(**m_database,
                u"SELECT DISTINCT c.relname || '.' || a.attname FROM pg_class c JOIN pg_attribute a ON "
                "a.attrelid = c.oid AND a.attnum > 0 WHERE c.relkind = 'r' AND c.relnamespace = "
                "'public'::regnamespace AND c.relname <> 'sign_in_try' AND a.attname ~ "
                "'(^|_)(hash|sealed|password|passphrase|secret|token|check_value|proof|origin|private)$' "
                "ORDER BY 1"_s);
    for (const QString &column : suspicious) {
        const QString view = column.section(u'.', 0, 0);
        const QString definition =
            textsOf(**m_database, u"SELECT pg_get_viewdef('gatehouse_audit.%1'::regclass)"_s.arg(view))
                .first();
        const bool isMasked = definition.contains(u" AS %1"_s.arg(column.section(u'.', 1)));
        QVERIFY2(isMasked || known.contains(column), qPrintable(column));
    }
    QVERIFY(suspicious.size() > known.size());
}

void TestPostgresAuditor::passwordsOfAuditorsAlone()
{
    auto database = asAuditor();
    VERIFY_DONE(database);
    QVERIFY(store::arePasswordsHidden(*database).value());
    QVERIFY(!store::arePasswordsHidden(**m_database).value());
    QCOMPARE(store::loadPassword(*database, u"cleo"_s).value()->phc, auditorsPhc);
    QCOMPARE(store::loadPassword(*database, u"anna"_s).value()->phc, hidden::password);
    QVERIFY(store::hasMainAdministrator(*database).value());
    for (const QString &change : {u"main_administrator = 1"_s, u"enabled = 0"_s}) {
        asOwner({u"UPDATE iam_user SET %1 WHERE user_id = 'cleo'"_s.arg(change)});
        QCOMPARE(store::loadPassword(*database, u"cleo"_s).value()->phc, hidden::password);
        asOwner({u"UPDATE iam_user SET main_administrator = 0, enabled = 1 WHERE user_id = 'cleo'"_s});
    }
}

void TestPostgresAuditor::questionsUseTheIndexesOfTheTables_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("index");
    QTest::newRow("page") << u"SELECT id FROM client_application WHERE fold(client_id) > fold('a') ORDER BY "
                             "fold(client_id) LIMIT 200"_s
                          << u"client_application_client_id"_s;
    QTest::newRow("identity") << u"SELECT u.user_id FROM client_application c LEFT JOIN iam_user u ON u.id = "
                                 "c.identity_id WHERE c.id = 'a'"_s
                              << u"iam_user_pkey"_s;
    QTest::newRow("secrets") << u"SELECT hash FROM client_secret WHERE application_id = 'a'"_s
                             << u"client_secret_application"_s;
}

void TestPostgresAuditor::questionsUseTheIndexesOfTheTables()
{
    QFETCH(const QString, sql);
    QFETCH(const QString, index);
    auto database = asAuditor();
    VERIFY_DONE(database);
    VERIFY_DONE(database->execute(u"SET enable_seqscan = off"_s));
    VERIFY_DONE(database->execute(u"SET enable_bitmapscan = off"_s));
    const QString plan = textsOf(*database, u"EXPLAIN "_s + sql).join(u'\n');
    QVERIFY2(plan.contains(index) && !plan.contains(u"Sort"_s), qPrintable(plan));
}

/// Whatever a function in a condition is given, it is what the view shows.
void TestPostgresAuditor::functionsInConditionsSeeNoMore()
{
    asOwner({u"CREATE FUNCTION gatehouse_audit.sees(text) RETURNS boolean COST 0.0001 LANGUAGE plpgsql AS "
             "'BEGIN IF $1 LIKE ''%%1%'' THEN RAISE EXCEPTION ''seen''; END IF; RETURN true; END'"_s.arg(
                 keptSecret)});
    auto database = asAuditor();
    VERIFY_DONE(database);
    const QStringList conditions =
        textsOf(*database, u"SELECT format('SELECT count(*)::text FROM gatehouse_audit.%I WHERE "
                           "gatehouse_audit.sees(%I::text)', c.relname, a.attname) FROM pg_class c JOIN "
                           "pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 WHERE c.relkind = 'v' AND "
                           "c.relnamespace = 'gatehouse_audit'::regnamespace"_s);
    QVERIFY(conditions.size() > 100);
    for (const QString &sql : conditions) {
        const auto counted = database->list(sql, {}, [](const QSqlQuery &row) { return row.value(0); });
        QVERIFY2(counted, qPrintable(sql));
    }
    // It does see what is shown to who owns the tables.
    QVERIFY(!(*m_database)
                 ->list(u"SELECT 1 FROM server WHERE gatehouse_audit.sees(sealed)"_s, {},
                        [](const QSqlQuery &row) { return row.value(0); }));
}

void TestPostgresAuditor::strangersAreTold()
{
    asOwner({u"CREATE VIEW public.stranger AS SELECT 1"_s});
    const auto database = asAuditor();
    QVERIFY(!database);
    QVERIFY2(database.error().text.contains(u"view \"stranger\""_s), qPrintable(database.error().text));
}

void TestPostgresAuditor::oldViewsAreTold()
{
    asOwner({u"COMMENT ON SCHEMA gatehouse_audit IS 'Gatehouse %1'"_s.arg(latestSchemaVersion())});
    const auto unmasked = asAuditor();
    QVERIFY2(!unmasked, "from before a mask was added");
    QVERIFY(unmasked.error().text.contains(u"gatehouse init --roles"_s));
    asOwner((*m_database)->engine().roleStatements().value());
    asOwner({u"INSERT INTO schema_version SELECT max(version) + 1 FROM schema_version"_s});
    const auto database = asAuditor();
    QVERIFY(!database);
    QVERIFY2(database.error().text.contains(u"gatehouse init --roles"_s), qPrintable(database.error().text));
    asOwner({u"DELETE FROM schema_version WHERE version = (SELECT max(version) FROM schema_version)"_s});
    VERIFY_DONE(asAuditor());
    asOwner({u"DROP SCHEMA gatehouse_audit CASCADE"_s});
    const auto none = asAuditor();
    QVERIFY(!none);
    QVERIFY2(none.error().text.contains(u"gatehouse init --roles"_s), qPrintable(none.error().text));
}

void TestPostgresAuditor::statementsCanBeRunAgain()
{
    asOwner((*m_database)->engine().roleStatements().value());
    VERIFY_DONE(asAuditor());
    VERIFY_DONE(m_database->openAgain());
}

void TestPostgresAuditor::secretsAreHiddenWhereAllNamesAreQuoted()
{
    asOwner({u"ALTER DATABASE %1 SET quote_all_identifiers = on"_s.arg(nameOnServer(m_database->url()))});
    asOwner(m_database->openAgain()->engine().roleStatements().value());
    nothingSecretIsShown();
    everySecretColumnIsMasked();
    QCOMPARE(textsOf(**m_database, u"SELECT has_table_privilege('gatehouse_application', 'audit_entry', "
                                   "'UPDATE, DELETE, TRUNCATE')"_s),
             QStringList{u"false"_s});
}

void TestPostgresAuditor::rightsOfEarlierVersionsGo()
{
    asOwner({u"GRANT USAGE ON SCHEMA public TO gatehouse_auditor"_s,
             u"GRANT SELECT ON audit_entry TO gatehouse_auditor"_s,
             u"GRANT SELECT (id, user_id) ON iam_user TO gatehouse_auditor"_s});
    asOwner((*m_database)->engine().roleStatements().value());
    QCOMPARE(textsOf(**m_database, u"SELECT has_schema_privilege('gatehouse_auditor', 'public', 'USAGE') OR "
                                   "has_any_column_privilege('gatehouse_auditor', 'iam_user', 'SELECT') OR "
                                   "has_table_privilege('gatehouse_auditor', 'audit_entry', 'SELECT')"_s),
             QStringList{u"false"_s});
}

/// The views of who owns the tables can be written through.
void TestPostgresAuditor::rightsByDefaultGo()
{
    asOwner({u"ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO PUBLIC"_s,
             u"ALTER DEFAULT PRIVILEGES GRANT ALL ON SCHEMAS TO gatehouse_application"_s});
    asOwner((*m_database)->engine().roleStatements().value());
    QCOMPARE(
        textsOf(**m_database,
                u"SELECT has_table_privilege('gatehouse_auditor', 'gatehouse_audit.audit_entry', 'INSERT, "
                "UPDATE, DELETE') OR has_schema_privilege('gatehouse_application', 'gatehouse_audit', "
                "'USAGE')"_s),
        QStringList{u"false"_s});
    VERIFY_DONE(asAuditor());
}

/// The views are for those who have nothing else.
void TestPostgresAuditor::whoReadsTheTablesHasThem()
{
    asOwner({u"GRANT gatehouse_application TO "_s + m_person});
    auto database = asAuditor();
    VERIFY_DONE(database);
    QVERIFY(!database->isReadOnly());
    QVERIFY(!hidden::isHidden(store::findClient(*database, u"shop"_s).value()->secrets.first()));
}

void TestPostgresAuditor::printsNoStatements()
{
    auto database = asAuditor();
    VERIFY_DONE(database);
    const auto statements = database->engine().roleStatements();
    QVERIFY(!statements);
    QVERIFY(statements.error().text.contains(u"owns the tables"_s));
}

GATEHOUSE_TEST(TestPostgresAuditor)
#include "tst_postgresauditor.moc"
