#include "domain/formats/KeptLists.h"
#include "domain/formats/KeptSettings.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using json::Json;

namespace {

/// With ' for ", so that it can be read here.
Json parsed(QByteArrayView text)
{
    const QByteArray quoted = text.toByteArray().replace('\'', '"');
    return Json::parse(quoted.begin(), quoted.end());
}

QByteArray compact(const Json &value)
{
    return json::compactText(value).toUtf8();
}

void addColumns()
{
    QTest::addColumn<QByteArray>("there");
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<QByteArray>("now");
    QTest::addColumn<QByteArray>("expected");
}

void addRow(const char *name, const char *there, const char *said, const char *now, const char *expected)
{
    QTest::newRow(name) << QByteArray(there) << QByteArray(said) << QByteArray(now) << QByteArray(expected);
}

}

class KeptSettingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goesBack_data()
    {
        addColumns();
        addRow("what only the file has", "{'a':1,'b':{'c':true}}", "{'a':1}", "{'a':2}",
               "{'a':2,'b':{'c':true}}");
        addRow("inside an object", "{'o':{'a':'x','b':'y'}}", "{'o':{'a':'x'}}", "{'o':{'a':'z'}}",
               "{'o':{'a':'z','b':'y'}}");
        addRow("another spelling", "{'out':'+'}", "{'out':'https://a/cb'}", "{'out':'https://a/cb'}",
               "{'out':'+'}");
        addRow("another spelling of what changed", "{'out':'+'}", "{'out':'https://a/cb'}",
               "{'out':'https://b/cb'}", "{'out':'https://b/cb'}");
        addRow("left out there", "{}", "{'name':'shop'}", "{'name':'shop'}", "{}");
        addRow("left out there, and changed", "{}", "{'name':'shop'}", "{'name':'new'}", "{'name':'new'}");
        addRow("null is left out", "{'name':null}", "{'name':'shop'}", "{'name':'shop'}", "{}");
        addRow("another type", "{'on':'true'}", "{'on':true}", "{'on':true}", "{'on':'true'}");
        addRow("order of a list", "{'l':['b','a']}", "{'l':['a','b']}", "{'l':['a','b']}", "{'l':['b','a']}");
        addRow("what only the file has of an object in a list that changed",
               "{'l':[{'name':'m','type':'fixed','config':{'v':'1','x':'y'}},{'name':'n'}]}",
               "{'l':[{'name':'m','type':'fixed','config':{'v':'1','more':'true'}}]}",
               "{'l':[{'name':'m','type':'of a user','config':{'a':'2','more':'true'}}]}",
               "{'l':[{'name':'m','type':'of a user','config':{'x':'y','a':'2'}},{'name':'n'}]}");
        addRow("order of a list that grew", "{'l':['b','a']}", "{'l':['a','b']}", "{'l':['a','b','c']}",
               "{'l':['b','a','c']}");
        addRow("order of a list that shrank", "{'l':['b','a','c']}", "{'l':['a','b','c']}", "{'l':['a','c']}",
               "{'l':['a','c']}");
        addRow("elements of the file alone", "{'g':['code','implicit']}", "{'g':['code']}",
               "{'g':['code','refresh']}", "{'g':['code','implicit','refresh']}");
        addRow("a grant that is none of ours beside one that is", "{'g':['hybrid']}", "{'g':['code']}",
               "{'g':['code']}", "{'g':['hybrid']}");
        addRow("elements in another spelling", "{'r':['/cb','https://b/cb']}",
               "{'r':['https://a/cb','https://b/cb']}", "{'r':['https://a/cb','https://c/cb']}",
               "{'r':['/cb','https://c/cb']}");
        addRow("an element in another spelling that went", "{'r':['/cb','https://b/cb']}",
               "{'r':['https://a/cb','https://b/cb']}", "{'r':['https://b/cb']}", "{'r':['https://b/cb']}");
        addRow("objects by name", "{'m':[{'name':'x','id':'1','v':1},{'name':'y','v':2}]}",
               "{'m':[{'name':'x','v':1}]}", "{'m':[{'name':'x','v':1}]}",
               "{'m':[{'name':'x','id':'1','v':1},{'name':'y','v':2}]}");
        addRow("what is said anew goes before", "{'secret':'${x}'}", "{}", "{'secret':'new'}",
               "{'secret':'new'}");
        addRow("names with a slash and a tilde", "{'a/b':{'c~d':'+'}}", "{'a/b':{'c~d':'x'}}",
               "{'a/b':{'c~d':'x'}}", "{'a/b':{'c~d':'+'}}");
        addRow("an object that is not said any more", "{'o':{'a':'+','b':1}}", "{'o':{'a':'x'}}", "{}",
               "{'o':{'b':1}}");
    }
    void goesBack()
    {
        QFETCH(const QByteArray, there);
        QFETCH(const QByteArray, said);
        QFETCH(const QByteArray, now);
        QFETCH(const QByteArray, expected);
        ClientApplication client;
        kept::keep(client, u"keycloak"_s, parsed(there), parsed(said));
        Json unchanged = parsed(said);
        kept::restore(unchanged, client, u"keycloak"_s);
        Json asItCame = parsed(there);
        if (asItCame.contains("name") && asItCame["name"].is_null())
            asItCame.erase("name");
        QCOMPARE(compact(unchanged), compact(asItCame));

        Json changed = parsed(now);
        kept::restore(changed, client, u"keycloak"_s);
        QCOMPARE(compact(changed), compact(parsed(expected)));

        Json elsewhere = parsed(now);
        kept::restore(elsewhere, client, u"hydra"_s);
        QCOMPARE(compact(elsewhere), compact(parsed(now)));
    }

    void settingsArePeoplesToEdit()
    {
        ClientApplication client;
        kept::keep(client, u"keycloak"_s, parsed("{'a':1,'g':['code','implicit']}"),
                   parsed("{'g':['code']}"));
        QCOMPARE(client.otherSettings.value(u"keycloak"_s), u"{\"a\":1,\"g\":[\"implicit\"]}"_s);
        client.otherSettings.insert(u"keycloak"_s, u"{\"b\":2}"_s);
        Json said = parsed("{'g':['code']}");
        kept::restore(said, client, u"keycloak"_s);
        QCOMPARE(compact(said), compact(parsed("{'b':2,'g':['code']}")));
    }

    void whatStandsTwiceIsNoRest()
    {
        ClientApplication client;
        kept::keep(client, u"keycloak"_s, parsed("{'l':['a','a']}"), parsed("{'l':['a']}"));
        QVERIFY(client.otherSettings.isEmpty());
    }

    void nothingIsKeptOfWhatIsSaidAlike()
    {
        ClientApplication client;
        client.otherSettings.insert(u"keycloak"_s, u"{\"old\":1}"_s);
        client.spellings.insert(u"keycloak"_s, u"{}"_s);
        kept::keep(client, u"keycloak"_s, parsed("{'b':[1,{'c':2}],'a':1}"),
                   parsed("{'a':1,'b':[1,{'c':2}]}"));
        QVERIFY(client.otherSettings.isEmpty());
        QVERIFY(client.spellings.isEmpty());
    }

    /// As many as one client application of a file can have.
    void listsAreEqualInAnyOrder()
    {
        const auto isEqual = [](const char *one, const char *other) {
            return kept::isEqual(kept::arranged(parsed(one), parsed(other)), parsed(other));
        };
        QVERIFY(
            isEqual("{'l':[1,'a',{'x':[2,1],'y':null}],'m':1}", "{'m':1,'l':[{'y':null,'x':[1,2]},'a',1]}"));
        QVERIFY(!isEqual("{'l':['a','a','b']}", "{'l':['a','b','b']}"));
        QVERIFY(!isEqual("{'l':['a']}", "{'l':'a'}"));
        QVERIFY(!isEqual("{'l':[{'x':1},{'x':2}]}", "{'l':[{'x':1},{'x':1}]}"));
        QVERIFY(!isEqual("{'default_acr_values':['b','a']}", "{'default_acr_values':['a','b']}"));
        QCOMPARE(compact(kept::arranged(parsed("['c','b','a']"), parsed("['a','b']"))),
                 compact(parsed("['a','b','c']")));
    }

    void longListsTakeNoLongTime()
    {
        Json there = Json::array();
        for (int number = 0; number < 50'000; ++number)
            there.push_back("https://a.example.com/" + std::to_string(number));
        Json said(std::vector<Json>(there.rbegin(), there.rend()));
        ClientApplication client;
        kept::keep(client, u"keycloak"_s, {{"redirectUris", there}}, {{"redirectUris", said}});
        Json now = {{"redirectUris", said}};
        kept::restore(now, client, u"keycloak"_s);
        QCOMPARE(now["redirectUris"], there);
    }

    void hostileSpellingsAreHarmless_data()
    {
        QTest::addColumn<QString>("spellings");
        for (const char *text :
             {"{'':{'there':1,'said':2}}", "{'a/b':{'there':1}}", "{'/~':{'there':1}}",
              "{'/~7/x':{'there':1}}", "{'/a/0':{'there':1}}", "{'/a/b/c':{'there':1}}", "{'/a':5}",
              "{'/a':{'there':[1],'said':[{}]}}", "[1]", "null", "no JSON", "{'/':{'there':{}}}"})
            QTest::newRow(text) << QString::fromUtf8(text).replace(u'\'', u'"');
    }
    void hostileSpellingsAreHarmless()
    {
        QFETCH(const QString, spellings);
        ClientApplication client;
        client.spellings.insert(u"keycloak"_s, spellings);
        Json said = parsed("{'a':['x'],'s':'y'}");
        kept::restore(said, client, u"keycloak"_s);
        QCOMPARE(said["s"], "y");
    }
};

GATEHOUSE_TEST(KeptSettingsTest)
#include "tst_keptsettings.moc"
