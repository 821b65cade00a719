#include "domain/formats/hydra/Hydra.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

class GoDurationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void read_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("seconds"); ///< 0: none
        const auto add = [](const QString &text, int seconds) {
            QTest::newRow(qPrintable(text)) << text << seconds;
        };
        add(u"1h"_s, 3600);
        add(u"720h"_s, 720 * 3600);
        add(u"1h0m0s"_s, 3600);
        add(u"1h30m15s"_s, 5415);
        add(u"1.5h"_s, 5400);
        add(u".5m"_s, 30);
        add(u"1500ms"_s, 1);
        add(u"2000000µs"_s, 2);
        add(u"+1s"_s, 1);
        add(u"999ms"_s, 0);
        add(u"0"_s, 0);
        add(u"-1h"_s, 0);
        add(u"1"_s, 0);
        add(u"1d"_s, 0);
        add(u"h"_s, 0);
        add(u"1 h"_s, 0);
        add(u""_s, 0);
        add(QString(400, u'9') + u'h', 0);
        add(u"999999999h"_s, 0);
    }
    void read()
    {
        QFETCH(const QString, text);
        QFETCH(const int, seconds);
        QCOMPARE(goduration::toSeconds(text).value_or(0), seconds);
    }

    void written_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("seconds") << 59 << u"59s"_s;
        QTest::newRow("minutes") << 90 << u"1m30s"_s;
        QTest::newRow("hours") << 3600 << u"1h0m0s"_s;
        QTest::newRow("days") << 720 * 3600 << u"720h0m0s"_s;
    }
    void written()
    {
        QFETCH(const int, seconds);
        QFETCH(const QString, text);
        QCOMPARE(goduration::fromSeconds(seconds), text);
        QCOMPARE(goduration::toSeconds(text), seconds);
    }
};

GATEHOUSE_TEST(GoDurationTest)
#include "tst_goduration.moc"
