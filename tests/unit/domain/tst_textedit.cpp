#include "JsonLiteral.h"

#include "domain/json/TextEdit.h"

#include <QTest>

using namespace gatehouse;
using json::Dialect;
using json::Json;

namespace {

constexpr auto dialects = std::array{Dialect::Standard, Dialect::Configuration};

Result<QByteArray> editedWhole(const QByteArray &text, const QByteArray &value, Dialect dialect)
{
    return json::edited(text, json::wholeOf(text), Json::parse(value.toStdString()), dialect);
}

}

/// JSON that is changed as text.
class TextEditTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void edited_data();
    void edited();
    void appended_data();
    void appended();
    void refused_data();
    void refused();
    void placesAreFound();
};

void TextEditTest::edited_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<bool>("hasComments");
    const auto row = [](const char *name, const char *text, const char *value, const char *expected,
                        bool hasComments = false) {
        QTest::newRow(name) << quoted(text) << quoted(value) << quoted(expected) << hasComments;
    };

    row("nothing", "{ 'a' : 1.0,'b':[ 1 ,2 ]  }\n", "{'b':[1,2],'a':1}", "{ 'a' : 1.0,'b':[ 1 ,2 ]  }\n");
    row("a value", "{\n  'a': 1,\n  'b': 'x'\n}", "{'a':2,'b':'x'}", "{\n  'a': 2,\n  'b': 'x'\n}");
    row("numbers and escapes stay", "{'n': 1e2, 'e': '\\u0041\\/', 'big': 123456789012345678901, 'a': true}",
        "{'n': 100.0, 'e': 'A/', 'big': null, 'a': false}", // as what has too many digits is read
        "{'n': 1e2, 'e': '\\u0041\\/', 'big': 123456789012345678901, 'a': false}");
    row("new member", "{\n  'a': 1,\n  'b': 2\n}\n", "{'a':1,'b':2,'c':'x'}",
        "{\n  'a': 1,\n  'b': 2,\n  'c': 'x'\n}\n");
    row("new member in tabs and CRLF", "{\r\n\t'a': 1\r\n}\r\n", "{'a':1,'c':{'d':[1]}}",
        "{\r\n\t'a': 1,\r\n\t'c': {\r\n\t\t'd': [\r\n\t\t\t1\r\n\t\t]\r\n\t}\r\n}\r\n");
    row("new member in one line", "{ 'a': 1, 'b': 2 }", "{'a':1,'b':2,'c':[3,4]}",
        "{ 'a': 1, 'b': 2, 'c': [3, 4] }");
    row("new member without spaces", "{'a':1,'b':2}", "{'a':1,'b':2,'c':[3,4]}", "{'a':1,'b':2,'c':[3,4]}");
    row("as neighbours write colons", "{\n 'a' : 1\n}", "{'a':1,'b':2}", "{\n 'a' : 1,\n 'b' : 2\n}");
    row("first member goes", "{\n  'a': 1,\n  'b': 2\n}", "{'b':2}", "{\n  'b': 2\n}");
    row("last member goes", "{\n  'a': 1,\n  'b': 2\n}", "{'a':1}", "{\n  'a': 1\n}");
    row("all members go", "{\n  'a': 1,\n  'b': 2\n}", "{}", "{}");
    row("member goes from one line", "{ 'a': 1, 'b': 2, 'c': 3 }", "{'b':2,'c':3}", "{ 'b': 2, 'c': 3 }");
    row("last goes from one line", "{ 'a': 1, 'b': 2 }", "{'a':1}", "{ 'a': 1 }");
    row("one goes, one comes", "{\n  'a': 1,\n  'b': 2\n}", "{'a':1,'c':2}", "{\n  'a': 1,\n  'c': 2\n}");
    row("element is changed", "[\n  'a',\n  'b',\n  'c'\n]", "['a','x','c']", "[\n  'a',\n  'x',\n  'c'\n]");
    row("element at the end", "[\n  'a'\n]", "['a','x']", "[\n  'a',\n  'x'\n]");
    row("element in front", "[\n  'a'\n]", "['x','a']", "[\n  'x',\n  'a'\n]");
    row("element between", "[\n  'a',\n  'b'\n]", "['a','x','b']", "[\n  'a',\n  'x',\n  'b'\n]");
    row("element goes", "[\n  'a',\n  'b',\n  'c'\n]", "['a','c']", "[\n  'a',\n  'c'\n]");
    row("one line gets one more", "{\n  'l': [ 'a', 'b' ]\n}", "{'l':['a','b','c']}",
        "{\n  'l': [ 'a', 'b', 'c' ]\n}");
    row("one line gets a first", "{\n  'l': ['a', 'b']\n}", "{'l':['x','a','b']}",
        "{\n  'l': ['x', 'a', 'b']\n}");
    row("one line loses its first", "['a', 'b']", "['b']", "['b']");
    row("one alone gets another", "{\n  'l': ['a']\n}", "{'l':['a','b']}", "{\n  'l': ['a', 'b']\n}");
    row("empty list is filled as others are", "{\n  'l': ['a'],\n  'm': []\n}", "{'l':['a'],'m':['b']}",
        "{\n  'l': ['a'],\n  'm': ['b']\n}");
    row("empty list is filled in lines", "{\n  'l': [\n    'a'\n  ],\n  'm': []\n}", "{'l':['a'],'m':['b']}",
        "{\n  'l': [\n    'a'\n  ],\n  'm': [\n    'b'\n  ]\n}");
    row("object in a list is changed within", "[\n  { 'name': 'a', 'v': 1 },\n  { 'name': 'b', 'v': 1 }\n]",
        "[{'name':'a','v':1},{'name':'b','v':2}]",
        "[\n  { 'name': 'a', 'v': 1 },\n  { 'name': 'b', 'v': 2 }\n]");
    row("object of that name", "[\n  { 'name': 'a', 'v': 1 },\n  { 'name': 'b', 'v': 1 }\n]",
        "[{'name':'b','v':2}]", "[\n  { 'name': 'b', 'v': 2 }\n]");
    row("new object as its neighbours", "[\n  { 'name': 'a', 'v': 1 }\n]",
        "[{'name':'a','v':1},{'name':'b','v':1}]",
        "[\n  { 'name': 'a', 'v': 1 },\n  { 'name': 'b', 'v': 1 }\n]");
    row("another type", "{\n  'a': [\n    1\n  ]\n}", "{'a':'x'}", "{\n  'a': 'x'\n}");
    row("the document itself", " 1 ", "2", " 2 ");
    row("escaped as the rest", "{'a': '\\u00e9', 'b': 'x'}", "{'a':'\xC3\xA9','b':'\xC3\xA8'}",
        "{'a': '\\u00e9', 'b': '\\u00e8'}");
    row("byte order mark", "\xEF\xBB\xBF{\n  'a': 1\n}", "{'a':2}", "\xEF\xBB\xBF{\n  'a': 2\n}");
    row("deep in between", "{'x': {'y': [{'z': 1}, {'z': 2, 'k': []}]}, 'w': 1}",
        "{'x': {'y': [{'z': 1}, {'z': 3, 'k': []}]}, 'w': 1}",
        "{'x': {'y': [{'z': 1}, {'z': 3, 'k': []}]}, 'w': 1}");

    row("names of any case", "{\n  'clientid': 'a',\n  'Enabled': true\n}",
        "{'ClientId':'a','enabled':false}", "{\n  'clientid': 'a',\n  'Enabled': false\n}", true);
    row("comma at the end stays", "{\n  'a': 1,\n  'b': [ 1, 2, ],\n}", "{'a':1,'b':[1,2,3],'c':4}",
        "{\n  'a': 1,\n  'b': [ 1, 2, 3, ],\n  'c': 4,\n}", true);
    row("comma behind the last one that goes", "[\n  1,\n  2,\n]", "[1]", "[\n  1,\n]", true);
    row("comments stay", "{\n  // first\n  'a': 1, // one\n  /* second */ 'b': 2 // two\n  // end\n}",
        "{'a':1,'b':3,'c':4}",
        "{\n  // first\n  'a': 1, // one\n  /* second */ 'b': 3, // two\n  'c': 4\n  // end\n}", true);
    row("comments of what goes stay", "{\n  // first\n  'a': 1, // one\n  'b': 2\n}", "{'b':2}",
        "{\n  // first\n  // one\n  'b': 2\n}", true);
    row("last goes, its comment stays", "{\n  'a': 1, // one\n  'b': 2 // two\n}", "{'a':1}",
        "{\n  'a': 1 // one\n  // two\n}", true);
    row("list of a comment is filled", "[\n  // none yet\n]", "[1]", "[\n  1\n  // none yet\n]", true);
    row("comment behind the last one", "{ 'a': 1 /* one */ }", "{'a':1,'b':2}",
        "{ 'a': 1, /* one */ 'b': 2 }", true);
    row("comment behind the last of a list", "{'a':['x', 'y' /* two */ ]}", "{'a':['x','y','z']}",
        "{'a':['x', 'y', /* two */ 'z' ]}", true);
    row("comment like a text", "{ 'a': '// none', /* 'b': 1, */ 'c': 1 }", "{'a':'// none','c':2}",
        "{ 'a': '// none', /* 'b': 1, */ 'c': 2 }", true);
    row("comment between name and value", "{ 'a' /* x */ : /* y */ 1 }", "{'a':2}",
        "{ 'a' /* x */ : /* y */ 2 }", true);
    row("comma on a line of its own", "{\n  'a': 1 // one\n  , 'b': 2\n}", "{'a':1}",
        "{\n  'a': 1 // one\n  \n}", true);
    row("around the document", "// head\n{ 'a': 1 } // foot", "{'a':2}", "// head\n{ 'a': 2 } // foot", true);
}

void TextEditTest::edited()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, expected);
    QFETCH(bool, hasComments);
    for (const Dialect dialect : dialects) {
        if (hasComments && dialect == Dialect::Standard)
            continue;
        const auto outcome = editedWhole(text, value, dialect);
        QVERIFY2(outcome.has_value(), outcome ? "" : qPrintable(outcome.error().text));
        QCOMPARE(*outcome, expected);
    }
}

void TextEditTest::appended_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *text, const char *value, const char *expected) {
        QTest::newRow(name) << quoted(text) << quoted(value) << quoted(expected);
    };
    row("list", "[\n {\n  'a': 1\n }\n]\n", "{'a':2}", "[\n {\n  'a': 1\n },\n {\n  'a': 2\n }\n]\n");
    row("list of one-liners", "[\n  {'a': 1, 'l': []}\n]", "{'a':2,'l':[1,2]}",
        "[\n  {'a': 1, 'l': []},\n  {'a': 2, 'l': [1, 2]}\n]");
    row("map", "{\n  'x': {\n    'a': 1\n  }\n}", "{'a':2}",
        "{\n  'x': {\n    'a': 1\n  },\n  'new': {\n    'a': 2\n  }\n}");
    row("empty list", "[]", "{'a':2}", "[{ 'a': 2 }]");
    row("empty list in lines", "[\n]\n", "{'a':2}", "[\n  {\n    'a': 2\n  }\n]\n");
    row("in one line", "[{'a':1},{'a':3}]", "{'a':2}", "[{'a':1},{'a':3},{'a':2}]");
}

void TextEditTest::appended()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, value);
    const auto outcome =
        json::appended(text, json::wholeOf(text), "new", Json::parse(value.toStdString()), Dialect::Standard);
    QVERIFY2(outcome.has_value(), outcome ? "" : qPrintable(outcome.error().text));
    QTEST(*outcome, "expected");
}

void TextEditTest::refused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isConfiguration");
    QTest::newRow("not JSON") << QByteArray("{") << false;
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("comment") << QByteArray("{} // none") << false;
    QTest::newRow("name twice") << quoted("{'a': 1, 'a': 2}") << false;
    QTest::newRow("name twice within") << quoted("{'b': [{'a': 1, 'a': 2}]}") << true;
    QTest::newRow("name twice but for its case") << quoted("{'a': 1, 'A': 2}") << true;
    QTest::newRow("too deep") << QByteArray(100000, '[') << true;
    QTest::newRow("open comment") << QByteArray("{} /* ") << true;
    QTest::newRow("not UTF-8") << QByteArray("{\"\xFF\": 1}") << false;
}

void TextEditTest::refused()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isConfiguration);
    const auto outcome =
        editedWhole(text, "{\"x\": 1}", isConfiguration ? Dialect::Configuration : Dialect::Standard);
    QVERIFY(!outcome);
    QVERIFY(!outcome.error().text.isEmpty());
}

void TextEditTest::placesAreFound()
{
    const QByteArray text = quoted("\xEF\xBB\xBF{ 'x': [1, {'y': 2}, 'a,b'], /* 'y': 1 */ 'Y': {} }");
    const json::TextPlace whole = json::wholeOf(text);
    const auto list = json::memberAt(text, whole, "x", Dialect::Standard);
    QVERIFY(list);
    const auto children = json::childrenAt(text, *list);
    QCOMPARE(children.size(), 3U);
    QCOMPARE(json::valueAt(text, children[1], Dialect::Standard).value(), Json::parse("{\"y\": 2}"));
    QCOMPARE(json::valueAt(text, children[2], Dialect::Standard).value(), Json("a,b"));
    QVERIFY(!json::memberAt(text, whole, "y", Dialect::Standard));
    QVERIFY(json::memberAt(text, whole, "y", Dialect::Configuration));
    QVERIFY(!json::memberAt(text, *list, "y", Dialect::Configuration));
}

GATEHOUSE_TEST(TextEditTest)
#include "tst_textedit.moc"
