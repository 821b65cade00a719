#include "domain/RecordKey.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

namespace {

qint64 millisecondsIn(QString key)
{
    return key.remove(u'-').first(12).toLongLong(nullptr, 16);
}

}

class RecordKeyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void layoutIsThatOfVersion7()
    {
        static const QRegularExpression layout(
            u"^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"_s);
        for (int i = 0; i < 1000; ++i) {
            const QString key = newRecordKey();
            QVERIFY2(layout.match(key).hasMatch(), qPrintable(key));
        }
    }

    void holdsTheTime()
    {
        const qint64 before = QDateTime::currentMSecsSinceEpoch();
        const QString key = newRecordKey();
        const qint64 after = QDateTime::currentMSecsSinceEpoch();
        QVERIFY(millisecondsIn(key) >= before);
        QVERIFY(millisecondsIn(key) <= after);
    }

    void sortsByTime()
    {
        QString previous = newRecordKey();
        for (int i = 0; i < 5; ++i) {
            QString next = newRecordKey();
            while (millisecondsIn(next) == millisecondsIn(previous))
                next = newRecordKey();
            QVERIFY2(previous < next, qPrintable(previous + u" < "_s + next));
            previous = next;
        }
    }

    void sortsInTheOrderOfMaking()
    {
        QString previous = newRecordKey();
        for (int i = 0; i < 1000; ++i) {
            const QString next = newRecordKey();
            QVERIFY2(previous < next, qPrintable(previous + u" < "_s + next));
            previous = next;
        }
    }

    void isUnique()
    {
        constexpr int count = 20'000;
        QSet<QString> keys;
        for (int i = 0; i < count; ++i)
            keys << newRecordKey();
        QCOMPARE(keys.size(), count);
    }
};

GATEHOUSE_TEST(RecordKeyTest)
#include "tst_recordkey.moc"
