#include "store/engine/PostgresEngine.h"
#include "store/records/ClientPage.h"
#include "store/records/ClientStore.h"
#include "support/SampleClients.h"
#include "support/TestDatabase.h"

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

/// How often a server is asked, whatever the number of rows: on a network each question has its price.
class TestRoundTrips : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void list();
    void open_data() { rows(); }
    void open();
    void save_data() { rows(); }
    void save();

private:
    static void rows()
    {
        QTest::addColumn<int>("redirects");
        QTest::newRow("one") << 1;
        QTest::newRow("a thousand") << 1000;
    }
    qint64 trips() const { return static_cast<PostgresEngine &>((*m_database)->engine()).roundTrips(); }
    ClientApplication typed(int redirects) const;

    std::unique_ptr<TestDatabase> m_database;
};

void TestRoundTrips::init()
{
    SKIP_ON_SQLITE("A file is asked without a server");
    m_database = std::make_unique<TestDatabase>();
}

ClientApplication TestRoundTrips::typed(int redirects) const
{
    ClientApplication client = sampleWebClient(u"web-shop"_s, testTime());
    client.loginRedirects.clear();
    for (int i = 0; i < redirects; ++i)
        client.loginRedirects << u"https://shop.example.com/callback/%1"_s.arg(i);
    return client;
}

void TestRoundTrips::list()
{
    VERIFY_DONE(m_database->save(typed(1)));
    const qint64 before = trips();
    VERIFY_DONE(store::loadPage(**m_database, {}));
    QVERIFY2(trips() - before <= 2, qPrintable(QString::number(trips() - before)));
}

void TestRoundTrips::open()
{
    QFETCH(const int, redirects);
    const auto saved = m_database->save(typed(redirects));
    VERIFY_DONE(saved);
    const qint64 before = trips();
    const auto opened = store::loadClient(**m_database, saved->key);
    QVERIFY2(trips() - before <= 2, qPrintable(QString::number(trips() - before)));
    VERIFY_DONE(opened);
    QCOMPARE((*opened)->loginRedirects.size(), redirects);
}

void TestRoundTrips::save()
{
    QFETCH(const int, redirects);
    qint64 before = trips();
    auto saved = m_database->save(typed(redirects));
    VERIFY_DONE(saved);
    const qint64 ofNew = trips() - before;
    saved->title = u"Another"_s;
    saved->loginRedirects << u"https://shop.example.com/more"_s;
    before = trips();
    VERIFY_DONE(m_database->save(*saved));
    const qint64 ofChanged = trips() - before;
    QVERIFY2(ofNew <= 8 && ofChanged <= 8, qPrintable(u"new %1, changed %2"_s.arg(ofNew).arg(ofChanged)));
}

GATEHOUSE_TEST(TestRoundTrips)
#include "tst_roundtrips.moc"
