#include "store/records/ClientListModel.h"

#include "domain/ClientField.h"
#include "domain/rules/Problem.h"
#include "store/DatabaseThread.h"
#include "support/ManyClients.h"
#include "support/SampleClients.h"
#include "support/Stranger.h"
#include "support/TestDatabase.h"
#include "unit/domain/SampleLogos.h"

#include <QAbstractItemModelTester>
#include <QDeadlineTimer>
#include <QSemaphore>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;
using store::ClientColumn;
using store::ClientFilter;
using store::ClientRow;

Q_DECLARE_METATYPE(ClientFilter)

namespace {

constexpr int clientCount = 1000;
constexpr std::array allColumns{ClientColumn::ClientId,  ClientColumn::Title,         ClientColumn::Enabled,
                                ClientColumn::GrantType, ClientColumn::OpenIdConnect, ClientColumn::ApiAccess,
                                ClientColumn::Problems};

QVariant sortValue(const ClientRow &row, ClientColumn column)
{
    switch (column) {
    case ClientColumn::ClientId:
        return row.clientId.toLower();
    case ClientColumn::Title:
        return row.title.toLower();
    case ClientColumn::Enabled:
        return row.enabled;
    case ClientColumn::GrantType:
        return grantTypeName(row.grantType);
    case ClientColumn::OpenIdConnect:
        return row.supportOpenId;
    case ClientColumn::ApiAccess:
        return row.supportApi;
    case ClientColumn::Problems:
        return row.problemSeverity;
    }
    return {};
}

bool isBefore(const ClientRow &left, const ClientRow &right, ClientColumn column)
{
    const auto order = QVariant::compare(sortValue(left, column), sortValue(right, column));
    if (order != QPartialOrdering::Equivalent)
        return order == QPartialOrdering::Less;
    return left.clientId.compare(right.clientId, Qt::CaseInsensitive) < 0;
}

bool matches(const ClientRow &row, const ClientFilter &filter)
{
    return (row.clientId.contains(filter.search, Qt::CaseInsensitive) ||
            row.title.contains(filter.search, Qt::CaseInsensitive)) &&
           filter.enabled.value_or(row.enabled) == row.enabled &&
           filter.grantType.value_or(row.grantType) == row.grantType &&
           filter.supportOpenId.value_or(row.supportOpenId) == row.supportOpenId &&
           filter.supportApi.value_or(row.supportApi) == row.supportApi &&
           (!filter.withProblems || row.problemSeverity >= int(Severity::Warning));
}

Result<void> rename(Database &database, int index, const QString &title)
{
    return database.execute(u"UPDATE client_application SET title = ? WHERE id = "
                            "(SELECT id FROM client_application ORDER BY client_id LIMIT 1 OFFSET ?)"_s,
                            {title, index});
}

Result<void> addClients(Database &database)
{
    return addManyClients(database, clientCount)
        .and_then([&] { return rename(database, 3, u"1 shop Žoë]"_s); })
        .and_then([&] { return rename(database, 400, u"2 shop zOË [*?]-^"_s); });
}

}

class TestClientListModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void filtersAndSorts_data();
    void filtersAndSorts();
    void pagesGiveEveryRowOnce_data();
    void pagesGiveEveryRowOnce();
    void asksNothingBeforeTheFirstReload();
    void showsTexts();
    void marksWhatIsDamaged();
    void dropsStaleAnswers();
    void reloadKeepsWhatWasRead();
    void tellsVersions();
    void logosAreReadApart();
    void tellsErrors();
    void tellsWhenNothingIsOpen();

private:
    QList<ClientRow> expected(const ClientFilter &filter, ClientColumn column, Qt::SortOrder order);
    static QList<ClientRow> rowsOf(const ClientListModel &model);
    static bool fetchToEnd(ClientListModel &model);

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<DatabaseThread> m_thread;
    QList<ClientRow> m_all;
};

void TestClientListModel::initTestCase()
{
    m_database = std::make_unique<TestDatabase>();
    VERIFY_DONE(addClients(**m_database));
    store::ClientPageRequest request;
    request.size = clientCount + 1;
    m_all = store::loadPage(**m_database, request).value();
    QCOMPARE(m_all.size(), clientCount);
    m_thread = std::make_unique<DatabaseThread>();
    VERIFY_DONE(m_thread->open(m_database->url()).result());
}

QList<ClientRow> TestClientListModel::expected(const ClientFilter &filter, ClientColumn column,
                                               Qt::SortOrder order)
{
    QList<ClientRow> rows;
    std::ranges::copy_if(m_all, std::back_inserter(rows),
                         [&](const ClientRow &row) { return matches(row, filter); });
    std::ranges::sort(rows, [&](const ClientRow &left, const ClientRow &right) {
        return order == Qt::AscendingOrder ? isBefore(left, right, column) : isBefore(right, left, column);
    });
    return rows;
}

QList<ClientRow> TestClientListModel::rowsOf(const ClientListModel &model)
{
    QList<ClientRow> rows;
    for (int row = 0; row < model.rowCount(); ++row)
        rows << model.rowAt(row);
    return rows;
}

bool TestClientListModel::fetchToEnd(ClientListModel &model)
{
    const QDeadlineTimer patience(std::chrono::seconds(20));
    while (!model.isComplete() && !patience.hasExpired()) {
        model.fetchMore({});
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return model.isComplete();
}

void TestClientListModel::filtersAndSorts_data()
{
    QTest::addColumn<ClientFilter>("filter");
    QTest::newRow("everything") << ClientFilter();
    QTest::newRow("search") << ClientFilter{.search = u"SHOP 1"_s};
    QTest::newRow("search in client ID") << ClientFilter{.search = u"client-0000"_s};
    QTest::newRow("search %") << ClientFilter{.search = u"%"_s};
    QTest::newRow("search _") << ClientFilter{.search = u"_"_s};
    QTest::newRow("search \\") << ClientFilter{.search = u"\\"_s};
    QTest::newRow("search \\_") << ClientFilter{.search = u"\\ shop_"_s};
    QTest::newRow("search '") << ClientFilter{.search = u"'"_s};
    QTest::newRow("search beyond ASCII") << ClientFilter{.search = u"žOË]"_s};
    QTest::newRow("search beyond ASCII in upper case") << ClientFilter{.search = u"ZOË [*?]-^"_s};
    QTest::newRow("search beyond ASCII that is not there") << ClientFilter{.search = u"ß*"_s};
    QTest::newRow("search of great length beyond ASCII") << ClientFilter{.search = u"ÿ"_s.repeated(1000)};
    QTest::newRow("search of great length") << ClientFilter{.search = u"x"_s.repeated(60000)};
    QTest::newRow("enabled") << ClientFilter{.enabled = true};
    QTest::newRow("disabled") << ClientFilter{.enabled = false};
    QTest::newRow("client credentials") << ClientFilter{.grantType = GrantType::ClientCredentials};
    QTest::newRow("authorization code") << ClientFilter{.grantType = GrantType::AuthorizationCode};
    QTest::newRow("OpenID") << ClientFilter{.supportOpenId = true};
    QTest::newRow("no OpenID") << ClientFilter{.supportOpenId = false};
    QTest::newRow("API") << ClientFilter{.supportApi = true};
    QTest::newRow("no API") << ClientFilter{.supportApi = false};
    QTest::newRow("problems") << ClientFilter{.withProblems = true};
    QTest::newRow("all at once") << ClientFilter{.search = u"shop"_s,
                                                 .enabled = true,
                                                 .grantType = GrantType::AuthorizationCode,
                                                 .supportOpenId = false,
                                                 .supportApi = true,
                                                 .withProblems = true};
}

void TestClientListModel::filtersAndSorts()
{
    QFETCH(ClientFilter, filter);
    ClientListModel model(*m_thread);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy loaded(&model, &ClientListModel::loaded);
    QSignalSpy failed(&model, &ClientListModel::failed);
    model.reload();
    model.setFilter(filter);
    for (const ClientColumn column : allColumns) {
        for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
            loaded.clear();
            model.sort(int(column), order);
            QVERIFY(loaded.wait());
            QVERIFY(fetchToEnd(model));
            QCOMPARE(loaded.size(), 1);
            QCOMPARE(rowsOf(model), expected(filter, column, order));
        }
    }
    QCOMPARE(failed.size(), 0);
    for (const QString &foreign : {u"%"_s, u"_"_s, u"\\"_s}) {
        if (filter.search == foreign)
            QVERIFY(model.rowCount() > 0 && model.rowCount() < clientCount);
    }
}

void TestClientListModel::pagesGiveEveryRowOnce_data()
{
    QTest::addColumn<int>("size");
    QTest::newRow("1") << 1;
    QTest::newRow("7") << 7;
    QTest::newRow("all") << clientCount;
}

void TestClientListModel::pagesGiveEveryRowOnce()
{
    QFETCH(int, size);
    for (const ClientColumn column : allColumns) {
        for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
            store::ClientPageRequest request{.filter = {.search = u"shop"_s},
                                             .sortColumn = column,
                                             .order = order,
                                             .after = {},
                                             .size = size};
            QList<ClientRow> rows;
            for (bool more = true; more;) {
                const auto page = store::loadPage(**m_database, request);
                VERIFY_DONE(page);
                rows += *page;
                more = page->size() == size;
                request.after = rows.isEmpty() ? std::nullopt : std::optional(rows.last());
            }
            QCOMPARE(rows, expected(request.filter, column, order));
        }
    }
}

void TestClientListModel::asksNothingBeforeTheFirstReload()
{
    const ClientFilter filter{.enabled = true};
    ClientListModel model(*m_thread);
    QSignalSpy loaded(&model, &ClientListModel::loaded);
    model.setFilter(filter);
    model.sort(int(ClientColumn::Title), Qt::DescendingOrder);
    QVERIFY(!model.canFetchMore({}));
    VERIFY_DONE(m_thread->run([](Database &own) { return store::loadApiScopes(own); }).result());
    QCoreApplication::processEvents();
    QCOMPARE(loaded.size(), 0);
    model.reload();
    QTRY_COMPARE(loaded.size(), 1);
    QVERIFY(fetchToEnd(model));
    QCOMPARE(loaded.size(), 1);
    QCOMPARE(rowsOf(model), expected(filter, ClientColumn::Title, Qt::DescendingOrder));
}

void TestClientListModel::showsTexts()
{
    ClientListModel model(*m_thread);
    QSignalSpy loaded(&model, &ClientListModel::loaded);
    model.setFilter({.search = m_all.at(500).clientId});
    model.reload();
    QTRY_COMPARE(loaded.size(), 1);
    QCOMPARE(model.rowCount(), 1);
    const ClientRow row = model.rowAt(0);
    const auto shown = [&](ClientColumn column) { return model.index(0, int(column)).data().toString(); };
    QCOMPARE(shown(ClientColumn::ClientId), row.clientId);
    QCOMPARE(shown(ClientColumn::Title), row.title);
    QCOMPARE(shown(ClientColumn::Enabled), row.enabled ? u"Yes"_s : u"No"_s);
    QCOMPARE(shown(ClientColumn::OpenIdConnect), row.supportOpenId ? u"Yes"_s : u"No"_s);
    QCOMPARE(shown(ClientColumn::ApiAccess), row.supportApi ? u"Yes"_s : u"No"_s);
    QCOMPARE(shown(ClientColumn::GrantType), grantTypeLabel(row.grantType));
    QCOMPARE(shown(ClientColumn::Problems).isEmpty(), row.problemCount == 0);
    QCOMPARE(model.index(0, int(ClientColumn::Problems)).data(ClientListModel::SeverityRole),
             row.problemSeverity);
    QCOMPARE(model.index(0, 0).data(ClientListModel::KeyRole), row.key);
    QCOMPARE(model.rowOfKey(row.key), 0);
    QCOMPARE(model.rowOfKey(u"nothing"_s), -1);
    for (const ClientColumn column : allColumns)
        QVERIFY(!model.headerData(int(column), Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
}

void TestClientListModel::marksWhatIsDamaged()
{
    TestDatabase database;
    VERIFY_DONE(addManyClients(*database, 3));
    VERIFY_DONE(ignoreChecks(*database));
    VERIFY_DONE(database->execute(u"UPDATE client_application SET enabled = 7 WHERE id LIKE '00000001%'"_s));
    DatabaseThread thread;
    VERIFY_DONE(thread.open(database.url()).result());
    ClientListModel model(thread);
    QSignalSpy loaded(&model, &ClientListModel::loaded);
    model.reload();
    QTRY_COMPARE(loaded.size(), 1);
    QCOMPARE(model.rowCount(), 3);
    int damaged = 0;
    for (int row = 0; row < model.rowCount(); ++row) {
        if (model.rowAt(row).damage.isEmpty())
            continue;
        ++damaged;
        const QModelIndex problems = model.index(row, int(ClientColumn::Problems));
        QCOMPARE(problems.data().toString(), u"Damaged"_s);
        QCOMPARE(problems.data(ClientListModel::SeverityRole).toInt(), int(Severity::Error));
        QVERIFY(problems.data(Qt::ToolTipRole).toString().contains(u"client_application"_s));
        QVERIFY(!model.index(row, int(ClientColumn::ClientId)).data().toString().isEmpty());
        QVERIFY(model.index(row, int(ClientColumn::Enabled)).data().toString().isEmpty());
    }
    QCOMPARE(damaged, 1);
    QVERIFY(model.rowAt(model.firstWhole()).damage.isEmpty());
}

void TestClientListModel::dropsStaleAnswers()
{
    ClientListModel model(*m_thread);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy loaded(&model, &ClientListModel::loaded);
    model.reload();
    QTRY_COMPARE(loaded.size(), 1);

    QSemaphore mayGoOn;
    const auto block = m_thread->run([&](Database &) -> Result<void> {
        mayGoOn.acquire();
        return {};
    });
    const ClientFilter last{.search = u"shop 3"_s};
    model.fetchMore({});
    model.setFilter({.enabled = true});
    model.sort(int(ClientColumn::Title), Qt::DescendingOrder);
    model.setFilter(last);
    QVERIFY(!model.canFetchMore({}));
    mayGoOn.release();
    QTRY_COMPARE(loaded.size(), 2);
    QVERIFY(fetchToEnd(model));
    QCOMPARE(rowsOf(model), expected(last, ClientColumn::Title, Qt::DescendingOrder));
    QCOMPARE(loaded.size(), 2);
}

void TestClientListModel::reloadKeepsWhatWasRead()
{
    TestDatabase database;
    VERIFY_DONE(addClients(*database));
    DatabaseThread thread;
    VERIFY_DONE(thread.open(database.url()).result());
    ClientListModel model(thread);
    QSignalSpy loaded(&model, &ClientListModel::loaded);
    model.reload();
    QTRY_COMPARE(loaded.size(), 1);
    for (int rows = model.rowCount(); rows < 600; rows = model.rowCount()) {
        model.fetchMore({});
        QTRY_VERIFY(model.rowCount() > rows);
    }
    const int read = model.rowCount();
    const QString gone = model.rowAt(300).key;
    const QString kept = model.rowAt(400).key;
    VERIFY_DONE(database->execute(u"DELETE FROM client_application WHERE id = ?"_s, {gone}));

    model.reload();
    QCOMPARE(model.rowCount(), read);
    QTRY_COMPARE(loaded.size(), 2);
    QCOMPARE(model.rowCount(), read);
    QCOMPARE(model.rowOfKey(gone), -1);
    QCOMPARE(model.rowOfKey(kept), 399);
    QVERIFY(fetchToEnd(model));
    QList<ClientRow> left = m_all;
    left.removeIf([&](const ClientRow &row) { return row.key == gone; });
    QCOMPARE(rowsOf(model), left);
}

void TestClientListModel::tellsVersions()
{
    TestDatabase database;
    auto client = database.save(sampleWebClient(u"shop"_s, testTime()));
    VERIFY_DONE(client);
    DatabaseThread thread;
    VERIFY_DONE(thread.open(database.url()).result());
    ClientListModel model(thread);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto versionShown = [&] {
        return model.index(0, int(ClientColumn::Title)).data(ClientListModel::VersionRole).toInt();
    };
    model.reload();
    QTRY_COMPARE(versionShown(), client->version);
    client->logo = {u"a.png"_s, samples::png(8, 8)};
    client = database.save(*client);
    VERIFY_DONE(client);
    model.reload();
    QTRY_COMPARE(versionShown(), client->version);
}

void TestClientListModel::logosAreReadApart()
{
    TestDatabase database;
    const auto add = [&](const QString &clientId, const QByteArray &logo) {
        ClientApplication client = sampleWebClient(clientId, testTime());
        client.logo = {u"a.png"_s, logo};
        return database.save(client)->key;
    };
    const QByteArray picture = samples::png(8, 8);
    const QString with = add(u"with"_s, picture);
    const QString without = add(u"without"_s, {});
    const QString tooLarge = add(u"too-large"_s, picture);
    VERIFY_DONE(database->execute(u"UPDATE client_logo SET data = ? WHERE application_id = ?"_s,
                                  {QByteArray(largestLogoBytes + 1, '\0'), tooLarge}));
    const auto logos = store::loadLogos(*database, {with, without, tooLarge, u"nobody"_s});
    VERIFY_DONE(logos);
    QCOMPARE(*logos, (QHash<QString, QByteArray>{{with, picture}, {tooLarge, QByteArray()}}));
    QVERIFY(store::loadLogos(*database, {})->isEmpty());
}

void TestClientListModel::tellsErrors()
{
    TestDatabase database;
    VERIFY_DONE(addClients(*database));
    DatabaseThread thread;
    VERIFY_DONE(thread.open(database.url()).result());
    ClientListModel model(thread);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy loaded(&model, &ClientListModel::loaded);
    QSignalSpy failed(&model, &ClientListModel::failed);
    model.reload();
    QTRY_COMPARE(loaded.size(), 1);
    const QList<ClientRow> before = rowsOf(model);

    VERIFY_DONE(database->execute(u"ALTER TABLE client_application RENAME TO elsewhere"_s));
    model.setFilter({.enabled = true});
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().value<Error>().kind, Error::Kind::Unreachable);
    QCOMPARE(rowsOf(model), before);
    QVERIFY2(!model.canFetchMore({}), "rows of the new filter would follow rows of the old one");

    VERIFY_DONE(database->execute(u"ALTER TABLE elsewhere RENAME TO client_application"_s));
    model.reload();
    QTRY_COMPARE(loaded.size(), 2);
    QVERIFY(fetchToEnd(model));
    QCOMPARE(rowsOf(model), expected({.enabled = true}, ClientColumn::ClientId, Qt::AscendingOrder));
}

void TestClientListModel::tellsWhenNothingIsOpen()
{
    DatabaseThread thread;
    ClientListModel model(thread);
    QSignalSpy failed(&model, &ClientListModel::failed);
    model.reload();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().value<Error>().kind, Error::Kind::Unreachable);
    QCOMPARE(model.rowCount(), 0);
}

GATEHOUSE_TEST(TestClientListModel)
#include "tst_clientlistmodel.moc"
