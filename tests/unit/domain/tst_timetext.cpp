#include "domain/TimeText.h"

#include <QLocale>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

class TestTimeText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany)); }
    void cleanup() { QLocale::setDefault(QLocale::c()); }
    void isAsStoredOnTheCommandLine();
    void followsTheCustomsOfThePlace();
    void whatIsNoTimeStaysAsItIs();
};

void TestTimeText::isAsStoredOnTheCommandLine()
{
    QCOMPARE(storedTime(u"2026-11-29T12:30:00Z"_s), u"2026-11-29T12:30:00Z"_s);
}

void TestTimeText::followsTheCustomsOfThePlace()
{
    const QDateTime noon(QDate(2026, 11, 29), QTime(12, 30));
    QCOMPARE(localTime(noon), u"29.11.26 12:30"_s);
    QCOMPARE(localTime(noon.toUTC().toString(Qt::ISODate)), u"29.11.26 12:30"_s);
}

void TestTimeText::whatIsNoTimeStaysAsItIs()
{
    QCOMPARE(localTime(u"yesterday"_s), u"yesterday"_s);
    QCOMPARE(localTime(QString()), QString());
    QCOMPARE(localTime(QDateTime()), QString());
}

GATEHOUSE_TEST(TestTimeText)
#include "tst_timetext.moc"
