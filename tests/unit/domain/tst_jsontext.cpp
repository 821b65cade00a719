#include "JsonLiteral.h"

#include "domain/json/JsonOutput.h"
#include "domain/json/JsonRecord.h"
#include "domain/json/JsonText.h"

#include <QBuffer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using json::Json;

namespace {

QByteArray nested(int levels)
{
    return QByteArray(levels, '[') + QByteArray(levels, ']');
}

struct Sample
{
    std::optional<QString> text;
    std::optional<QStringList> list;
    qint64 number = 7;
    const Json *rest = nullptr;
};

Result<QStringList> readTextOrTexts(const Json &value, const QString &place)
{
    return value.is_string() ? QStringList{json::toText(value)} : json::read<QStringList>(value, place);
}

constexpr std::tuple sampleTable{
    json::Property{"text", &Sample::text},
    json::PropertyBy{"list", &Sample::list, readTextOrTexts},
    json::Property{"number", &Sample::number},
    json::Property{"rest", &Sample::rest},
};

/// The places of what the table does not have.
Result<QStringList> readSample(Sample &sample, const Json &object, json::Dialect dialect)
{
    QStringList others;
    const auto takeOther = [&](const std::string &, const Json &, const QString &place) -> Result<void> {
        others << place;
        return {};
    };
    return json::readRecord(sample, sampleTable, object, u"p"_s, takeOther, dialect).transform([&] {
        return others;
    });
}

}

class JsonTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void good_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QByteArray>("dump");
        QTest::newRow("order is kept")
            << quoted("{'b':1,'a':[true,null,-2,1.5,'x']}") << quoted("{'b':1,'a':[true,null,-2,1.5,'x']}");
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF[1]") << QByteArray("[1]");
        QTest::newRow("white space") << QByteArray(" \r\n\t[ 1 ]\n") << QByteArray("[1]");
        QTest::newRow("same name in different objects")
            << quoted("[{'a':{'a':1}},{'a':2}]") << quoted("[{'a':{'a':1}},{'a':2}]");
        QTest::newRow("64 levels") << nested(64) << nested(64);
        QTest::newRow("NUL escaped") << quoted("['a\\u0000b']") << quoted("['a\\u0000b']");
        QTest::newRow("pair of surrogates") << quoted("['\\ud83d\\ude00']") << QByteArray("[\"😀\"]");
        QTest::newRow("only a value") << QByteArray("7") << QByteArray("7");
    }
    void good()
    {
        QFETCH(const QByteArray, document);
        QFETCH(const QByteArray, dump);
        const auto parsed = json::parse(document);
        QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().text));
        QCOMPARE(QByteArray::fromStdString(parsed->dump()), dump);
    }

    void bad_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QString>("mention");
        const auto add = [](const char *name, const QByteArray &document, const char *mention) {
            QTest::newRow(name) << document << QString::fromUtf8(mention);
        };
        add("empty", "", "empty");
        add("white space only", " \n ", "empty");
        add("byte order mark only", "\xEF\xBB\xBF", "empty");
        add("syntax", "[1,\n  2,\n  é]", "line 3, column 3");
        add("syntax after letters that are several bytes", "[\"éé\" x]", "line 1, column 7");
        add("trailing comma", "[1,]", "line 1, column 4");
        add("two documents", "[1] [2]", "line 1, column 5");
        add("comment", "[1] // x", "line 1, column 5");
        add("single quotes", "['a']", "line 1, column 2");
        add("cut off", quoted("{'a': 'b"), "before its JSON is complete");
        add("cut off in a number after a line feed", "\n3e-", "line 2, column 3");
        add("cut off in a text after a line feed", "\n\"a", "line 2, column 2");
        add("cut off after a value", quoted("{'a': 1"), "before its JSON is complete");
        add("repeated name", "{\"a\": 1,\n \"b\": 2, \"a\": 3}", "\"a\" stands twice");
        add("place of repeated name", "{\"a\": 1,\n \"b\": 2, \"a\": 3}", "line 2, column 12");
        add("name repeated by an escape", quoted("{'a': 1, '\\u0061': 3}"), "\"a\" stands twice");
        add("repeated name deep down", quoted("[{'x':{'y':[{'z':1,'z':1}]}}]"), "\"[0].x.y[0].z\"");
        add("65 levels", nested(65), "more than 64 levels");
        add("a million levels", QByteArray(1'000'000, '['), "more than 64 levels");
        add("a million objects", QByteArray("{\"a\":").repeated(1'000'000), "more than 64 levels");
        add("byte that is no UTF-8", "[\"a\xFF\"]", "not UTF-8 at line 1, column 4");
        add("Latin-1", "[\"caf\xE9\"]", "not UTF-8");
        add("overlong form", "[\"\xC0\xAF\"]", "not UTF-8");
        add("surrogate in UTF-8", "[\"\xED\xA0\x80\"]", "not UTF-8");
        add("lone surrogate", quoted("['\\ud800']"), "not valid JSON");
        add("UTF-16",
            QByteArray("\xFF\xFE[\0"
                       "1\0]\0",
                       8),
            "not UTF-8");
        add("NUL as it is", QByteArray("[\"a\0b\"]", 7), "NUL character at line 1, column 4");
        add("NUL behind the document", QByteArray("[1]\n\0", 5), "NUL character at line 2, column 1");
        add("documents with a NUL between", QByteArray("[1]\0[2]", 7), "NUL character at line 1, column 4");
        add("NUL alone", QByteArray("\0", 1), "NUL character at line 1, column 1");
        add("NUL where a piece begins", QByteArray(64 * 1024, '\n') + QByteArray("\0", 1),
            "NUL character at line 65537, column 1");
        add("UTF-16 without its mark", QByteArray("[\0\"\0", 4), "NUL character at line 1, column 2");
        add("line feed in text", "[\"a\nb\"]", "not valid JSON");
        add("number out of range", "[1,\n 1e999\n]", "number at \"[1]\" is too large");
        add("number that stands wrong", "[1\n 2\n]", "not valid JSON at line 2, column 2");
        add("number too many", '[' + QByteArray("0,").repeated(json::mostValues - 1) + "0\n]", "line 1");
        add("NaN", "[NaN]", "not valid JSON");
        add("binary", QByteArray("\x89PNG\r\n\x1A\n", 8), "not UTF-8");
        add("millions of values", '[' + QByteArray("0,").repeated(json::mostValues) + "0]", "values");
        add("millions of objects", '[' + QByteArray("{},").repeated(json::mostValues) + "{}]", "1,000,000");
        add("millions of arrays", '[' + QByteArray("[],").repeated(json::mostValues) + "[]]", "values");
        add("endless white space", QByteArray(2 * json::longestToken, ' '), "more than 16 MiB");
        add("endless text", "[\"" + QByteArray(2 * json::longestToken, 'x') + "\"]", "more than 16 MiB");
        add("endless number", '[' + QByteArray(2 * json::longestToken, '7') + ']', "more than 16 MiB");
        add("much text", '[' + ('"' + QByteArray(1024 * 1024, 'x') + "\",").repeated(70) + "0]",
            "64 MiB of text");
        add("far down", QByteArray(70'000, '\n') + "  é x", "line 70001, column 3");
        add("far to the right", "[\"" + QByteArray("é").repeated(70'000) + "\" x]", "line 1, column 70005");
        add("bad UTF-8 far down", "[\"" + QByteArray(65'534, 'x') + "\xC3\"]",
            "not UTF-8 at line 1, column 65538");
    }
    void bad()
    {
        QFETCH(const QByteArray, document);
        QFETCH(const QString, mention);
        const auto parsed = json::parse(document);
        QVERIFY(!parsed);
        QVERIFY2(parsed.error().text.contains(mention), qPrintable(parsed.error().text));
        QCOMPARE(parsed.error().kind, Error::Kind::Rule);
    }

    void messagesShowNothingOfTheDocument()
    {
        const auto parsed = json::parse(quoted("{'client_secret': 'hunter2hunter2' 'x'}"));
        QVERIFY(!parsed);
        QVERIFY2(!parsed.error().text.contains(u"hunter2"_s), qPrintable(parsed.error().text));
    }

    void beginningOfWhatIsBroken()
    {
        QCOMPARE(json::beginning(quoted("{'format': 'x', 'clients': [{'a'")).value("format", ""), "x");
        QVERIFY(json::beginning("").is_null());
        QVERIFY(json::beginning("nonsense").is_null());
        const Json start = json::beginning('[' + QByteArray("1,").repeated(100'000) + "1]");
        QVERIFY(start.size() > 100 && start.size() < 10'000);
    }

    void asManyValuesAsMayBe()
    {
        const auto parsed = json::parse('[' + QByteArray("0,").repeated(json::mostValues - 2) + "0]");
        QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().text));
        QCOMPARE(parsed->size(), std::size_t(json::mostValues - 1));
    }

    void manyNamesDoNotTakeForever()
    {
        QByteArray document = "{";
        for (int i = 0; i < 200'000; ++i)
            document += '"' + QByteArray::number(i) + "\":0,";
        document.back() = '}';
        const auto parsed = json::parse(document);
        QVERIFY(parsed);
        QCOMPARE(parsed->size(), 200'000u);
    }

    void typedReading()
    {
        const Json value =
            *json::parse(quoted("{'text':'a\\u0000b','flag':true,'list':['x','y'],'number':-7,"
                                "'mixed':['x',1],'big':18446744073709551615,'half':1.5,'nothing':null}"));
        QCOMPARE(*json::read<QString>(value["text"], u"p"_s), u"a"_s + QChar(u'\0') + u'b');
        QCOMPARE(*json::read<bool>(value["flag"], u"p"_s), true);
        QCOMPARE(*json::read<QStringList>(value["list"], u"p"_s), QStringList({u"x"_s, u"y"_s}));
        QCOMPARE(*json::read<qint64>(value["number"], u"p"_s), -7);

        QCOMPARE(json::read<QString>(value["number"], u"clients[2].title"_s).error().text,
                 u"clients[2].title is a number, expected text. Correct it."_s);
        QVERIFY(
            json::read<QStringList>(value["mixed"], u"p"_s).error().text.startsWith(u"p[1] is a number"_s));
        QVERIFY(!json::read<QStringList>(value["text"], u"p"_s));
        QVERIFY(!json::read<QString>(value["nothing"], u"p"_s));
        QVERIFY(!json::read<bool>(value["number"], u"p"_s));
        QVERIFY(!json::read<bool>(value["text"], u"p"_s));
        QVERIFY(!json::read<qint64>(value["big"], u"p"_s));
        QVERIFY(!json::read<qint64>(value["half"], u"p"_s));
        QVERIFY(!json::read<qint64>(value["flag"], u"p"_s));
    }

    void recordByItsTable()
    {
        const Json object =
            *json::parse(quoted("{'other':null,'text':'a','list':'b','rest':{'x':1},'Number':3}"));
        Sample sample;
        const auto others = readSample(sample, object, json::Dialect::Standard);
        QVERIFY(others);
        QCOMPARE(*others, (QStringList{u"p.other"_s, u"p.Number"_s}));
        QCOMPARE(sample.text, u"a"_s);
        QCOMPARE(sample.list, QStringList{u"b"_s});
        QCOMPARE(sample.number, 7);
        QCOMPARE(sample.rest, &object["rest"]);
    }

    void nullInARecordIsAsAbsent()
    {
        Sample sample;
        QVERIFY(readSample(sample, *json::parse(quoted("{'text':null,'number':null,'rest':null}")),
                           json::Dialect::Standard));
        QVERIFY(!sample.text);
        QCOMPARE(sample.number, 7);
        QVERIFY(!sample.rest);
    }

    void namesOfARecordInAnyCase()
    {
        Sample sample;
        QVERIFY(readSample(sample, *json::parse(quoted("{'TEXT':'a','Number':3,'text':null}")),
                           json::Dialect::Configuration));
        QCOMPARE(sample.text, u"a"_s);
        QCOMPARE(sample.number, 3);
    }

    void badRecords_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QString>("mention");
        QTest::addColumn<QString>("column");
        const auto add = [](const char *name, const char *document, const QString &mention,
                            const QString &column) {
            QTest::newRow(name) << quoted(document) << mention << column;
        };
        add("no object", "[]", u"p is an array"_s, {});
        add("wrong type", "{'text':1}", u"p.text is a number"_s, u"text"_s);
        add("wrong type where more is taken", "{'list':['a',1]}", u"p.list[1] is a number"_s, u"list"_s);
        add("twice", "{'text':'a','Text':'b'}", u"p.Text stands there twice"_s, u"text"_s);
    }
    void badRecords()
    {
        QFETCH(const QByteArray, document);
        QFETCH(const QString, mention);
        Sample sample;
        const auto read = readSample(sample, *json::parse(document), json::Dialect::Configuration);
        QVERIFY(!read);
        QVERIFY2(read.error().text.contains(mention), qPrintable(read.error().text));
        QTEST(read.error().column, "column");
    }

    void arrayOutputIsThatOfAWholeDump_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::newRow("none") << QByteArray("[]");
        QTest::newRow("one") << quoted("[{'a':[],'b':{}}]");
        QTest::newRow("several") << quoted("[{'a':[1,{'b':'x\\ny'}]},2,'text',[]]");
    }
    void arrayOutputIsThatOfAWholeDump()
    {
        QFETCH(const QByteArray, document);
        const Json array = *json::parse(document);
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        json::ArrayOutput output(buffer);
        QVERIFY(output.begin());
        for (const Json &item : array)
            QVERIFY(output.add(item));
        QVERIFY(output.end());
        QCOMPARE(buffer.data(), QByteArray::fromStdString(array.dump(2)));
    }

    void writeErrorsAreTold()
    {
        QBuffer closed;
        QTest::ignoreMessage(QtWarningMsg, "QIODevice::write (QBuffer): device not open");
        const auto written = json::write(closed, "x");
        QVERIFY(!written);
        QCOMPARE(written.error().kind, Error::Kind::Unreachable);
    }
};

GATEHOUSE_TEST(JsonTextTest)
#include "tst_jsontext.moc"
