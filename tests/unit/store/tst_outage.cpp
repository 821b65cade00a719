#include "store/Outage.h"

#include "support/TestProgram.h"

#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace gatehouse;

/// By a clock that the tests set: nothing here waits.
class TestOutage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_now = {};
        m_outage = std::make_unique<Outage>([this] { return m_now; });
        m_told = 0;
        m_outage->setListener([this] { ++m_told; });
    }
    void pausesGetLonger();
    void countsDown();
    void severalThatTryAtOnceCountOnce();
    void tryingByHandMakesNoPauseLonger();
    void questionsDoNotFollowEachOtherClosely();
    void endsAndBeginsAnew();
    void whoWaitsIsWoken_data();
    void whoWaitsIsWoken();

private:
    void fail() { m_outage->tellUnanswered({Error::Kind::Unreachable, u"gone"_s}); }

    Outage::Clock::time_point m_now;
    std::unique_ptr<Outage> m_outage;
    int m_told = 0;
};

void TestOutage::pausesGetLonger()
{
    QVERIFY(!m_outage->isOn());
    QVERIFY(!m_outage->isDue());
    QList<int> pauses;
    for (int tries = 0; tries < 7; ++tries) {
        fail();
        QVERIFY(m_outage->isOn());
        QVERIFY(!m_outage->isDue());
        pauses << int(m_outage->untilDue() / 1s);
        m_now += m_outage->untilDue();
        QVERIFY(m_outage->isDue());
    }
    QCOMPARE(pauses, QList<int>({1, 2, 4, 8, 8, 8, 8}));
    QCOMPARE(m_told, 7);
}

void TestOutage::countsDown()
{
    fail();
    m_now += 1s;
    fail();
    QCOMPARE(m_outage->untilDue(), 2000ms);
    m_now += 1500ms;
    QCOMPARE(m_outage->untilDue(), 500ms);
    m_now += 500ms;
    QCOMPARE(m_outage->untilDue(), 0ms);
    m_now += 5s; // while it is being asked
    QCOMPARE(m_outage->untilDue(), 0ms);
}

void TestOutage::severalThatTryAtOnceCountOnce()
{
    fail();
    m_now += 1s;
    fail();
    m_now += 10ms;
    fail();
    QCOMPARE(m_outage->untilDue(), 1990ms);
}

void TestOutage::tryingByHandMakesNoPauseLonger()
{
    fail();
    m_now += 1s;
    fail();
    m_now += 2s;
    fail();
    QCOMPARE(m_outage->untilDue(), 4s);
    for (int tries = 0; tries < 3; ++tries) {
        m_outage->hurry();
        m_outage->hurry(); // it is being asked already
        QVERIFY(m_outage->isDue());
        fail();
        QCOMPARE(m_outage->untilDue(), 4s);
    }
}

void TestOutage::questionsDoNotFollowEachOtherClosely()
{
    fail();
    QVERIFY(!m_outage->isWorthTrying());
    m_now += 1s;
    QVERIFY(m_outage->isWorthTrying());
    fail();
    m_now += 1s;
    QVERIFY(!m_outage->isDue());
    QVERIFY(m_outage->isWorthTrying());
    fail();
    QVERIFY(!m_outage->isWorthTrying());
    QCOMPARE(m_outage->untilDue(), 1s);
    m_outage->giveUp();
    m_now += 1min;
    QVERIFY(!m_outage->isWorthTrying());
    QVERIFY(!m_outage->isDue());
}

void TestOutage::endsAndBeginsAnew()
{
    fail();
    m_now += 1s;
    fail();
    m_outage->end();
    QVERIFY(!m_outage->isOn());
    QCOMPARE(m_outage->untilDue(), 0ms);
    m_told = 0;
    m_outage->end();
    m_outage->hurry();
    QCOMPARE(m_told, 0);
    fail();
    QCOMPARE(m_outage->untilDue(), 1s);
}

void TestOutage::whoWaitsIsWoken_data()
{
    QTest::addColumn<int>("by");
    QTest::addColumn<bool>("goesOn");
    QTest::newRow("a try by hand") << 0 << true;
    QTest::newRow("an answer to another") << 1 << true;
    QTest::newRow("the end of the window") << 2 << false;
}

void TestOutage::whoWaitsIsWoken()
{
    QFETCH(const int, by);
    QFETCH(const bool, goesOn);
    fail();
    std::optional<bool> woken;
    QVERIFY(!m_outage->isAwaited());
    {
        const std::jthread waiting([&] { woken = m_outage->awaitTry(); });
        QTRY_VERIFY(m_outage->isAwaited());
        if (by == 0)
            m_outage->hurry();
        else if (by == 1)
            m_outage->end();
        else
            m_outage->giveUp();
    }
    QCOMPARE(woken, goesOn);
    QVERIFY(!m_outage->isAwaited());
}

GATEHOUSE_TEST(TestOutage)
#include "tst_outage.moc"
