#include "store/Database.h"
#include "store/Migrations.h"
#include "store/Transaction.h"
#include "support/SampleClients.h"
#include "support/TestDatabase.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QScopeGuard>
#include <QThread>

#include <atomic>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

/// SQLite's pages are this long unless told otherwise.
constexpr qint64 pageSize = 4096;

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

DatabaseUrl urlOf(const QString &path)
{
    return *DatabaseUrl::parse(u"sqlite:"_s + path);
}

QVariant valueOf(Database &database, const QString &sql)
{
    const auto values = database.list(sql, {}, [](const QSqlQuery &row) { return row.value(0); });
    return values ? values->value(0) : QVariant(values.error().text);
}

int permissionsOf(const QString &path)
{
    struct stat status{};
    return stat(QFile::encodeName(path).constData(), &status) == 0 ? int(status.st_mode & 07777) : -1;
}

/// Statements of a database that the first schema wrote, each ending with its line.
QStringList firstSchemaWithData()
{
    const QString text = QString::fromUtf8(contentOf(QStringLiteral(GATEHOUSE_TEST_DATA "/schema-1.sql")));
    return text.section(u'\n', 1).split(u";\n"_s, Qt::SkipEmptyParts);
}

/// Makes a SQLite file as another program would, without anything of ours.
bool makeForeign(const QString &path, const QStringList &statements)
{
    const QString name = u"foreign"_s;
    const auto cleanup = qScopeGuard([&] { QSqlDatabase::removeDatabase(name); });
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
    database.setDatabaseName(path);
    return database.open() && std::ranges::all_of(statements, [&](const QString &statement) {
               return QSqlQuery(database).exec(statement);
           });
}

}

class TestDatabaseFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        SKIP_ON_POSTGRESQL("It is about the file of a database.");
        QVERIFY(latestSchemaVersion() >= 1);
    }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void urlOfAnotherKindIsRefusedWithoutItsPassword_data();
    void urlOfAnotherKindIsRefusedWithoutItsPassword();
    void newFileIsPrivate();
    void emptyFileIsMadePrivate();
    void emptyFileOfAnotherIsRefused();
    void missingFolderIsMade();
    void missingFileIsRefusedWhenAsked();
    void connectionIsStrictAndDurable();
    void migrationsRunOnce();
    void firstSchemaIsBroughtUpToDate();
    void manyOpenersAtOnce();
    void newerDatabaseIsRefused();
    void triggersAndViewsAreRefused_data();
    void triggersAndViewsAreRefused();
    void damagedSchemaVersionIsRefused_data();
    void damagedSchemaVersionIsRefused();
    void foreignFileIsLeftAlone_data();
    void foreignFileIsLeftAlone();
    void brokenFileIsRefused_data();
    void brokenFileIsRefused();
    void damagedPageIsToldWhenRead();
    void directoryIsRefused();
    void fileOfNobodysIsRefused();
    void readOnlyFileIsToldOnSave();
    void readOnlyFolderIsRead();
    void whatIsReadWhileOthersWriteIsNotDamaged();
    void lockedFileIsTold();
    void fullDiskIsTold();
    void nullTextIsEmptyText();

private:
    QString path(const QString &name = u"test.sqlite"_s) const { return m_folder->filePath(name); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestDatabaseFile::urlOfAnotherKindIsRefusedWithoutItsPassword_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("shown");
    QTest::newRow("user and password") << u"postgresql://admin:hunter2@host/db"_s << u"A password"_s;
    QTest::newRow("password with a colon") << u"postgres://admin:x:hunter2@host/db"_s << u"A password"_s;
    QTest::newRow("password with a slash in it")
        << u"postgres://admin:hunter2/x@host/db"_s << u"What stands behind the host"_s;
    QTest::newRow("password with a question mark")
        << u"postgresql://admin:1?hunter2@host/db"_s << u"The URL of the database has a parameter"_s;
    QTest::newRow("password of a key") << u"postgresql:///db?sslpassword=hunter2"_s << u"A password"_s;
    QTest::newRow("password with a slash") << u"mysql://admin:x/hunter2@host/db"_s << u"\"mysql:…\""_s;
    QTest::newRow("password as a parameter") << u"postgresql:///db?password=hunter2"_s << u"A password"_s;
    QTest::newRow("no URL") << u"/srv/gatehouse.sqlite"_s << u"What was given names no database"_s;
    QTest::newRow("no path") << u"sqlite:"_s << u"\"sqlite:…\""_s;
    QTest::newRow("a file before a server") << u"sqlite:postgresql://admin:hunter2@host/db"_s
                                            << u"\"sqlite:…\" stands before the URL of a server"_s;
}

void TestDatabaseFile::urlOfAnotherKindIsRefusedWithoutItsPassword()
{
    QFETCH(const QString, url);
    QFETCH(const QString, shown);
    const auto parsed = DatabaseUrl::parse(url);
    QVERIFY(!parsed);
    QVERIFY2(parsed.error().text.startsWith(shown), qPrintable(parsed.error().text));
    QVERIFY2(!parsed.error().text.contains(u"hunter2"_s), qPrintable(parsed.error().text));
}

void TestDatabaseFile::emptyFileIsMadePrivate()
{
    for (const auto ifMissing : {Database::IfMissing::Create, Database::IfMissing::Refuse}) {
        QFile::remove(path());
        QVERIFY(writeFile(path(), {}));
        QVERIFY(chmod(QFile::encodeName(path()).constData(), 0644) == 0);
        VERIFY_DONE(Database::open(urlOf(path()), ifMissing));
        QCOMPARE(permissionsOf(path()), 0600);
    }
    QVERIFY(chmod(QFile::encodeName(path()).constData(), 0640) == 0);
    VERIFY_DONE(Database::open(urlOf(path()), Database::IfMissing::Create));
    QCOMPARE(permissionsOf(path()), 0640);
}

void TestDatabaseFile::emptyFileOfAnotherIsRefused()
{
    if (geteuid() != 0)
        QSKIP("Only root can make a file of another user.");
    QVERIFY(writeFile(path(), {}));
    QVERIFY(chmod(QFile::encodeName(path()).constData(), 0666) == 0);
    QVERIFY(chmod(QFile::encodeName(m_folder->path()).constData(), 0777) == 0 && seteuid(65534) == 0);
    const auto again = qScopeGuard([&] { std::ignore = seteuid(0); });
    const auto database = Database::open(urlOf(path()), Database::IfMissing::Create);
    QVERIFY(!database);
    QVERIFY2(database.error().text.contains(u"another user"_s), qPrintable(database.error().text));
    QCOMPARE(QFileInfo(path()).size(), 0);
}

void TestDatabaseFile::newFileIsPrivate()
{
    const mode_t before = umask(0);
    const auto restore = qScopeGuard([&] { umask(before); });
    auto database = Database::open(urlOf(path()), Database::IfMissing::Create);
    VERIFY_DONE(database);
    auto transaction = Transaction::begin(*database);
    VERIFY_DONE(transaction);
    VERIFY_DONE(database->execute(u"UPDATE setting SET value = '7'"_s));
    VERIFY_DONE(transaction->commit());

    for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s})
        QCOMPARE(permissionsOf(path() + suffix), 0600);
}

void TestDatabaseFile::missingFolderIsMade()
{
    VERIFY_DONE(Database::open(urlOf(path(u"a/b/test.sqlite"_s)), Database::IfMissing::Create));
    QVERIFY(QFileInfo(path(u"a/b/test.sqlite"_s)).isFile());

    QVERIFY(writeFile(path(u"file"_s), "x"));
    const auto below = Database::open(urlOf(path(u"file/test.sqlite"_s)), Database::IfMissing::Create);
    QVERIFY(!below);
    QCOMPARE(below.error().kind, Error::Kind::Unreachable);
    QVERIFY(below.error().text.contains(path(u"file"_s)));
}

void TestDatabaseFile::missingFileIsRefusedWhenAsked()
{
    const auto database = Database::open(urlOf(path()), Database::IfMissing::Refuse);
    QVERIFY(!database);
    QCOMPARE(database.error().kind, Error::Kind::Unreachable);
    QVERIFY(database.error().text.contains(path()));
    QVERIFY(!QFileInfo::exists(path()));
}

void TestDatabaseFile::connectionIsStrictAndDurable()
{
    TestDatabase database;
    QCOMPARE(valueOf(*database, u"PRAGMA foreign_keys"_s).toInt(), 1);
    QCOMPARE(valueOf(*database, u"PRAGMA journal_mode"_s).toString(), u"wal"_s);
    QCOMPARE(valueOf(*database, u"PRAGMA synchronous"_s).toInt(), 2);
    QVERIFY(
        !database->execute(u"INSERT INTO client_secret (id, application_id, hash, last_four, description, "
                           "created_at) VALUES ('a', 'nothing', '', '', '', '')"_s));
}

void TestDatabaseFile::migrationsRunOnce()
{
    TestDatabase database;
    const int version = latestSchemaVersion();
    VERIFY_DONE(database->execute(u"UPDATE setting SET value = '42'"_s));
    for (int i = 0; i < 2; ++i) {
        VERIFY_DONE(migrate(*database));
        auto again = database.openAgain();
        VERIFY_DONE(again);
        QCOMPARE(valueOf(*again, u"SELECT count(*) FROM schema_version"_s).toInt(), version);
        QCOMPARE(valueOf(*again, u"SELECT max(version) FROM schema_version"_s).toInt(), version);
        QCOMPARE(valueOf(*again, u"SELECT value FROM setting"_s).toString(), u"42"_s);
    }
}

void TestDatabaseFile::firstSchemaIsBroughtUpToDate()
{
    QVERIFY(makeForeign(path(), firstSchemaWithData()));
    for (int i = 0; i < 2; ++i) {
        auto database = Database::open(urlOf(path()), Database::IfMissing::Refuse);
        VERIFY_DONE(database);
        QCOMPARE(valueOf(*database, u"SELECT max(version) FROM schema_version"_s).toInt(),
                 latestSchemaVersion());
        QCOMPARE(valueOf(*database, u"SELECT count(*) FROM pragma_foreign_key_check"_s).toInt(), 0);
        QCOMPARE(store::loadLanguages(*database)->size(), 4);
        QCOMPARE(store::loadLanguages(*database)->first().tag, u"en"_s);
        QCOMPARE(store::loadCustomResources(*database).value(), QList<CustomResource>());
        QCOMPARE(store::loadUsers(*database)->size(), 4);
        QCOMPARE(store::loadApiScopes(*database)->size(), 4);
    }

    auto database = Database::open(urlOf(path()), Database::IfMissing::Refuse);
    VERIFY_DONE(database);
    const auto shop = store::findClient(*database, u"web-shop"_s).value();
    QVERIFY(shop);
    QCOMPARE(shop->version, 1);
    QCOMPARE(shop->title, u"Web shop"_s);
    QCOMPARE(shop->loginRedirects, (QStringList{u"https://shop.example.com/callback"_s,
                                                u"https://shop.example.com/nl/callback"_s}));
    QCOMPARE(shop->logoutRedirects, QStringList{u"https://shop.example.com/goodbye"_s});
    QCOMPARE(shop->apiScopes, (QStringList{u"api"_s, u"orders.read"_s}));
    QCOMPARE(shop->defaultResources, (QStringList{u"openid"_s, u"profile"_s, u"email"_s, u"address"_s}));
    QCOMPARE(shop->secrets.value(0).lastFour, u"mvEE"_s);
    QCOMPARE(shop->logo, Logo());
    QCOMPARE(shop->customResources, QStringList());
    QCOMPARE(shop->consentTexts, ConsentTextMap());

    QCOMPARE(store::clientsToRecheck(*database, testTime()).value(), QStringList{shop->key});

    ClientApplication changed = *shop;
    changed.consentTexts.insert(u"nl"_s, {u"Naam"_s, {}, {}});
    auto session = EditSession::begin(*database, testTime());
    VERIFY_DONE(session);
    VERIFY_DONE(edit::save(*session, changed));
    VERIFY_DONE(session->commit());
    QCOMPARE(store::findClient(*database, u"web-shop"_s).value()->consentTexts, changed.consentTexts);
}

void TestDatabaseFile::manyOpenersAtOnce()
{
    constexpr int rounds = 10;
    constexpr int openers = 4;
    for (int round = 0; round < rounds; ++round) {
        const DatabaseUrl url = urlOf(path(u"round-%1/test.sqlite"_s.arg(round)));
        std::atomic<int> ready = 0;
        std::array<Result<void>, openers> outcomes;
        std::vector<std::unique_ptr<QThread>> threads;
        for (int i = 0; i < openers; ++i) {
            threads.emplace_back(QThread::create([&, i] {
                for (++ready; ready < openers;)
                    QThread::yieldCurrentThread();
                outcomes.at(i) =
                    Database::open(url, Database::IfMissing::Create).transform([](const Database &) {});
            }));
            threads.back()->start();
        }
        for (const auto &thread : threads)
            QVERIFY(thread->wait());
        for (const Result<void> &outcome : outcomes)
            VERIFY_DONE(outcome);

        auto database = Database::open(url, Database::IfMissing::Refuse);
        VERIFY_DONE(database);
        QCOMPARE(valueOf(*database, u"SELECT count(*) FROM schema_version"_s).toInt(), latestSchemaVersion());
        QCOMPARE(valueOf(*database, u"SELECT count(*) FROM api_scope"_s).toInt(), 1);
    }
}

void TestDatabaseFile::newerDatabaseIsRefused()
{
    {
        auto database = Database::open(urlOf(path()), Database::IfMissing::Create);
        VERIFY_DONE(database);
        VERIFY_DONE(database->execute(u"INSERT INTO schema_version (version) VALUES (9999)"_s));
    }
    const QByteArray before = contentOf(path());
    const auto newer = Database::open(urlOf(path()), Database::IfMissing::Create);
    QVERIFY(!newer);
    QCOMPARE(newer.error().kind, Error::Kind::Unreachable);
    QVERIFY2(newer.error().text.contains(u"newer"_s), qPrintable(newer.error().text));
    QVERIFY2(newer.error().text.contains(u"9999"_s), qPrintable(newer.error().text));
    QCOMPARE(contentOf(path()), before);
}

void TestDatabaseFile::triggersAndViewsAreRefused_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("named");
    QTest::newRow("drops entries of the audit trail")
        << u"CREATE TRIGGER stranger AFTER INSERT ON audit_entry BEGIN DELETE FROM audit_entry; END"_s
        << u"trigger \"stranger\""_s;
    QTest::newRow("swallows them")
        << u"CREATE TRIGGER stranger BEFORE INSERT ON audit_entry BEGIN SELECT RAISE(IGNORE); END"_s
        << u"trigger \"stranger\""_s;
    QTest::newRow("adds something")
        << u"CREATE TRIGGER stranger AFTER INSERT ON client_secret BEGIN DELETE FROM iam_user; END"_s
        << u"trigger \"stranger\""_s;
    QTest::newRow("deletes them with something else")
        << u"ALTER TABLE audit_entry ADD COLUMN stranger TEXT REFERENCES client_application (id) ON DELETE CASCADE"_s
        << u"reference \"audit_entry.stranger\""_s;
    QTest::newRow("the same by a name of ours")
        << u"ALTER TABLE audit_entry ADD COLUMN server_id TEXT REFERENCES server (id) ON DELETE CASCADE"_s
        << u"reference \"audit_entry.server_id\""_s;
    QTest::newRow("view") << u"CREATE VIEW stranger AS SELECT * FROM audit_entry"_s << u"view \"stranger\""_s;
    QTest::newRow("two default languages")
        << u"DROP INDEX language_default"_s << u"table without its unique names \"language\""_s;
}

/// What Gatehouse did not make can change or hide whatever it saves.
void TestDatabaseFile::triggersAndViewsAreRefused()
{
    QFETCH(const QString, statement);
    QFETCH(const QString, named);
    {
        auto database = Database::open(urlOf(path()), Database::IfMissing::Create);
        VERIFY_DONE(database);
        VERIFY_DONE(database->execute(statement));
    }
    const auto opened = Database::open(urlOf(path()), Database::IfMissing::Refuse);
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, Error::Kind::Unreachable);
    QVERIFY2(opened.error().text.contains(named), qPrintable(opened.error().text));
}

void TestDatabaseFile::damagedSchemaVersionIsRefused_data()
{
    QTest::addColumn<QStringList>("statements");
    const auto row = [](const char *name, const QStringList &statements) {
        QTest::newRow(name) << statements;
    };
    row("negative alone", {u"DELETE FROM schema_version"_s, u"INSERT INTO schema_version VALUES (-5)"_s});
    row("negative beside the others", {u"INSERT INTO schema_version VALUES (-5)"_s});
    row("zero", {u"INSERT INTO schema_version VALUES (0)"_s});
    row("none", {u"DELETE FROM schema_version"_s});
    row("a gap", {u"DELETE FROM schema_version WHERE version = 2"_s});
    row("without the first", {u"DELETE FROM schema_version WHERE version = 1"_s});
    row("beyond all numbers", {u"INSERT INTO schema_version VALUES (9223372036854775807)"_s});
    row("no table", {u"DROP TABLE schema_version"_s});
    const QString loose = u"CREATE TABLE schema_version (version)"_s;
    for (const char *value :
         {"NULL", "''", "'x'", "'4'", "1e300", "4.5", "x'04'", "printf('%.*c', 10485760, 'a')"})
        row(value, {u"DROP TABLE schema_version"_s, loose,
                    u"INSERT INTO schema_version VALUES (%1)"_s.arg(QLatin1StringView(value))});
    row("twice the same",
        {u"DROP TABLE schema_version"_s, loose, u"INSERT INTO schema_version VALUES (1), (2), (2), (3)"_s});
}

void TestDatabaseFile::damagedSchemaVersionIsRefused()
{
    QFETCH(QStringList, statements);
    {
        auto database = Database::open(urlOf(path()), Database::IfMissing::Create);
        VERIFY_DONE(database);
        for (const QString &statement : statements)
            VERIFY_DONE(database->execute(statement));
    }
    const QByteArray before = contentOf(path());
    const auto damaged = Database::open(urlOf(path()), Database::IfMissing::Create);
    QVERIFY(!damaged);
    QCOMPARE(damaged.error().kind, Error::Kind::Unreachable);
    QVERIFY2(damaged.error().text.contains(u"schema_version"_s), qPrintable(damaged.error().text));
    QCOMPARE(contentOf(path()), before);
}

void TestDatabaseFile::foreignFileIsLeftAlone_data()
{
    QTest::addColumn<QStringList>("statements");
    QTest::newRow("other tables") << QStringList{
        u"CREATE TABLE browser_history (url TEXT)"_s,
        u"INSERT INTO browser_history VALUES ('https://a.example/')"_s};
    QTest::newRow("a table named like ours")
        << QStringList{u"CREATE TABLE schema_version (version INTEGER NOT NULL)"_s,
                       u"INSERT INTO schema_version VALUES (%1)"_s.arg(latestSchemaVersion())};
    QTest::newRow("marked as another's")
        << QStringList{u"CREATE TABLE schema_version (version INTEGER)"_s, u"PRAGMA application_id = 7"_s};
}

void TestDatabaseFile::foreignFileIsLeftAlone()
{
    QFETCH(QStringList, statements);
    QVERIFY(makeForeign(path(), statements));
    const QByteArray before = contentOf(path());
    QVERIFY(!before.isEmpty());

    const auto database = Database::open(urlOf(path()), Database::IfMissing::Create);
    QVERIFY(!database);
    QCOMPARE(database.error().kind, Error::Kind::Unreachable);
    QVERIFY2(database.error().text.contains(u"another program"_s), qPrintable(database.error().text));
    QCOMPARE(contentOf(path()), before);
    QCOMPARE(m_folder->path(), QFileInfo(path()).path());
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{u"test.sqlite"_s});
}

void TestDatabaseFile::brokenFileIsRefused_data()
{
    QByteArray whole;
    {
        TestDatabase database;
        VERIFY_DONE(database->execute(u"PRAGMA wal_checkpoint(TRUNCATE)"_s));
        whole = contentOf(database.path());
    }
    QVERIFY(whole.size() > 4 * pageSize);
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("garbage") << QByteArray(5 * pageSize, 'x');
    QTest::newRow("short garbage") << "hello"_ba;
    QTest::newRow("last page missing") << whole.chopped(pageSize);
    QTest::newRow("truncated to one page") << whole.first(pageSize);
    QTest::newRow("first page damaged")
        << whole.first(100) + QByteArray(pageSize - 100, '\xee') + whole.sliced(pageSize);
    QTest::newRow("header damaged") << "SQLite format 4"_ba + whole.sliced(15);
}

void TestDatabaseFile::brokenFileIsRefused()
{
    QFETCH(QByteArray, content);
    QVERIFY(writeFile(path(), content));
    const auto database = Database::open(urlOf(path()), Database::IfMissing::Create);
    QVERIFY(!database);
    QCOMPARE(database.error().kind, Error::Kind::Unreachable);
    QVERIFY2(database.error().text.contains(u"damaged"_s), qPrintable(database.error().text));
    QVERIFY2(database.error().text.contains(path()), qPrintable(database.error().text));
    QCOMPARE(contentOf(path()), content);

    QVERIFY(QFile::remove(path()));
    VERIFY_DONE(Database::open(urlOf(path()), Database::IfMissing::Create));
}

void TestDatabaseFile::damagedPageIsToldWhenRead()
{
    constexpr int users = 2000;
    {
        auto database = Database::open(urlOf(path()), Database::IfMissing::Create);
        VERIFY_DONE(database);
        auto transaction = Transaction::begin(*database);
        VERIFY_DONE(transaction);
        for (int i = 0; i < users; ++i) {
            VERIFY_DONE(database->execute(
                u"INSERT INTO iam_user (id, user_id, name) VALUES (?, ?, ?)"_s,
                {u"key-%1"_s.arg(i), u"user-%1"_s.arg(i, 5, 10, '0'_L1), u"n"_s.repeated(200)}));
        }
        VERIFY_DONE(transaction->commit());
        VERIFY_DONE(database->execute(u"PRAGMA wal_checkpoint(TRUNCATE)"_s));
    }
    QByteArray content = contentOf(path());
    const qsizetype inTheMiddle = content.lastIndexOf("user-01000nnnn") / pageSize * pageSize;
    QVERIFY(inTheMiddle > 0);
    content.replace(inTheMiddle, pageSize, QByteArray(pageSize, '\xee'));
    QVERIFY(writeFile(path(), content));

    auto database = Database::open(urlOf(path()), Database::IfMissing::Create);
    VERIFY_DONE(database);
    const auto loaded = store::loadUsers(*database);
    QVERIFY2(!loaded, "a list that breaks off must not pass for the whole list");
    QCOMPARE(loaded.error().kind, Error::Kind::Unreachable);
    QVERIFY2(loaded.error().text.contains(u"damaged"_s), qPrintable(loaded.error().text));
    VERIFY_DONE(store::loadApiScopes(*database));
}

void TestDatabaseFile::directoryIsRefused()
{
    QVERIFY(QDir().mkdir(path()));
    const auto database = Database::open(urlOf(path()), Database::IfMissing::Create);
    QVERIFY(!database);
    QCOMPARE(database.error().kind, Error::Kind::Unreachable);
    QVERIFY2(database.error().text.contains(path()), qPrintable(database.error().text));
    QVERIFY(QDir(path()).isEmpty());
}

void TestDatabaseFile::fileOfNobodysIsRefused()
{
    VERIFY_DONE(Database::open(urlOf(path()), Database::IfMissing::Create));
    QVERIFY(chmod(QFile::encodeName(path()).constData(), 0) == 0);
    // Root may do everything, so it takes another's part while this runs.
    const bool isRoot = geteuid() == 0;
    if (isRoot)
        QVERIFY(chmod(QFile::encodeName(m_folder->path()).constData(), 0777) == 0 && seteuid(65534) == 0);
    const auto again = qScopeGuard([&] { std::ignore = isRoot && seteuid(0); });

    const auto database = Database::open(urlOf(path()), Database::IfMissing::Create);
    QVERIFY(!database);
    QCOMPARE(database.error().kind, Error::Kind::Unreachable);
    QVERIFY2(database.error().text.contains(u"cannot be opened"_s), qPrintable(database.error().text));
}

void TestDatabaseFile::readOnlyFileIsToldOnSave()
{
    VERIFY_DONE(Database::open(urlOf(path()), Database::IfMissing::Create));
    const QByteArray before = contentOf(path());
    QVERIFY(chmod(QFile::encodeName(path()).constData(), 0444) == 0);
    const bool isRoot = geteuid() == 0;
    if (isRoot)
        QVERIFY(chmod(QFile::encodeName(m_folder->path()).constData(), 0777) == 0 && seteuid(65534) == 0);
    const auto again = qScopeGuard([&] { std::ignore = isRoot && seteuid(0); });

    auto database = Database::open(urlOf(path()), Database::IfMissing::Create);
    VERIFY_DONE(database);
    VERIFY_DONE(store::loadApiScopes(*database));
    const auto saved = EditSession::begin(*database, testTime()).and_then([](EditSession &&session) {
        return edit::save(session, sampleUser(u"svc"_s));
    });
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, Error::Kind::Unreachable);
    QVERIFY2(saved.error().text.contains(u"read-only"_s), qPrintable(saved.error().text));
    QCOMPARE(contentOf(path()), before);
}

void TestDatabaseFile::readOnlyFolderIsRead()
{
    VERIFY_DONE(Database::open(urlOf(path()), Database::IfMissing::Create));
    const QByteArray before = contentOf(path());
    const QByteArray folder = QFile::encodeName(m_folder->path());
    QVERIFY(chmod(QFile::encodeName(path()).constData(), 0444) == 0 && chmod(folder.constData(), 0555) == 0);
    const bool isRoot = geteuid() == 0;
    if (isRoot)
        QVERIFY(seteuid(65534) == 0);
    const auto again = qScopeGuard([&] {
        std::ignore = isRoot && seteuid(0);
        chmod(folder.constData(), 0700);
    });

    auto database = Database::open(urlOf(path()), Database::IfMissing::Refuse);
    VERIFY_DONE(database);
    QVERIFY(database->isReadOnly());
    QVERIFY2(database->whyReadOnly().contains(u"read-only"_s), qPrintable(database->whyReadOnly()));
    VERIFY_DONE(store::loadApiScopes(*database));
    const auto transaction = Transaction::begin(*database);
    QVERIFY(!transaction);
    QCOMPARE(transaction.error().kind, Error::Kind::Unreachable);
    QVERIFY2(transaction.error().text.contains(u"can only be read"_s), qPrintable(transaction.error().text));
    QCOMPARE(contentOf(path()), before);
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{QFileInfo(path()).fileName()});

    // Whoever may write does, and not into the file itself at first.
    QVERIFY(!isRoot || seteuid(0) == 0);
    QVERIFY(chmod(folder.constData(), 0700) == 0 && chmod(QFile::encodeName(path()).constData(), 0600) == 0);
    auto writing = Database::open(urlOf(path()), Database::IfMissing::Refuse);
    VERIFY_DONE(writing);
    VERIFY_DONE(
        editing(*writing, [](EditSession &session) { return edit::save(session, sampleUser(u"svc"_s)); }));
    QCOMPARE(contentOf(path()), before);
    const auto stale = store::loadApiScopes(*database);
    QVERIFY(!stale);
    QVERIFY2(stale.error().text.contains(u"changed by another program"_s), qPrintable(stale.error().text));
}

/// Pages of two moments look like damage, for which people would put a backup back.
void TestDatabaseFile::whatIsReadWhileOthersWriteIsNotDamaged()
{
    VERIFY_DONE(Database::open(urlOf(path()), Database::IfMissing::Create));
    QVERIFY(chmod(QFile::encodeName(path()).constData(), 0444) == 0);
    const QByteArray folder = QFile::encodeName(m_folder->path());
    QVERIFY(chmod(folder.constData(), 0555) == 0);
    const bool isRoot = geteuid() == 0;
    QVERIFY(!isRoot || seteuid(65534) == 0);
    auto database = Database::open(urlOf(path()), Database::IfMissing::Refuse);
    QVERIFY(!isRoot || seteuid(0) == 0);
    chmod(folder.constData(), 0700);
    VERIFY_DONE(database);
    QVERIFY(database->isReadOnly());

    const auto torn = [&](bool isWritten) {
        const auto read = database->visit(u"SELECT 1"_s, {}, [&](const QSqlQuery &) -> Result<void> {
            QFile wal(path() + "-wal"_L1);
            if (isWritten && !(wal.open(QIODevice::WriteOnly) && wal.write("frames") > 0))
                return fail(Error::Kind::Rule, u"not written"_s);
            return fail(Error::Kind::Unreachable, u"the row is damaged"_s);
        });
        return read ? QString() : read.error().text;
    };
    QVERIFY2(torn(false).contains(u"damaged"_s), qPrintable(torn(false)));
    QVERIFY2(torn(true).contains(u"changed by another program"_s), qPrintable(torn(true)));
}

void TestDatabaseFile::lockedFileIsTold()
{
    TestDatabase database;
    auto other = database.openAgain();
    VERIFY_DONE(other);
    {
        auto lock = Transaction::begin(*other);
        VERIFY_DONE(lock);
        VERIFY_DONE(database.openAgain());
        VERIFY_DONE(store::loadApiScopes(*database));

        const auto saved = database.save(sampleUser(u"svc"_s));
        QVERIFY(!saved);
        QCOMPARE(saved.error().kind, Error::Kind::Unreachable);
        QVERIFY2(saved.error().text.contains(u"locked"_s), qPrintable(saved.error().text));
    }
    QVERIFY(store::loadUsers(*database)->isEmpty());
    VERIFY_DONE(database.save(sampleUser(u"svc"_s)));
}

void TestDatabaseFile::fullDiskIsTold()
{
    TestDatabase database;
    const auto kept = database.save(sampleWebClient(u"kept"_s, testTime()));
    VERIFY_DONE(kept);
    const int pages = valueOf(*database, u"PRAGMA page_count"_s).toInt();
    VERIFY_DONE(database->execute(u"PRAGMA max_page_count = %1"_s.arg(pages)));

    ClientApplication changed = *kept;
    changed.title = u"Changed"_s;
    for (int i = 0; i < 500; ++i)
        changed.loginRedirects << u"https://shop.example.com/%1/%2"_s.arg(u"x"_s.repeated(200)).arg(i);
    const auto saved = database.save(changed);
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, Error::Kind::Unreachable);
    QVERIFY2(saved.error().text.contains(u"full"_s), qPrintable(saved.error().text));
    QCOMPARE(**store::loadClient(*database, kept->key), *kept);

    VERIFY_DONE(database->execute(u"PRAGMA max_page_count = %1"_s.arg(pages + 1000)));
    VERIFY_DONE(database.save(changed));
    QCOMPARE(valueOf(*database, u"PRAGMA integrity_check"_s).toString(), u"ok"_s);
}

void TestDatabaseFile::nullTextIsEmptyText()
{
    TestDatabase database;
    VERIFY_DONE(database->execute(u"INSERT INTO setting (name, value) VALUES ('a', ?)"_s, {QString()}));
    QVERIFY(!database->execute(u"INSERT INTO setting (name, value) VALUES ('b', ?)"_s,
                               {QVariant(QMetaType::fromType<QString>())}));
}

GATEHOUSE_TEST(TestDatabaseFile)
#include "tst_database.moc"
