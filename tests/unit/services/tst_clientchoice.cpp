#include "services/import/ImportPlan.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

/// Which client applications of a file are taken.
class TestClientChoice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allBut();
    void noneBut();
    void isTheSameWhenTakenBack();
};

void TestClientChoice::allBut()
{
    ClientChoice choice;
    QVERIFY(choice.takes(u"shop"_s));
    choice.leaveOut(u"Shop"_s);
    QVERIFY(!choice.takes(u"shop"_s) && !choice.takes(u"SHOP"_s));
    QVERIFY(choice.takes(u"feed"_s));
}

void TestClientChoice::noneBut()
{
    ClientChoice choice = ClientChoice::none();
    QVERIFY(!choice.takes(u"shop"_s));
    choice.take(u"Shop"_s);
    QVERIFY(choice.takes(u"shop"_s) && choice.takes(u"SHOP"_s));
    QVERIFY(!choice.takes(u"feed"_s));
}

void TestClientChoice::isTheSameWhenTakenBack()
{
    ClientChoice choice = ClientChoice::none();
    choice.take(u"shop"_s);
    QVERIFY(choice != ClientChoice::none());
    choice.leaveOut(u"SHOP"_s);
    QVERIFY(choice == ClientChoice::none());
    QVERIFY(choice != ClientChoice::all());
}

GATEHOUSE_TEST(TestClientChoice)
#include "tst_clientchoice.moc"
