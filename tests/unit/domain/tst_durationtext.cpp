#include "domain/DurationText.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

class TestDurationText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void read_data();
    void read();
    void written_data();
    void written();
};

void TestDurationText::read_data()
{
    constexpr int none = -1;
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("seconds");
    QTest::newRow("seconds") << u"3600"_s << 3600;
    QTest::newRow("zero, which the rules refuse") << u"0"_s << 0;
    QTest::newRow("spaces around") << u" 60 "_s << 60;
    QTest::newRow("hour") << u"1 h"_s << 3600;
    QTest::newRow("without a space") << u"30min"_s << 1800;
    QTest::newRow("two parts") << u"1 h 30 min"_s << 5400;
    QTest::newRow("two parts at once") << u"1h30m"_s << 5400;
    QTest::newRow("words") << u"2 days 1 hour 3 minutes 1 second"_s << 176581;
    QTest::newRow("upper case") << u"1 H"_s << 3600;
    QTest::newRow("part of an hour") << u"1.5 h"_s << 5400;
    QTest::newRow("with a comma") << u"1,5 h"_s << 5400;
    QTest::newRow("empty") << u""_s << none;
    QTest::newRow("negative") << u"-1"_s << none;
    QTest::newRow("no number") << u"long"_s << none;
    QTest::newRow("unit alone") << u"h"_s << none;
    QTest::newRow("unknown unit") << u"3 moons"_s << none;
    QTest::newRow("number behind a time") << u"1 h 30"_s << none;
    QTest::newRow("more than an int holds") << u"99999999 d"_s << none;
    QTest::newRow("number that is too long") << u"99999999999"_s << none;
}

void TestDurationText::read()
{
    QFETCH(const QString, text);
    QTEST(secondsIn(text).value_or(-1), "seconds");
}

void TestDurationText::written_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << 0 << u"0 s"_s;
    QTest::newRow("second") << 1 << u"1 s"_s;
    QTest::newRow("minutes") << 1800 << u"30 min"_s;
    QTest::newRow("more than a minute") << 90 << u"1 min 30 s"_s;
    QTest::newRow("hour") << 3600 << u"1 h"_s;
    QTest::newRow("month") << 2592000 << u"30 d"_s;
    QTest::newRow("all") << 90061 << u"1 d 1 h 1 min 1 s"_s;
}

void TestDurationText::written()
{
    QFETCH(const int, seconds);
    QTEST(durationText(seconds), "text");
    QCOMPARE(secondsIn(durationText(seconds)), seconds);
}

GATEHOUSE_TEST(TestDurationText)
#include "tst_durationtext.moc"
