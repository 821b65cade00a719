#include "unit/services/ImportHelp.h"

using namespace gatehouse;
using namespace gatehouse::test;

namespace {

const QByteArray threeClients = R"({"client_id": "a"}, {"client_id": "b"}, {"client_id": "c"})";
const QByteArray oneOfEach = R"("users": [{"user_id": "svc"}], "api_scopes": [{"name": "orders.read"}], )";

}

/// Writing a plan: all of it or nothing.
class TestImportWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesWhatIsNotRefused();
    void cancelRollsBack();
    void cancelIsHeardBeforeClientApplications();
    void licenceLimitInTheMiddleRollsBack();
    void obstacleWritesNothing();
    void changedMeanwhileRollsBack();
    void addedMeanwhileRollsBack_data();
    void addedMeanwhileRollsBack();
    void nothingToWriteNeedsNoLock();
};

void TestImportWriter::takesWhatIsNotRefused()
{
    TestDatabase database;
    const auto plan =
        planned(database, gatehouseFile(R"({"client_id": "a"}, {"client_id": ""}, {"client_id": "c"})"));
    VERIFY_DONE(plan);
    QVERIFY(plan->hasRefusals());
    VERIFY_DONE(applyImport(*database, *plan, testTime()));
    QCOMPARE(store::loadLicence(*database)->used, 2);
    QCOMPARE(storedClient(database, u"c"_s).clientId, u"c"_s);
}

void TestImportWriter::cancelRollsBack()
{
    TestDatabase database;
    const QStringList before = contentOf(*database);
    const auto plan = planned(database, gatehouseFile(threeClients, oneOfEach));
    VERIFY_DONE(plan);
    QList<int> told;
    const auto outcome = applyImport(*database, *plan, testTime(), [&](int done, int total) {
        told << done << total;
        return done < 2;
    });
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, Error::Kind::Cancelled);
    QCOMPARE(told, (QList<int>{0, 3, 0, 3, 0, 3, 1, 3, 2, 3})); // a user and an API scope come first
    QCOMPARE(contentOf(*database), before);
    VERIFY_DONE(applyImport(*database, *plan, testTime()));
}

void TestImportWriter::cancelIsHeardBeforeClientApplications()
{
    TestDatabase database;
    const QStringList before = contentOf(*database);
    const auto plan = planned(database, gatehouseFile({}, oneOfEach));
    VERIFY_DONE(plan);
    int asked = 0;
    const auto outcome = applyImport(*database, *plan, testTime(), [&](int, int) { return ++asked < 2; });
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, Error::Kind::Cancelled);
    QCOMPARE(asked, 2);
    QCOMPARE(contentOf(*database), before);
}

void TestImportWriter::licenceLimitInTheMiddleRollsBack()
{
    TestDatabase database;
    const auto plan = planned(database, gatehouseFile(threeClients, oneOfEach));
    VERIFY_DONE(plan);
    QVERIFY(!plan->obstacle);
    VERIFY_DONE(database.setLicenceLimit(2));
    const QStringList before = contentOf(*database);

    const auto outcome = applyImport(*database, *plan, testTime());
    QVERIFY(!outcome);
    QVERIFY2(outcome.error().text.contains(u"\"c\""_s) &&
                 outcome.error().text.contains(u"Nothing was imported"_s),
             qPrintable(outcome.error().text));
    QCOMPARE(contentOf(*database), before);
}

void TestImportWriter::obstacleWritesNothing()
{
    TestDatabase database;
    VERIFY_DONE(database.save(sampleWebClient(u"b"_s, testTime())));
    const QStringList before = contentOf(*database);
    const auto plan =
        planned(database, gatehouseFile(R"({"client_id": "a"}, {"client_id": "b", "title": "Other"})"));
    VERIFY_DONE(plan);
    const auto outcome = applyImport(*database, *plan, testTime());
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().text, plan->obstacle->text);
    QCOMPARE(contentOf(*database), before);
}

void TestImportWriter::changedMeanwhileRollsBack()
{
    TestDatabase database;
    VERIFY_DONE(database.save(sampleWebClient(u"b"_s, testTime())));
    const auto plan =
        planned(database, gatehouseFile(R"({"client_id": "a"}, {"client_id": "b", "title": "Imported"})"),
                overwriting);
    VERIFY_DONE(plan);
    ClientApplication other = storedClient(database, u"b"_s);
    other.title = u"Somebody else's"_s;
    VERIFY_DONE(database.save(other));
    const QStringList before = contentOf(*database);

    const auto outcome = applyImport(*database, *plan, testTime());
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, Error::Kind::Conflict);
    QCOMPARE(contentOf(*database), before);
}

void TestImportWriter::addedMeanwhileRollsBack_data()
{
    QTest::addColumn<QByteArray>("theirs");
    QTest::newRow("client application") << QByteArray(R"({"client_id": "B", "title": "Other"})");
    QTest::newRow("user") << QByteArray(R"({"client_id": "d"}], "users": [{"user_id": "SVC"})");
    QTest::newRow("API scope") << QByteArray(
        R"({"client_id": "d"}], "api_scopes": [{"name": "orders.read"})");
}

/// A conflict, so that it is planned anew.
void TestImportWriter::addedMeanwhileRollsBack()
{
    QFETCH(const QByteArray, theirs);
    TestDatabase database;
    const auto plan = planned(database, gatehouseFile(threeClients, oneOfEach));
    VERIFY_DONE(plan);
    VERIFY_DONE(imported(database, gatehouseFile(theirs)));
    const QStringList before = contentOf(*database);
    const auto outcome = applyImport(*database, *plan, testTime());
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, Error::Kind::Conflict);
    QCOMPARE(contentOf(*database), before);
}

void TestImportWriter::nothingToWriteNeedsNoLock()
{
    TestDatabase database;
    VERIFY_DONE(imported(database, gatehouseFile(threeClients)));
    auto other = database.openAgain();
    VERIFY_DONE(other);
    const auto lock = Transaction::begin(*other);
    VERIFY_DONE(lock);
    VERIFY_DONE(imported(database, gatehouseFile(threeClients)));
}

GATEHOUSE_TEST(TestImportWriter)
#include "tst_importwriter.moc"
