#include "ui/common/SecretClipboard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTest>

using namespace gatehouse;
using namespace Qt::StringLiterals;

class TestSecretClipboard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void copiedAndCleared()
    {
        copySecret(u"top"_s);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"top"_s);
        clearCopiedSecret();
        QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
    }

    void somethingElseCopiedSinceStays()
    {
        copySecret(u"top"_s);
        QGuiApplication::clipboard()->setText(u"mine"_s);
        clearCopiedSecret();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"mine"_s);
    }

    void clearsByItself()
    {
        copySecret(u"by itself"_s);
        QTRY_VERIFY_WITH_TIMEOUT(QGuiApplication::clipboard()->text().isEmpty(), 40'000);
    }
};

GATEHOUSE_TEST(TestSecretClipboard)
#include "tst_secretclipboard.moc"
