#include "JsonLiteral.h"

#include "domain/formats/PlannedChange.h"

#include <QTest>

using namespace gatehouse;
using json::Dialect;
using json::Json;

namespace {

Json parsed(const QByteArray &text)
{
    return Json::parse(text.toStdString());
}

}

/// Changes that were planned, made where something may have changed meanwhile.
class PlannedChangeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void applied_data();
    void applied();
    void isStill_data();
    void isStill();
};

void PlannedChangeTest::applied_data()
{
    QTest::addColumn<QByteArray>("now");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *now, const char *before, const char *after,
                        const char *expected) {
        QTest::newRow(name) << quoted(now) << quoted(before) << quoted(after) << quoted(expected);
    };
    row("what is planned", "{'a':1,'b':2}", "{'a':1,'b':2}", "{'a':1,'b':3}", "{'a':1,'b':3}");
    row("what is not planned stays", "{'a':1,'b':2,'x':9}", "{'a':1,'b':2}", "{'b':2,'c':1}",
        "{'b':2,'x':9,'c':1}");
    row("null is absent", "{'a':null,'b':null}", "{'a':null,'b':null}", "{'b':null,'c':null}",
        "{'a':null,'b':null}");
    row("secret stays", "{'secret':'x','a':1}", "{'secret':'x','a':1}", "{'a':2}", "{'secret':'x','a':2}");
    row("secret that was not told stays", "{'client_secret':'x','client_secret_expires_at':0,'a':1}",
        "{'a':1}", "{'a':2}", "{'client_secret':'x','client_secret_expires_at':0,'a':2}");
    row("new secret goes in its place", "{'secret':'x','a':1}", "{'a':1}", "{'a':1,'secret':'y'}",
        "{'secret':'y','a':1}");
    row("value of a listed secret stays", "{'ClientSecrets':[{'Value':'x','Description':'d'}]}",
        "{'ClientSecrets':[{'Description':'d'}]}", "{'ClientSecrets':[{'Description':'e'}]}",
        "{'ClientSecrets':[{'Value':'x','Description':'e'}]}");
    row("another order stays", "{'l':['b','a']}", "{'l':['a','b']}", "{'l':['a','b','c']}",
        "{'l':['b','a','c']}");
    row("inside", "{'o':{'a':1,'x':1}}", "{'o':{'a':1,'x':1}}", "{'o':{'a':2}}", "{'o':{'a':2}}");
    row("type changes", "{'l':'a'}", "{'l':'a'}", "{'l':['a']}", "{'l':['a']}");
}

void PlannedChangeTest::applied()
{
    QFETCH(QByteArray, now);
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    const Json outcome = planned::applied(parsed(now), parsed(before), parsed(after), Dialect::Standard);
    QTEST(QByteArray::fromStdString(outcome.dump()), "expected");
}

void PlannedChangeTest::isStill_data()
{
    QTest::addColumn<QByteArray>("now");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char *name, const char *now, const char *before, bool expected) {
        QTest::newRow(name) << quoted(now) << quoted(before) << expected;
    };
    row("the same", "{'a':1,'b':[1,2]}", "{'b':[1,2],'a':1}", true);
    row("lists are sets", "{'a':[1,2],'m':[{'name':'x','l':[3,4]}]}",
        "{'a':[2,1],'m':[{'name':'x','l':[4,3]}]}", true);
    row("null is absent", "{'a':1,'b':null}", "{'a':1}", true);
    row("secrets are not looked at", "{'secret':'x'}", "{'secret':'y'}", true);
    row("nor when one does not tell them", "{'secret':'x','a':{'client.secret.rotated':'y'}}", "{'a':{}}",
        true);
    row("another value", "{'a':1}", "{'a':2}", false);
    row("one more", "{'a':1,'b':1}", "{'a':1}", false);
    row("one less", "{'a':1}", "{'a':1,'b':1}", false);
    row("one more in a list", "{'a':[1,2,3]}", "{'a':[1,2]}", false);
}

void PlannedChangeTest::isStill()
{
    QFETCH(QByteArray, now);
    QFETCH(QByteArray, before);
    const bool is = planned::isStill(parsed(now), parsed(before), Dialect::Standard);
    QTEST(is, "expected");
}

GATEHOUSE_TEST(PlannedChangeTest)
#include "tst_plannedchange.moc"
