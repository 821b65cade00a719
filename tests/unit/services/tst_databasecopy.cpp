#include "store/DatabaseCopy.h"
#include "store/Transaction.h"
#include "store/audit/AuditCheck.h"
#include "support/DatabaseContent.h"
#include "support/ManyClients.h"
#include "support/Stranger.h"
#include "unit/services/DamageSample.h"

#include <QSqlRecord>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

/// The rows of a table, each as its columns in the order of their names, in the order of the texts: the same
/// on every engine.
QStringList rowsOf(Database &database, const QString &table)
{
    QStringList rows;
    const auto take = [&](const QSqlQuery &query) -> Result<void> {
        QMap<QString, QString> columns;
        for (int i = 0; i < query.record().count(); ++i) {
            const QVariant value = query.value(i);
            const bool isBytes = value.metaType() == QMetaType::fromType<QByteArray>();
            columns[query.record().fieldName(i)] =
                value.isNull() ? u"NULL"_s
                : isBytes      ? u"x'%1'"_s.arg(QLatin1StringView(value.toByteArray().toHex()))
                               : u"'%1'"_s.arg(value.toString());
        }
        QStringList row;
        for (const auto &[name, value] : columns.asKeyValueRange())
            row << name + u'=' + value;
        rows << row.join(u' ');
        return {};
    };
    if (const auto read = database.visit(u"SELECT * FROM %1"_s.arg(table), {}, take); !read)
        return {read.error().text};
    rows.sort();
    return rows;
}

}

/// Everything in another database, on the same kind of engine or the other one.
class TestDatabaseCopy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everyTableIsCopied();
    void isEqualThereAndBack();
    void copyIsWorkedWith();
    void refusesWhatIsNotEmpty_data();
    void refusesWhatIsNotEmpty();
    void nothingIsLeftWhenCancelled();
    void nothingIsLeftOfWhatIsRefused_data();
    void nothingIsLeftOfWhatIsRefused();
    void brokenTrailIsTold();

private:
    /// Of the other kind where there is a server, else a file.
    DatabaseUrl there() const { return DatabaseUrl::ofFile(m_folder->filePath(u"there.sqlite"_s)); }
    DatabaseUrl back() const
    {
        return m_back ? m_back->url() : DatabaseUrl::ofFile(m_folder->filePath(u"back.sqlite"_s));
    }
    void compare(Database &copy);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<ServerDatabase> m_back;
};

void TestDatabaseCopy::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_database = std::make_unique<TestDatabase>();
    m_back = isOnServer() ? std::make_unique<ServerDatabase>() : nullptr;
    const Encryption encryption(settingsIn(m_folder->path()));
    VERIFY_DONE(makeDamageSample(**m_database, encryption));
    VERIFY_DONE(addPassingRows(**m_database));
}

void TestDatabaseCopy::compare(Database &copy)
{
    for (const QString &table : store::copiedTables()) {
        const QStringList original = rowsOf(**m_database, table);
        QVERIFY2(!original.isEmpty(), qPrintable(table)); // a record of every kind
        QCOMPARE(rowsOf(copy, table), original);
    }
}

void TestDatabaseCopy::everyTableIsCopied()
{
    QStringList tables =
        textsOf(**m_database,
                isOnServer() ? u"SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relnamespace = "
                               "current_schema()::regnamespace AND relname <> 'write_turn'"_s
                             : u"SELECT name FROM sqlite_master WHERE type = 'table'"_s);
    tables.removeOne(u"schema_version"_s);
    tables.removeOne(u"presence"_s);
    tables.sort();
    QStringList copied = store::copiedTables();
    copied.sort();
    QCOMPARE(copied, tables);
}

void TestDatabaseCopy::isEqualThereAndBack()
{
    int told = 0;
    auto first = store::copyDatabase(**m_database, there(), [&](int done, int total) {
        told += done <= total ? 1 : 0;
        return true;
    });
    VERIFY_DONE(first);
    QVERIFY(told > 0);
    QVERIFY(first->isTrailWhole);
    compare(first->copy);
    auto second = store::copyDatabase(first->copy, back());
    VERIFY_DONE(second);
    QCOMPARE(second->rows, first->rows);
    compare(second->copy);
    VERIFY_DONE((*m_database)->execute(u"DELETE FROM presence"_s)); // nobody has the copy open
    QCOMPARE(contentOf(second->copy), contentOf(**m_database));
}

void TestDatabaseCopy::copyIsWorkedWith()
{
    auto outcome = store::copyDatabase(**m_database, there());
    VERIFY_DONE(outcome);
    const Encryption encryption(settingsIn(m_folder->path()));
    const auto key = encryption.key(outcome->copy);
    VERIFY_DONE(key);
    QCOMPARE(openedSecrets(outcome->copy, *key).value(), 1);
    const auto saved = editing(
        outcome->copy,
        [](EditSession &session) { return edit::save(session, sampleWebClient(u"new"_s, testTime())); },
        testTime());
    VERIFY_DONE(saved);
    QVERIFY(store::checkAuditTrail(outcome->copy)->isWhole());
    VERIFY_DONE(Database::open(there(), Database::IfMissing::Refuse));
    // A key that both have stays: the copy cannot prove that it is its own. What the sample only pretends to
    // seal is in the way of a replacement.
    for (const QString &sql : {u"DELETE FROM signing_certificate"_s, u"UPDATE server SET sealed = ''"_s,
                               u"UPDATE server_client SET registration_token = ''"_s})
        VERIFY_DONE(outcome->copy.execute(sql));
    VERIFY_DONE(encryption.replaceKey(outcome->copy));
    VERIFY_DONE(encryption.replaceKey(outcome->copy));
    VERIFY_DONE(encryption.key(**m_database));
}

void TestDatabaseCopy::refusesWhatIsNotEmpty_data()
{
    QTest::addColumn<bool>("isItself");
    QTest::newRow("itself") << true;
    QTest::newRow("another") << false;
}

void TestDatabaseCopy::refusesWhatIsNotEmpty()
{
    QFETCH(const bool, isItself);
    const TestDatabase other;
    auto opened = other.openAgain();
    const QStringList before = contentOf(*opened);
    const auto refused = store::copyDatabase(**m_database, isItself ? m_database->url() : other.url());
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Rule);
    QVERIFY2(refused.error().text.contains(u"something in it already"_s), qPrintable(refused.error().text));
    QCOMPARE(contentOf(*opened), before);
}

void TestDatabaseCopy::nothingIsLeftWhenCancelled()
{
    VERIFY_DONE(addManyClients(**m_database, 2000));
    for (const DatabaseUrl &url : {there(), back()}) {
        int calls = 0;
        const auto cancelled = store::copyDatabase(**m_database, url, [&](int, int) { return ++calls < 3; });
        QVERIFY(!cancelled);
        QCOMPARE(cancelled.error().kind, Error::Kind::Cancelled);
        if (url.isFile())
            QVERIFY(!QFileInfo::exists(url.path()));
        // It is still empty, so it can be done again.
        VERIFY_DONE(store::copyDatabase(**m_database, url));
    }
}

void TestDatabaseCopy::nothingIsLeftOfWhatIsRefused_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("named");
    QTest::newRow("no flag") << u"UPDATE iam_user SET enabled = 7"_s << u"in table iam_user, record \""_s;
    QTest::newRow("a key that others refer to")
        << u"UPDATE client_application SET id = '{\"a\":[1,' WHERE id = "
           "(SELECT application_id FROM client_secret LIMIT 1)"_s
        << u"names no record of table client_application"_s;
    QTest::newRow("no text") << u"UPDATE client_application SET title = CAST(x'fffe41' AS TEXT)"_s
                             << u"the column title is of another type"_s;
    QTest::newRow("a text for a picture")
        << u"UPDATE client_logo SET data = 'picture'"_s << u"the column data is of another type"_s;
    QTest::newRow("a reference") << u"UPDATE client_secret SET application_id = 'x'"_s
                                 << u"in table client_secret, the column application_id of row"_s;
}

void TestDatabaseCopy::nothingIsLeftOfWhatIsRefused()
{
    QFETCH(const QString, sql);
    QFETCH(const QString, named);
    if (isOnServer() && !sql.contains("enabled"_L1))
        QSKIP("A server keeps references whole, and columns to their types.");
    VERIFY_DONE(ignoreChecks(**m_database));
    if (!isOnServer())
        VERIFY_DONE((*m_database)->execute(u"PRAGMA foreign_keys = OFF"_s));
    VERIFY_DONE((*m_database)->execute(sql));
    for (const DatabaseUrl &url : {there(), back()}) {
        const auto refused = store::copyDatabase(**m_database, url);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Error::Kind::Unreachable);
        QVERIFY2(refused.error().text.contains(named), qPrintable(refused.error().text));
        QVERIFY2(refused.error().text.contains(u"the original is at fault"_s) &&
                     !refused.error().text.contains(url.text()),
                 qPrintable(refused.error().text));
        if (url.isFile())
            QVERIFY(!QFileInfo::exists(url.path()));
        else
            QVERIFY(onServer(nameOnServer(url), {u"SELECT 1 FROM pg_class WHERE relname = 'setting'"_s})
                        .isEmpty());
    }
}

void TestDatabaseCopy::brokenTrailIsTold()
{
    VERIFY_DONE((*m_database)->execute(u"UPDATE audit_entry SET name = 'x' WHERE number = 2"_s));
    const auto outcome = store::copyDatabase(**m_database, there());
    VERIFY_DONE(outcome);
    QVERIFY(!outcome->isTrailWhole);
}

GATEHOUSE_TEST(TestDatabaseCopy)
#include "tst_databasecopy.moc"
