#include "domain/rules/AsciiText.h"
#include "store/DatabaseProbe.h"
#include "store/Migrations.h"
#include "store/References.h"
#include "store/Transaction.h"
#include "store/audit/AuditCheck.h"
#include "store/engine/postgresql/PostgresAddress.h"
#include "store/engine/postgresql/PostgresEngine.h"
#include "store/engine/postgresql/PostgresError.h"
#include "store/records/ClientPage.h"
#include "support/DatabaseContent.h"
#include "support/ManyClients.h"
#include "support/SampleClients.h"
#include "support/Stranger.h"
#include "support/TestDatabase.h"

#include <QRegularExpression>
#include <QScopeGuard>
#include <QThread>

#include <atomic>
#include <tuple>
#include <vector>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

PostgresEngine &engineOf(Database &database)
{
    return dynamic_cast<PostgresEngine &>(database.engine());
}

QString valueOf(Database &database, const QString &sql, const QVariantList &values = {})
{
    const auto found =
        database.list(sql, values, [](const QSqlQuery &row) { return row.value(0).toString(); });
    return found ? found->value(0) : found.error().text;
}

Result<Database> opened(const ServerDatabase &server, const QString &more = {},
                        Database::IfMissing ifMissing = Database::IfMissing::Create)
{
    return Database::open(server.url(more), ifMissing);
}

/// The SQLSTATE of what comes of it; empty: it is done.
QString stateAs(const QString &role, const QString &database, const QStringList &statements)
{
    QString state;
    {
        QSqlDatabase sql = QSqlDatabase::addDatabase(u"QPSQL"_s, u"as"_s);
        sql.setHostName(serverFolder());
        sql.setUserName(role);
        sql.setDatabaseName(database);
        if (!sql.open())
            return u"not let in"_s;
        QSqlQuery query(sql);
        query.exec(u"BEGIN"_s);
        for (const QString &statement : statements) {
            if (state.isEmpty() && !query.exec(statement))
                state = query.lastError().nativeErrorCode();
        }
        query.exec(u"ROLLBACK"_s);
    }
    QSqlDatabase::removeDatabase(u"as"_s);
    return state;
}

/// The roles are of the whole server.
const QStringList withoutRoles{
    u"DO $$BEGIN IF to_regrole('gatehouse_auditor') IS NOT NULL THEN DROP OWNED BY gatehouse_application, "
    "gatehouse_auditor; DROP ROLE gatehouse_application, gatehouse_auditor; END IF; END$$"_s};

QString refusalOf(const Result<Database> &database)
{
    return database ? u"opened"_s : database.error().text;
}

}

/// A database on a server: how it is opened, what is refused, who waits for whom, and what is told of errors.
class TestPostgresql : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { SKIP_ON_SQLITE("It is about a server."); }
    void emptyDatabaseIsMadeOnlyWhenAsked();
    void connectionIsStrictAndDurable_data();
    void connectionIsStrictAndDurable();
    void rolesWhereNamesAreQuoted();
    void refusesWhatIsNotOurs_data();
    void refusesWhatIsNotOurs();
    void refusesWhatWasAdded_data();
    void refusesWhatWasAdded();
    void extensionsAreNobodys();
    void versions_data();
    void versions();
    void referencesAreCheckedInEverySession();
    void olderTablesAreForTheirOwner();
    void whoMayMakeNothingIsTold();
    void manyOpenersAtOnce();
    void refusedConnections_data();
    void refusedConnections();
    void anotherEncodingIsRefused();
    void writersWaitForEachOther();
    void readersSeeOneState();
    void errorInTheQueueIsTold();
    void afterAnErrorNothingIsDone();
    void errorsSayWhatToDo_data();
    void errorsSayWhatToDo();
    void roundTrips();
    void literals_data();
    void literals();
    void lostConnectionIsOpenedAgain();
    void lostInATransaction();
    void readOnlyRoleReads();
    void readOnlyDatabaseReads();
    void databaseThatWasReadOnlyIsWritten_data();
    void databaseThatWasReadOnlyIsWritten();
    void identityStays();
    void referencesAreChecked();
    void pagesUseAnIndex_data();
    void pagesUseAnIndex();
    void orderIsTheSameInAnyLanguage_data();
    void orderIsTheSameInAnyLanguage();
    void rolesWithLeastRights_data();
    void rolesWithLeastRights();
    void whatOthersGrantedIsTold_data();
    void whatOthersGrantedIsTold();
    void rightsByNameAreTold_data();
    void rightsByNameAreTold();
    void largeReadsComeInPortions();
};

void TestPostgresql::emptyDatabaseIsMadeOnlyWhenAsked()
{
    const ServerDatabase server;
    const auto refused = opened(server, {}, Database::IfMissing::Refuse);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Unreachable);
    QCOMPARE(refused.error().command, u"gatehouse init"_s);
    QVERIFY(onServer(server.name(), {u"SELECT 1 FROM pg_class WHERE relname = 'setting'"_s}).isEmpty());
    auto made = opened(server);
    VERIFY_DONE(made);
    QVERIFY(made->path().isEmpty());
    QVERIFY(!made->isReadOnly());
    VERIFY_DONE(opened(server, {}, Database::IfMissing::Refuse));
}

void TestPostgresql::connectionIsStrictAndDurable_data()
{
    QTest::addColumn<QString>("waitsFor");
    for (const QString &less : {u"off"_s, u"local"_s, u"remote_write"_s})
        QTest::newRow(qPrintable(less)) << less;
}

void TestPostgresql::connectionIsStrictAndDurable()
{
    QFETCH(const QString, waitsFor);
    const ServerDatabase server;
    onServer(server.name(),
             {u"ALTER DATABASE %1 SET synchronous_commit = %2"_s.arg(server.name(), waitsFor),
              u"ALTER DATABASE %1 SET idle_in_transaction_session_timeout = 1"_s.arg(server.name()),
              u"ALTER DATABASE %1 SET standard_conforming_strings = off"_s.arg(server.name()),
              u"ALTER DATABASE %1 SET default_transaction_isolation = 'serializable'"_s.arg(server.name()),
              u"ALTER DATABASE %1 SET lock_timeout = 0"_s.arg(server.name()),
              u"ALTER DATABASE %1 SET search_path = pg_catalog, public"_s.arg(server.name()),
              u"ALTER DATABASE %1 SET statement_timeout = '1h'"_s.arg(server.name())});
    auto database = opened(server);
    VERIFY_DONE(database);
    for (const auto &[name, value] : {std::pair{u"synchronous_commit"_s, u"on"_s},
                                      {u"standard_conforming_strings"_s, u"on"_s},
                                      {u"default_transaction_isolation"_s, u"read committed"_s},
                                      {u"lock_timeout"_s, u"3s"_s},
                                      {u"statement_timeout"_s, u"0"_s},
                                      {u"application_name"_s, u"gatehouse"_s},
                                      {u"search_path"_s, u"public, pg_temp"_s}})
        QCOMPARE(valueOf(*database, u"SELECT current_setting(?)"_s, {name}), value);
    // Over a socket of this machine they are asked for, and have no value.
    for (const QString &name : {u"tcp_keepalives_idle"_s, u"tcp_keepalives_interval"_s,
                                u"tcp_keepalives_count"_s, u"tcp_user_timeout"_s})
        QCOMPARE(valueOf(*database, u"SELECT source FROM pg_settings WHERE name = ?"_s, {name}),
                 u"session"_s);
    // In a transaction, where whoever reads slowly would be cut.
    const auto idle = [&] {
        return valueOf(*database, u"SELECT current_setting('idle_in_transaction_session_timeout')"_s);
    };
    for (const Engine::Work work : {Engine::Work::Read, Engine::Work::Write}) {
        VERIFY_DONE(database->engine().begin(work));
        QCOMPARE(idle(), u"5min"_s);
        database->engine().rollback();
    }
}

void TestPostgresql::rolesWhereNamesAreQuoted()
{
    const ServerDatabase server;
    onServer(server.name(), {u"CREATE SCHEMA \"Odd \"\"one\""_s,
                             u"ALTER DATABASE %1 SET search_path = 'Odd \"one'"_s.arg(server.name())});
    auto database = opened(server);
    VERIFY_DONE(database);
    const auto statements = database->engine().roleStatements();
    VERIFY_DONE(statements);
    QVERIFY(statements->contains(uR"(GRANT USAGE ON SCHEMA "Odd ""one" TO gatehouse_application;)"_s));
    onServer(server.name(), {u"ALTER TABLE \"Odd \"\"one\".client_secret RENAME COLUMN hash TO other"_s});
    const auto refused = database->engine().roleStatements();
    QVERIFY(!refused && refused.error().text.contains(u"client_secret.hash"_s));
}

void TestPostgresql::refusesWhatIsNotOurs_data()
{
    QTest::addColumn<QStringList>("statements");
    QTest::newRow("a table") << QStringList{u"CREATE TABLE history (url TEXT)"_s};
    QTest::newRow("a view") << QStringList{u"CREATE VIEW one AS SELECT 1"_s};
    QTest::newRow("tables called as ours")
        << QStringList{u"CREATE TABLE schema_version (version INTEGER NOT NULL)"_s,
                       u"INSERT INTO schema_version VALUES (11)"_s};
    QTest::newRow("with another comment") << QStringList{u"CREATE TABLE schema_version (version INTEGER)"_s,
                                                         u"COMMENT ON TABLE schema_version IS 'Flyway'"_s};
}

void TestPostgresql::refusesWhatIsNotOurs()
{
    QFETCH(const QStringList, statements);
    const ServerDatabase server;
    onServer(server.name(), statements);
    const auto refused = opened(server);
    QVERIFY2(refusalOf(refused).contains(u"another program's data"_s), qPrintable(refusalOf(refused)));
    QVERIFY(onServer(server.name(), {u"SELECT 1 FROM pg_class WHERE relname = 'setting'"_s}).isEmpty());
}

void TestPostgresql::refusesWhatWasAdded_data()
{
    QTest::addColumn<QStringList>("statements");
    QTest::addColumn<QString>("named");
    QTest::newRow("trigger") << QStringList{u"CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS "
                                            "$$BEGIN RETURN NULL; END$$"_s,
                                            u"CREATE TRIGGER stranger BEFORE INSERT ON audit_entry FOR EACH "
                                            "ROW EXECUTE FUNCTION f()"_s}
                             << u"trigger \"stranger\""_s;
    QTest::newRow("view") << QStringList{u"CREATE VIEW stranger AS SELECT * FROM audit_entry"_s}
                          << u"view \"stranger\""_s;
    QTest::newRow("rule")
        << QStringList{u"CREATE RULE stranger AS ON DELETE TO iam_user DO INSTEAD NOTHING"_s}
        << u"rule \"stranger\""_s;
    QTest::newRow("policy") << QStringList{u"CREATE POLICY stranger ON audit_entry USING (number > 5)"_s}
                            << u"policy \"stranger\""_s;
    QTest::newRow("row level security")
        << QStringList{u"ALTER TABLE client_secret ENABLE ROW LEVEL SECURITY"_s}
        << u"row level security of \"client_secret\""_s;
    QTest::newRow("unlogged") << QStringList{u"ALTER TABLE presence SET UNLOGGED"_s}
                              << u"unlogged table \"presence\""_s;
    QTest::newRow("references that are not checked")
        << QStringList{u"ALTER TABLE client_secret DISABLE TRIGGER ALL"_s}
        << u"switched-off checks of \"client_secret\""_s;
    QTest::newRow("no primary key")
        << QStringList{u"ALTER TABLE sign_in_try DROP CONSTRAINT sign_in_try_pkey"_s}
        << u"table without a primary key \"sign_in_try\""_s;
    QTest::newRow("no reference")
        << QStringList{u"ALTER TABLE client_secret DROP CONSTRAINT client_secret_application_id_fkey"_s}
        << u"table without its references \"client_secret\""_s;
    for (const auto &[name, index] : {std::pair{"iam_user", "iam_user_user_id"},
                                      {"client_application", "client_application_client_id"},
                                      {"language", "language_default"},
                                      {"server", "server_name"}}) {
        QTest::addRow("doubles in %s", name)
            << QStringList{u"DROP INDEX "_s + QLatin1StringView(index)}
            << u"table without its unique names \"%1\""_s.arg(QLatin1StringView(name));
    }
    QTest::newRow("a reference of somebody's") << QStringList{u"ALTER TABLE audit_entry ADD COLUMN c TEXT "
                                                              u"COLLATE \"C\" REFERENCES client_application "
                                                              "(id) ON DELETE CASCADE"_s}
                                               << u"reference \"audit_entry.c\""_s;
    QTest::newRow("child") << QStringList{u"CREATE TABLE stranger () INHERITS (audit_entry)"_s}
                           << u"table \"stranger\""_s;
}

void TestPostgresql::refusesWhatWasAdded()
{
    QFETCH(const QStringList, statements);
    QFETCH(const QString, named);
    const ServerDatabase server;
    VERIFY_DONE(opened(server));
    onServer(server.name(), statements);
    const auto refused = opened(server);
    QVERIFY2(refusalOf(refused).contains(named), qPrintable(refusalOf(refused)));
}

void TestPostgresql::extensionsAreNobodys()
{
    const ServerDatabase server;
    onServer(server.name(), {u"CREATE EXTENSION IF NOT EXISTS pg_stat_statements"_s});
    VERIFY_DONE(opened(server));
    VERIFY_DONE(opened(server));
}

void TestPostgresql::versions_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("told");
    QTest::newRow("newer") << u"INSERT INTO schema_version SELECT max(version) + 1 FROM schema_version"_s
                           << u"newer Gatehouse"_s;
    QTest::newRow("a gap") << u"DELETE FROM schema_version WHERE version = 3"_s << u"damaged"_s;
    QTest::newRow("none") << u"DELETE FROM schema_version"_s << u"damaged"_s;
    QTest::newRow("nonsense") << u"INSERT INTO schema_version VALUES (-4)"_s << u"damaged"_s;
}

void TestPostgresql::versions()
{
    QFETCH(const QString, statement);
    QFETCH(const QString, told);
    const ServerDatabase server;
    VERIFY_DONE(opened(server));
    onServer(server.name(), {statement});
    QVERIFY2(refusalOf(opened(server)).contains(told), qPrintable(refusalOf(opened(server))));
}

/// As a superuser's role may have been told.
void TestPostgresql::referencesAreCheckedInEverySession()
{
    const ServerDatabase server;
    onServer(server.name(),
             {u"ALTER DATABASE %1 SET session_replication_role = replica"_s.arg(server.name())});
    auto database = opened(server);
    VERIFY_DONE(database);
    QCOMPARE(valueOf(*database, u"SELECT current_setting('session_replication_role')"_s), u"origin"_s);
}

/// Who owns the tables alone can bring them up to date.
void TestPostgresql::olderTablesAreForTheirOwner()
{
    TestDatabase database;
    const QString name = nameOnServer(database.url());
    const QString person = u"p"_s + name;
    onServer(name, withoutRoles);
    onServer(name, database->engine().roleStatements().value());
    onServer(name,
             {u"CREATE ROLE %1 LOGIN IN ROLE gatehouse_application"_s.arg(person),
              u"DELETE FROM schema_version WHERE version = (SELECT max(version) FROM schema_version)"_s});
    const auto drop = qScopeGuard([&] {
        onServer(name, {u"DROP ROLE "_s + person, u"DROP OWNED BY gatehouse_application, gatehouse_auditor"_s,
                        u"DROP ROLE gatehouse_application, gatehouse_auditor"_s});
    });
    const auto refused = Database::open(
        *DatabaseUrl::parse(u"postgresql://%1@/%2?host=%3"_s.arg(person, name, serverFolder())),
        Database::IfMissing::Refuse);
    QVERIFY2(refusalOf(refused).contains(u"role that owns its tables"_s), qPrintable(refusalOf(refused)));
    QVERIFY(refusalOf(refused).contains(u"gatehouse init --roles"_s));
}

void TestPostgresql::whoMayMakeNothingIsTold()
{
    const ServerDatabase server;
    const QString person = u"p"_s + server.name();
    onServer(server.name(), {u"CREATE ROLE %1 LOGIN"_s.arg(person)});
    const auto drop = qScopeGuard([&] { onServer(server.name(), {u"DROP ROLE "_s + person}); });
    const auto url =
        *DatabaseUrl::parse(u"postgresql://%1@/%2?host=%3"_s.arg(person, server.name(), serverFolder()));
    const QString remedy = u"GRANT USAGE, CREATE ON SCHEMA public TO "_s + person;
    const auto refused = Database::open(url, Database::IfMissing::Create);
    QVERIFY2(refusalOf(refused).contains(remedy), qPrintable(refusalOf(refused)));
    const auto tested = probeDatabase(url, {});
    QVERIFY(!tested);
    QVERIFY2(tested.error().text.contains(remedy), qPrintable(tested.error().text));
}

void TestPostgresql::manyOpenersAtOnce()
{
    for (int round = 0; round < 3; ++round) {
        const ServerDatabase server;
        std::atomic<int> failures = 0;
        std::vector<std::unique_ptr<QThread>> threads;
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back(QThread::create([&] { failures += opened(server).has_value() ? 0 : 1; }));
            threads.back()->start();
        }
        for (const auto &thread : threads)
            thread->wait();
        QCOMPARE(failures.load(), 0);
        auto database = opened(server, {}, Database::IfMissing::Refuse);
        VERIFY_DONE(database);
        QCOMPARE(valueOf(*database, u"SELECT count(*) FROM language"_s), u"4"_s);
        QCOMPARE(valueOf(*database, u"SELECT count(*) FROM schema_version"_s),
                 QString::number(latestSchemaVersion()));
    }
}

void TestPostgresql::refusedConnections_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("told");
    QTest::newRow("no such database")
        << u"postgresql://gatehouse@/nothing?host=%1"_s << u"createdb --encoding UTF8"_s;
    QTest::newRow("no such role") << u"postgresql://nobody_there@/postgres?host=%1"_s << u"does not let"_s;
    QTest::newRow("no server") << u"postgresql://gatehouse@/postgres?host=/tmp/no-server"_s
                               << u"out of reach"_s;
    QTest::newRow("nobody listens") << u"postgresql://gatehouse@127.0.0.1:1/postgres"_s
                                    << u"out of reach. \"127.0.0.1\" refuses connections on port 1"_s;
    QTest::newRow("no host") << u"postgresql://gatehouse@nowhere.invalid/postgres"_s
                             << u"There is no host \"nowhere.invalid\""_s;
    QTest::newRow("a name for a shell")
        << u"postgresql://gatehouse@/it's%20%24%28x%29?host=%1"_s << u"-- 'it'\\''s $(x)'"_s;
    QTest::newRow("a standby is wanted")
        << u"postgresql://gatehouse@/postgres?host=%1&target_session_attrs=standby"_s
        << u"target_session_attrs"_s;
}

void TestPostgresql::refusedConnections()
{
    QFETCH(const QString, url);
    QFETCH(const QString, told);
    const auto parsed = DatabaseUrl::parse(QString(url).replace(u"%1"_s, serverFolder()));
    VERIFY_DONE(parsed);
    const auto refused = Database::open(*parsed, Database::IfMissing::Create);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Unreachable);
    QVERIFY2(refused.error().text.contains(told), qPrintable(refused.error().text));
    QVERIFY2(!refused.error().text.contains(u"FATAL"_s), qPrintable(refused.error().text));
}

void TestPostgresql::anotherEncodingIsRefused()
{
    const QString name = u"latin_"_s + QUuid::createUuid().toString(QUuid::Id128);
    onServer(u"postgres"_s,
             {u"CREATE DATABASE %1 TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'"_s.arg(name)});
    const auto drop = qScopeGuard([&] { onServer(u"postgres"_s, {u"DROP DATABASE "_s + name}); });
    const auto refused = Database::open(serverUrl(name), Database::IfMissing::Create);
    QVERIFY2(refusalOf(refused).contains(u"LATIN1"_s), qPrintable(refusalOf(refused)));
}

void TestPostgresql::writersWaitForEachOther()
{
    TestDatabase database;
    auto other = database.openAgain();
    VERIFY_DONE(other);
    QVERIFY(!store::isLockedByAnother(*other));
    {
        auto transaction = Transaction::begin(*database);
        VERIFY_DONE(transaction);
        QVERIFY(store::isLockedByAnother(*other));
        QVERIFY(!store::isLockedByAnother(*database));
        {
            (*other).engine().setPatience(longerThanATest);
            const store::WithoutWaiting withoutWaiting(*other);
            const auto refused = Transaction::begin(*other);
            QVERIFY(!refused);
            QVERIFY2(refused.error().text.contains(u"locked by another program"_s),
                     qPrintable(refused.error().text));
        }
        (*other).engine().setPatience(100);
        const auto refused = Transaction::begin(*other);
        QVERIFY(!refused);
        QVERIFY2(refused.error().text.contains(u"locked by another program"_s),
                 qPrintable(refused.error().text));
    }
    VERIFY_DONE(Transaction::begin(*other));
}

void TestPostgresql::readersSeeOneState()
{
    TestDatabase database;
    auto other = database.openAgain();
    VERIFY_DONE(other);
    const QString sql = u"SELECT count(*) FROM api_scope"_s;
    const QString before = valueOf(*other, sql);
    {
        const auto snapshot = store::ReadSnapshot::begin(*other);
        QCOMPARE(valueOf(*other, sql), before);
        VERIFY_DONE(database.save(ApiScope{.name = u"orders.read"_s}));
        QCOMPARE(valueOf(*other, sql), before);
        const auto refused = other->change(u"DELETE FROM api_scope"_s, {});
        QVERIFY(!refused);
    }
    QVERIFY(valueOf(*other, sql) != before);
}

void TestPostgresql::errorInTheQueueIsTold()
{
    TestDatabase database;
    const QString sql = u"INSERT INTO api_scope (id, name) VALUES (?, 'api')"_s;
    for (const bool atCommit : {false, true}) {
        auto transaction = Transaction::begin(*database);
        VERIFY_DONE(transaction);
        VERIFY_DONE(database->execute(sql, {u"x"_s}));
        const auto told =
            atCommit ? transaction->commit()
                     : database->change(u"DELETE FROM client_application"_s, {}).transform([](int) {});
        QVERIFY(!told);
        QCOMPARE(told.error().kind, Error::Kind::Rule);
        QVERIFY2(told.error().text.contains(u"in use already"_s), qPrintable(told.error().text));
    }
    QCOMPARE(valueOf(*database, u"SELECT count(*) FROM api_scope"_s), u"1"_s);
}

void TestPostgresql::afterAnErrorNothingIsDone()
{
    TestDatabase database;
    {
        auto transaction = Transaction::begin(*database);
        VERIFY_DONE(transaction);
        const auto first = database->change(u"INSERT INTO api_scope (id, name) VALUES ('x', 'api')"_s, {});
        QVERIFY(!first);
        // What comes after tells the same, and not that the transaction is aborted.
        const auto second = database->change(u"DELETE FROM api_scope"_s, {});
        QVERIFY(!second);
        QCOMPARE(second.error().text, first.error().text);
        QCOMPARE(database->execute(u"DELETE FROM api_scope"_s).error().text, first.error().text);
        QCOMPARE(transaction->commit().error().text, first.error().text);
    }
    QCOMPARE(valueOf(*database, u"SELECT count(*) FROM api_scope"_s), u"1"_s);
}

void TestPostgresql::errorsSayWhatToDo_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("said");
    QTest::newRow("locked") << u"55P03"_s << u"locked by another program"_s;
    QTest::newRow("deadlock") << u"40P01"_s << u"locked by another program"_s;
    QTest::newRow("conflict with recovery") << u"40001"_s << u"hot_standby_feedback"_s;
    QTest::newRow("cancelled") << u"57014"_s << u"broke off what took too long"_s;
    QTest::newRow("standby") << u"25006"_s << u"target_session_attrs=read-write"_s;
    QTest::newRow("rights") << u"42501"_s << u"lacks a right"_s;
    QTest::newRow("no such table") << u"42P01"_s << u"renamed, removed"_s;
    QTest::newRow("another") << u"0A000"_s << u"code 0A000"_s;
}

void TestPostgresql::errorsSayWhatToDo()
{
    QFETCH(const QString, state);
    QFETCH(const QString, said);
    const QString text = postgresError(state).text;
    QVERIFY2(text.contains(said), qPrintable(text));
}

void TestPostgresql::roundTrips()
{
    TestDatabase database;
    PostgresEngine &engine = engineOf(*database);
    const auto counted = [&](auto work) {
        const qint64 before = engine.roundTrips();
        work();
        return engine.roundTrips() - before;
    };
    QCOMPARE(counted([&] { std::ignore = store::loadPage(*database, {}); }), 1);
    QCOMPARE(counted([&] {
                 auto transaction = Transaction::beginWithNext(*database);
                 for (int i = 0; i < 50; ++i) {
                     std::ignore = database->execute(u"INSERT INTO api_scope (id, name) VALUES (?, ?)"_s,
                                                     {QString::number(i), QString::number(i)});
                 }
                 std::ignore = transaction->commit();
             }),
             1);
    QCOMPARE(valueOf(*database, u"SELECT count(*) FROM api_scope"_s), u"51"_s);
}

void TestPostgresql::literals_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("quote") << u"'; DROP TABLE setting; --"_s;
    QTest::newRow("quotes") << u"''''"_s;
    QTest::newRow("backslash") << u"\\' OR 1 = 1 --\\"_s;
    QTest::newRow("question marks") << u"? $1 :name"_s;
    QTest::newRow("fold") << u"fold(x) char(1) group_concat(y)"_s;
    QTest::newRow("dollars") << u"$$ $x$"_s;
    QTest::newRow("beyond ASCII") << u"é 😀 \u202e Ünï"_s;
    QTest::newRow("controls") << u"a\nb\tc\x01"_s;
    QTest::newRow("empty") << QString();
}

void TestPostgresql::literals()
{
    QFETCH(const QString, text);
    TestDatabase database;
    VERIFY_DONE(
        database->execute(u"UPDATE setting SET value = ? WHERE name = 'certificate_folder'"_s, {text}));
    const QString read = u"SELECT value FROM setting WHERE name = ? AND value = ?"_s;
    QCOMPARE(valueOf(*database, read, {u"certificate_folder"_s, text}), text);
    QCOMPARE(valueOf(*database, u"SELECT count(*) FROM setting WHERE value = ?"_s, {text + QChar(u'\0')}),
             u"0"_s);
    const QByteArray bytes("\0'\\\xff\x7f", 5);
    VERIFY_DONE(database.save(sampleWebClient(u"logo"_s, testTime())));
    VERIFY_DONE(database->execute(u"INSERT INTO client_logo (application_id, name, data) "
                                  "SELECT id, ?, ? FROM client_application"_s,
                                  {text, bytes}));
    const auto stored =
        database->list(u"SELECT data FROM client_logo WHERE name = ? AND length(data) = ?"_s, {text, 5},
                       [](const QSqlQuery &row) { return row.value(0).toByteArray(); });
    QCOMPARE(stored.value(), QList{bytes});
    QCOMPARE(valueOf(*database, u"SELECT 5 - ?"_s, {-7}), u"12"_s);
}

void TestPostgresql::lostConnectionIsOpenedAgain()
{
    TestDatabase database;
    const auto cut = [&] {
        onServer(u"postgres"_s, {u"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
                                 "application_name = 'gatehouse' AND datname = '%1'"_s.arg(
                                     database.url().server().database())});
    };
    cut();
    QCOMPARE(valueOf(*database, u"SELECT count(*) FROM language"_s), u"4"_s);
    QCOMPARE(valueOf(*database, u"SELECT current_setting('lock_timeout')"_s), u"3s"_s);
    cut();
    VERIFY_DONE(database.setLicenceLimit(77)); // begun after it
    cut();
    // Whether it was done cannot be known, so it is not done again.
    const auto lost = database->change(u"DELETE FROM sign_in_try"_s, {});
    QVERIFY(!lost);
    QVERIFY2(lost.error().text.contains(u"out of reach"_s), qPrintable(lost.error().text));
    VERIFY_DONE(database->change(u"DELETE FROM sign_in_try"_s, {}));
}

void TestPostgresql::lostInATransaction()
{
    TestDatabase database;
    {
        auto transaction = Transaction::begin(*database);
        VERIFY_DONE(database->change(u"UPDATE setting SET value = '9' WHERE name = 'licence_limit'"_s, {}));
        onServer(u"postgres"_s, {u"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
                                 "application_name = 'gatehouse' AND datname = '%1'"_s.arg(
                                     database.url().server().database())});
        const auto lost =
            database->change(u"UPDATE setting SET value = '8' WHERE name = 'licence_limit'"_s, {});
        QVERIFY(!lost);
        QVERIFY2(lost.error().text.contains(u"out of reach"_s), qPrintable(lost.error().text));
        QVERIFY(!transaction->commit());
    }
    QCOMPARE(valueOf(*database, u"SELECT value FROM setting WHERE name = 'licence_limit'"_s), u"5"_s);
    VERIFY_DONE(database.setLicenceLimit(77));
}

void TestPostgresql::readOnlyRoleReads()
{
    TestDatabase database;
    const QString name = database.url().server().database();
    onServer(name, {u"CREATE ROLE %1_reader LOGIN"_s.arg(name),
                    u"GRANT SELECT ON ALL TABLES IN SCHEMA public TO %1_reader"_s.arg(name)});
    const auto drop = qScopeGuard([&] {
        onServer(name, {u"DROP OWNED BY %1_reader"_s.arg(name), u"DROP ROLE %1_reader"_s.arg(name)});
    });
    const auto url = DatabaseUrl::parse(u"postgresql://%1_reader@/%1?host=%2"_s.arg(name, serverFolder()));
    {
        auto reader = Database::open(*url, Database::IfMissing::Refuse);
        VERIFY_DONE(reader);
        QVERIFY(reader->isReadOnly());
        QVERIFY2(reader->whyReadOnly().contains(name + u"_reader"_s), qPrintable(reader->whyReadOnly()));
        QCOMPARE(valueOf(*reader, u"SELECT count(*) FROM language"_s), u"4"_s);
        const auto refused = Transaction::begin(*reader);
        QVERIFY(!refused);
        QVERIFY2(refused.error().text.contains(u"can only be read"_s), qPrintable(refused.error().text));
        const auto denied = reader->change(u"DELETE FROM audit_entry"_s, {});
        QVERIFY(!denied);
        QVERIFY2(denied.error().text.contains(u"lacks a right"_s), qPrintable(denied.error().text));
    }
}

void TestPostgresql::readOnlyDatabaseReads()
{
    TestDatabase database;
    const QString name = database.url().server().database();
    onServer(u"postgres"_s, {u"ALTER DATABASE %1 SET default_transaction_read_only = on"_s.arg(name)});
    auto reader = database.openAgain();
    VERIFY_DONE(reader);
    QVERIFY(reader->isReadOnly());
    QCOMPARE(valueOf(*reader, u"SELECT count(*) FROM language"_s), u"4"_s);
    QVERIFY(!Transaction::begin(*reader));
}

void TestPostgresql::databaseThatWasReadOnlyIsWritten_data()
{
    QTest::addColumn<bool>("byWriting");
    QTest::newRow("found by who wants to write") << true;
    QTest::newRow("found by looking") << false;
}

/// As while a server is being cared for, or its disk was nearly full.
void TestPostgresql::databaseThatWasReadOnlyIsWritten()
{
    QFETCH(const bool, byWriting);
    TestDatabase database;
    const QString name = nameOnServer(database.url());
    const auto alter = [&](const QString &how) {
        onServer(u"postgres"_s, {u"ALTER DATABASE %1 %2"_s.arg(name, how)});
    };
    alter(u"SET default_transaction_read_only = on"_s);
    auto reader = database.openAgain();
    VERIFY_DONE(reader);
    QVERIFY(!Transaction::begin(*reader));
    alter(u"RESET default_transaction_read_only"_s);
    if (byWriting) {
        VERIFY_DONE(Transaction::begin(*reader));
    } else {
        VERIFY_DONE(reader->execute(u"SET default_transaction_read_only = off"_s)); // as of a whole server
        VERIFY_DONE(reader->engine().commitsOfOthers());
    }
    QVERIFY(!reader->isReadOnly());
}

void TestPostgresql::identityStays()
{
    TestDatabase database;
    TestDatabase another;
    static const QRegularExpression shape(u"^postgresql:[0-9]+/[0-9]+$"_s);
    QVERIFY2(shape.match(database->identity()).hasMatch(), qPrintable(database->identity()));
    QCOMPARE(database.openAgain()->identity(), database->identity());
    QCOMPARE(database->place(), database->identity());
    QVERIFY(another->identity() != database->identity());
}

void TestPostgresql::referencesAreChecked()
{
    TestDatabase database;
    VERIFY_DONE(database.save(sampleUser(u"svc"_s)));
    VERIFY_DONE(database.save(sampleMachineClient(u"one"_s, u"svc"_s, testTime())));
    VERIFY_DONE(store::checkReferences(*database));
    onServer(database.url().server().database(), {u"SET session_replication_role = replica"_s,
                                                  u"DELETE FROM iam_user"_s, u"DELETE FROM api_scope"_s});
    const auto dangling = store::checkReferences(*database);
    QVERIFY(!dangling);
    QVERIFY2(dangling.error().text.contains(u"names no record of table"_s),
             qPrintable(dangling.error().text));
}

void TestPostgresql::pagesUseAnIndex_data()
{
    QTest::addColumn<QString>("columns");
    QTest::addColumn<QString>("index");
    QTest::newRow("client ID") << u"fold(client_id), fold(client_id)"_s << u"client_application_client_id"_s;
    QTest::newRow("title") << u"fold(title), fold(client_id)"_s << u"client_application_title"_s;
}

/// In either direction, and without a look at more rows than are shown.
void TestPostgresql::pagesUseAnIndex()
{
    QFETCH(const QString, columns);
    QFETCH(const QString, index);
    TestDatabase database;
    VERIFY_DONE(addManyClients(*database, 3000));
    onServer(database.url().server().database(), {u"ANALYZE"_s});
    for (const QString &direction : {u"ASC"_s, u"DESC"_s}) {
        const QString sql =
            u"EXPLAIN SELECT id FROM client_application WHERE (%1) %2 (fold(?), fold(?)) ORDER BY %3 %4, "
            "fold(client_id) %4 LIMIT 200"_s.arg(columns, direction == u"ASC"_s ? u">"_s : u"<"_s,
                                                 columns.section(u',', 0, 0), direction);
        const QString plan = textsOf(*database, sql, {u"Shop 3"_s, u"client-000100"_s}).join(u'\n');
        QVERIFY2(plan.contains(index) && plan.contains(u"Index Cond"_s), qPrintable(plan));
        QVERIFY2(!plan.contains(u"Sort"_s), qPrintable(plan));
    }
}

void TestPostgresql::orderIsTheSameInAnyLanguage_data()
{
    QTest::addColumn<QString>("locale");
    QTest::newRow("none") << u"LOCALE 'C'"_s;
    QTest::newRow("ICU, English") << u"LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C'"_s;
    QTest::newRow("ICU, Swedish") << u"LOCALE_PROVIDER icu ICU_LOCALE 'sv-SE' LOCALE 'C'"_s;
    QTest::newRow("C.UTF-8") << u"LOCALE 'C.UTF-8'"_s;
}

/// As on SQLite: by the bytes of UTF-8, with ASCII letters alike in both cases, page after page.
void TestPostgresql::orderIsTheSameInAnyLanguage()
{
    QFETCH(const QString, locale);
    const QString name = u"order_"_s + QUuid::createUuid().toString(QUuid::Id128);
    onServer(u"postgres"_s,
             {u"CREATE DATABASE %1 TEMPLATE template0 ENCODING 'UTF8' %2"_s.arg(name, locale)});
    const auto drop =
        qScopeGuard([&] { onServer(u"postgres"_s, {u"DROP DATABASE %1 WITH (FORCE)"_s.arg(name)}); });
    auto database = Database::open(serverUrl(name), Database::IfMissing::Create);
    VERIFY_DONE(database);
    QStringList titles{u"a"_s,  u"B"_s, u"c"_s,   u"Ä"_s,  u"ä"_s,   u"z"_s, u"Z"_s, u"_x"_s, u"-y"_s,
                       u"10"_s, u"9"_s, u"a b"_s, u"ab"_s, u"a-b"_s, u"é"_s, u"e"_s, u"ß"_s,  u"ss"_s,
                       u"İ"_s,  u"i"_s, u"ı"_s,   u"I"_s,  u"😀"_s,  u"�"_s, u"~"_s, u" "_s};
    auto transaction = Transaction::begin(*database);
    VERIFY_DONE(transaction);
    for (qsizetype i = 0; i < titles.size(); ++i) {
        VERIFY_DONE(database->execute(
            u"INSERT INTO client_application (id, client_id, title, enabled, support_openid, support_api, "
            "grant_type, require_pkce, support_refresh_tokens, include_user_info_in_token, require_consent, "
            "allow_remember_consent, logo_uri) VALUES (?, ?, ?, 0, 1, 0, 'authorization_code', 1, 0, 0, 0, "
            "0, "
            "'')"_s,
            {u"0000%1-0000-7000-8000-000000000000"_s.arg(1000 + i), u"client-%1"_s.arg(i), titles.at(i)}));
    }
    VERIFY_DONE(transaction->commit());
    std::ranges::stable_sort(titles, {}, [](const QString &title) { return asciiLower(title).toUtf8(); });
    QStringList read;
    store::ClientPageRequest request;
    request.sortColumn = store::ClientColumn::Title;
    request.size = 3;
    for (auto page = store::loadPage(*database, request).value(); !page.isEmpty() && read.size() < 100;
         page = store::loadPage(*database, request).value()) {
        for (const store::ClientRow &row : page)
            read << asciiLower(row.title);
        request.after = page.last();
    }
    std::ranges::transform(titles, titles.begin(), asciiLower);
    QCOMPARE(read, titles);
    request = {};
    request.filter.search = u"ä"_s;
    QCOMPARE(store::loadPage(*database, request)->size(), 2);
    request.filter.search = u"I"_s;
    QCOMPARE(store::countClients(*database, request.filter).value(), titles.size()); // each client ID has one
}

void TestPostgresql::rolesWithLeastRights_data()
{
    QTest::addColumn<QString>("role");
    QTest::addColumn<QString>("sql");
    QTest::addColumn<bool>("may");
    const auto row = [](const QString &role, const QString &sql, bool may) {
        QTest::addRow("%s: %s", qPrintable(role), qPrintable(sql)) << role << sql << may;
    };
    const QString works = u"application"_s;
    const QString looks = u"auditor"_s;
    for (const QString &role : {works, looks}) {
        row(role, u"UPDATE public.audit_entry SET name = 'x'"_s, false);
        row(role, u"DELETE FROM public.audit_entry"_s, false);
        row(role, u"TRUNCATE public.audit_entry"_s, false);
        row(role, u"ALTER TABLE public.audit_entry ADD COLUMN x TEXT"_s, false);
        row(role, u"DROP TABLE public.audit_entry"_s, false);
        row(role, u"ALTER TABLE public.audit_entry DISABLE TRIGGER ALL"_s, false);
        row(role,
            u"CREATE TRIGGER t BEFORE INSERT ON public.audit_entry FOR EACH ROW EXECUTE FUNCTION "
            "suppress_redundant_updates_trigger()"_s,
            false);
        row(role, u"CREATE TABLE public.stranger (a INTEGER)"_s, false);
        row(role, u"CREATE TEMPORARY TABLE stranger (a INTEGER)"_s, false);
        row(role, u"CREATE SCHEMA stranger"_s, false);
        row(role, u"INSERT INTO public.schema_version VALUES (99)"_s, false);
        row(role, u"SET session_replication_role = replica"_s, false);
    }
    for (const QString &table : {u"audit_entry"_s, u"client_redirect"_s, u"client_secret"_s}) {
        row(works, u"SELECT * FROM public.%1"_s.arg(table), true);
        row(looks, u"SELECT * FROM gatehouse_audit.%1"_s.arg(table), true);
        row(looks, u"SELECT * FROM public.%1"_s.arg(table), false);
        row(looks, u"SELECT query_to_xml('SELECT * FROM public.%1', true, true, '')"_s.arg(table), false);
        row(looks, u"COPY public.%1 TO STDOUT"_s.arg(table), false);
    }
    row(works, u"SELECT * FROM gatehouse_audit.client_secret"_s, false);
    for (
        const QString &sql :
        {u"SELECT last_four FROM public.client_secret"_s,
         u"UPDATE gatehouse_audit.setting SET value = '9' WHERE name = 'licence_limit'"_s,
         u"DELETE FROM gatehouse_audit.client_application"_s,
         u"INSERT INTO gatehouse_audit.audit_entry SELECT number + 1, at, user_id, action, subject, "
         u"record_id, name, changes, hash FROM gatehouse_audit.audit_entry"_s,
         u"INSERT INTO gatehouse_audit.client_secret (id) VALUES ('x')"_s,
         u"CREATE VIEW gatehouse_audit.stranger AS SELECT 1"_s,
         u"CREATE OR REPLACE FUNCTION gatehouse_audit.stranger() RETURNS INTEGER LANGUAGE sql AS 'SELECT 1'"_s,
         u"ALTER VIEW gatehouse_audit.client_secret RESET (security_barrier)"_s,
         u"DROP SCHEMA gatehouse_audit CASCADE"_s,
         u"LOCK TABLE public.write_turn IN SHARE ROW EXCLUSIVE MODE"_s, u"SET ROLE gatehouse_application"_s})
        row(looks, sql, false);
}

/// The statements that init prints, and what who has these roles can do with an SQL tool; whatever they could
/// before.
void TestPostgresql::rolesWithLeastRights()
{
    QFETCH(const QString, role);
    QFETCH(const QString, sql);
    QFETCH(const bool, may);
    TestDatabase database;
    const QString name = nameOnServer(database.url());
    const QStringList statements = database->engine().roleStatements().value();
    onServer(name, withoutRoles);
    onServer(name, {u"CREATE ROLE gatehouse_application"_s,
                    u"GRANT ALL ON ALL TABLES IN SCHEMA public TO gatehouse_application"_s,
                    u"GRANT UPDATE (name) ON audit_entry TO gatehouse_application"_s,
                    u"GRANT ALL ON SCHEMA public TO gatehouse_application"_s,
                    u"GRANT ALL ON DATABASE %1 TO gatehouse_application"_s.arg(name)});
    onServer(name, statements);
    const QString person = u"p"_s + name;
    onServer(name, {u"CREATE ROLE %1 LOGIN IN ROLE gatehouse_%2"_s.arg(person, role)});
    const auto drop = qScopeGuard([&] {
        onServer(name, {u"DROP ROLE "_s + person, u"DROP OWNED BY gatehouse_application, gatehouse_auditor"_s,
                        u"DROP ROLE gatehouse_application, gatehouse_auditor"_s});
    });
    // Without the right, or through a view in which that column is none that could be written.
    const QStringList refusals{u"42501"_s, u"0A000"_s};
    const QString state = stateAs(person, name, {sql});
    QVERIFY2(may ? state.isEmpty() : refusals.contains(state), qPrintable(state));
    if (role == u"application"_s) {
        auto work = Database::open(
            *DatabaseUrl::parse(u"postgresql://%1@/%2?host=%3"_s.arg(person, name, serverFolder())),
            Database::IfMissing::Refuse);
        VERIFY_DONE(work);
        const auto saved = editing(
            *work,
            [](EditSession &session) { return edit::save(session, sampleWebClient(u"shop"_s, testTime())); },
            testTime());
        VERIFY_DONE(saved);
        QVERIFY(store::checkAuditTrail(*work)->isWhole());
    }
}

void TestPostgresql::whatOthersGrantedIsTold_data()
{
    QTest::addColumn<QString>("to");
    QTest::newRow("nobody") << QString();
    QTest::newRow("everybody, as up to version 14") << u"PUBLIC"_s;
    QTest::newRow("the application's role") << u"gatehouse_application"_s;
    QTest::newRow("the auditors' role") << u"gatehouse_auditor"_s;
}

/// Who owns the tables can take back only what was granted by the owner of the schema, who is another.
void TestPostgresql::whatOthersGrantedIsTold()
{
    QFETCH(const QString, to);
    const ServerDatabase server;
    const QString owner = u"o"_s + server.name();
    onServer(server.name(), withoutRoles);
    onServer(server.name(),
             {u"CREATE ROLE %1 LOGIN CREATEROLE"_s.arg(owner),
              u"ALTER DATABASE %1 OWNER TO %2"_s.arg(server.name(), owner),
              u"ALTER SCHEMA public OWNER TO gatehouse"_s, u"CREATE ROLE gatehouse_application"_s,
              u"CREATE ROLE gatehouse_auditor"_s, u"GRANT ALL ON SCHEMA public TO "_s + owner});
    const auto drop = qScopeGuard([&] {
        onServer(server.name(), {u"DROP OWNED BY %1 CASCADE"_s.arg(owner)});
        onServer(server.name(), withoutRoles);
        onServer(u"postgres"_s,
                 {u"ALTER DATABASE %1 OWNER TO gatehouse"_s.arg(server.name()), u"DROP ROLE "_s + owner});
    });
    QStringList statements;
    {
        auto made = Database::open(
            *DatabaseUrl::parse(u"postgresql://%1@/%2?host=%3"_s.arg(owner, server.name(), serverFolder())),
            Database::IfMissing::Create);
        VERIFY_DONE(made);
        statements = made->engine().roleStatements().value();
    }
    if (!to.isEmpty())
        onServer(server.name(), {u"GRANT CREATE ON SCHEMA public TO "_s + to});
    statements.removeOne(u"BEGIN;"_s);
    statements.removeOne(u"COMMIT;"_s);
    QCOMPARE(stateAs(owner, server.name(), statements), to.isEmpty() ? QString() : u"P0001"_s);
    onServer(server.name(), {u"ALTER SCHEMA public OWNER TO "_s + owner}); // as it says
    QCOMPARE(stateAs(owner, server.name(), statements), QString());
}

void TestPostgresql::rightsByNameAreTold_data()
{
    QTest::addColumn<QString>("grant");
    QTest::addColumn<bool>("isTold");
    QTest::newRow("to read") << u"GRANT SELECT ON audit_entry TO %1"_s << false; // as for backups
    QTest::newRow("to change entries") << u"GRANT UPDATE ON audit_entry TO %1"_s << true;
    QTest::newRow("to change a column of them") << u"GRANT UPDATE (at) ON audit_entry TO %1"_s << true;
    QTest::newRow("to add entries") << u"GRANT INSERT ON audit_entry TO %1"_s << true;
    QTest::newRow("to change what reads them") << u"GRANT DELETE ON schema_version TO %1"_s << true;
    QTest::newRow("through what is a default")
        << u"ALTER DEFAULT PRIVILEGES GRANT DELETE ON TABLES TO %1"_s << true;
}

/// What a person has beside the two roles is not taken back unasked.
void TestPostgresql::rightsByNameAreTold()
{
    QFETCH(const QString, grant);
    TestDatabase database;
    const QString name = nameOnServer(database.url());
    const QString person = u"p"_s + name;
    onServer(name, withoutRoles);
    onServer(name, {u"CREATE ROLE %1 LOGIN"_s.arg(person), grant.arg(person)});
    const auto drop =
        qScopeGuard([&] { onServer(name, {u"DROP OWNED BY "_s + person, u"DROP ROLE "_s + person}); });
    QStringList statements = database->engine().roleStatements().value();
    statements.removeOne(u"BEGIN;"_s);
    statements.removeOne(u"COMMIT;"_s);
    QFETCH(const bool, isTold);
    QCOMPARE(stateAs(u"gatehouse"_s, name, statements), isTold ? u"P0001"_s : QString());
}

void TestPostgresql::largeReadsComeInPortions()
{
    TestDatabase database;
    VERIFY_DONE(addManyClients(*database, 5000));
    const auto snapshot = store::ReadSnapshot::begin(*database);
    VERIFY_DONE(snapshot);
    const qint64 before = engineOf(*database).roundTrips();
    QStringList keys;
    int inner = 0;
    VERIFY_DONE(database->visit(
        u"SELECT id FROM client_application ORDER BY id"_s, {}, [&](const QSqlQuery &row) -> Result<void> {
            keys << row.value(0).toString();
            if (keys.size() % 2500 == 0) // while it goes on
                inner += valueOf(*database, u"SELECT count(*) FROM language"_s).toInt();
            return {};
        }));
    QCOMPARE(keys.size(), 5000);
    QVERIFY(std::ranges::is_sorted(keys));
    QCOMPARE(inner, 8);
    QCOMPARE(engineOf(*database).roundTrips() - before, 5);
}

GATEHOUSE_TEST(TestPostgresql)
#include "tst_postgresql.moc"
