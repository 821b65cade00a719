#include "JsonLiteral.h"

#include "domain/json/JsonElements.h"

#include <QBuffer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using json::Json;

namespace {

Result<json::Parsed> parsed(QByteArray document, const json::Elements &elements,
                            const Progress &progress = {})
{
    QBuffer source(&document);
    source.open(QIODevice::ReadOnly);
    return json::parse(source, elements, progress);
}

bool isRealm(const Json &first)
{
    return first.is_object() && first.contains("realm");
}

QString shown(const json::Element &element)
{
    return u"%1 %2"_s.arg(element.place, json::toText(element.value.dump()).replace(u'"', u'\''));
}

/// A table of documents, of the elements that are taken of each, and of what is left of it.
class TakenRows
{
public:
    TakenRows()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QStringList>("elements");
        QTest::addColumn<QByteArray>("rest");
    }

    void operator()(const char *name, const char *document, const QStringList &elements,
                    const char *rest) const
    {
        QTest::newRow(name) << quoted(document) << elements << quoted(rest);
    }
};

}

/// Elements of arrays that are taken one at a time.
class JsonElementsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void taken_data()
    {
        const TakenRows add;
        add("of a member", "{'a':1,'clients':[{'x':[1]},2],'b':[3]}",
            {u"clients[0] {'x':[1]}"_s, u"clients[1] 2"_s}, "{'a':1,'clients':[],'b':[3]}");
        add("of the document", "[{'x':1},'y',[]]",
            {u"clients[0] {'x':1}"_s, u"clients[1] 'y'"_s, u"clients[2] []"_s}, "[]");
        add("of documents in an array", "[{'realm':'r','clients':[1,2],'b':3},{'clients':[4]}]",
            {u"[0].clients[0] 1"_s, u"[0].clients[1] 2"_s, u"[1].clients[0] 4"_s},
            "[{'realm':'r','clients':[],'b':3},{'clients':[]}]");
        add("deeper down", "{'data':{'Clients':[{'clients':[1]}],'other':{'Clients':[2]}}}",
            {u"data.Clients[0] {'clients':[1]}"_s}, "{'data':{'Clients':[],'other':{'Clients':[2]}}}");
        add("an element's own array", "[{'x':1},{'clients':[1]}]",
            {u"clients[0] {'x':1}"_s, u"clients[1] {'clients':[1]}"_s}, "[]");
        add("none", "{'clients':[]}", {}, "{'clients':[]}");
        add("no array", "{'clients':{'0':1},'data':[{'Clients':[1]}]}", {},
            "{'clients':{'0':1},'data':[{'Clients':[1]}]}");
        add("a single value", "7", {}, "7");
    }
    void taken()
    {
        QFETCH(const QByteArray, document);
        QFETCH(const QStringList, elements);
        QFETCH(const QByteArray, rest);
        json::Elements wanted{.paths = {{"clients"}, {"*", "clients"}, {"data", "Clients"}, {}},
                              .areDocuments = isRealm};
        const auto skipped = parsed(document, wanted);
        QVERIFY2(skipped, skipped ? "" : qPrintable(skipped.error().text));

        QStringList taken;
        wanted.take = [&](json::Element &&element) -> Result<void> {
            taken << shown(element);
            return {};
        };
        const auto all = parsed(document, wanted);
        QVERIFY2(all, all ? "" : qPrintable(all.error().text));
        QCOMPARE(taken, elements);
        QCOMPARE(QByteArray::fromStdString(all->rest.dump()), rest);
        QCOMPARE(all->elements, elements.size());
        QCOMPARE(QByteArray::fromStdString(skipped->rest.dump()), rest);
        QCOMPARE(skipped->elements, elements.size());
    }

    /// The library would give another number for each, and none at all beyond the range of a double.
    void numbersThatCannotBeKept()
    {
        QStringList taken;
        QStringList told;
        const json::Elements wanted{.paths = {{"clients"}},
                                    .take = [&](json::Element &&element) -> Result<void> {
                                        taken << shown(element);
                                        told << element.tooLong;
                                        return {};
                                    }};
        const auto all = parsed(quoted("{'a':18446744073709551616,'clients':[{'b':{'c':[18446744073709551615,"
                                       "-99999999999999999999]}},{'d':1e3,'e':12345678901234567890.5},"
                                       "{'f':1e999,'g':[-1.5e400,1E+99999]},1e999],'h':1,'i':1e309}"),
                                wanted);
        QVERIFY2(all, all ? "" : qPrintable(all.error().text));
        QCOMPARE(taken, (QStringList{u"clients[0] {'b':{'c':[18446744073709551615,null]}}"_s,
                                     u"clients[1] {'d':1000.0,'e':1.2345678901234567e+19}"_s,
                                     u"clients[2] {'f':null,'g':[null,null]}"_s, u"clients[3] null"_s}));
        QCOMPARE(told, (QStringList{u"clients[0].b.c[1]"_s, u"clients[2].f"_s, u"clients[2].g[0]"_s,
                                    u"clients[2].g[1]"_s, u"clients[3]"_s}));
        QCOMPARE(all->tooLong, (QStringList{u"a"_s, u"i"_s}));
        QVERIFY(!json::parse("{\"a\":18446744073709551616}"));
        QVERIFY(!json::parse("{\"a\":1e999}"));
        QVERIFY(json::parse("{\"a\":1.7976931348623157e308}"));
    }

    void takenByName_data()
    {
        const TakenRows add;
        add("members", "{'clients':{'a':{'x':1},'b':2},'c':{'d':2}}",
            {u"clients.a {'x':1}"_s, u"clients.b 2"_s}, "{'clients':{},'c':{'d':2}}");
        add("elements", "{'clients':[1]}", {u"clients[0] 1"_s}, "{'clients':[]}");
        add("members of any section", "{'x':{'id':1},'y':{'z':{'a':{'id':1},'b':2}}}",
            {u"x.id 1"_s, u"y.z.a {'id':1}"_s, u"y.z.b 2"_s}, "{'x':{},'y':{'z':{}}}");
        add("elements of any section", "{'y':{'z':[{'id':1},2]},'x':[{'id':2}],'w':[3,{'id':3}]}",
            {u"y.z[0] {'id':1}"_s, u"y.z[1] 2"_s, u"x[0] {'id':2}"_s},
            "{'y':{'z':[]},'x':[],'w':[3,{'id':3}]}");
        add("deeper than asked for", "{'x':{'y':{'z':[{'id':1}]}}}", {}, "{'x':{'y':{'z':[{'id':1}]}}}");
        add("the document", "{'id':1,'x':2}", {}, "{'id':1,'x':2}");
    }
    void takenByName()
    {
        QFETCH(const QByteArray, document);
        QFETCH(const QStringList, elements);
        QFETCH(const QByteArray, rest);
        json::Elements wanted{
            .paths = {{"clients"}, {json::anyMember}, {json::anyMember, json::anyMember}, {}},
            .mayBeMembers = true,
            .areTaken = [](const Json &first) {
                return first == 1 || (first.is_object() && first.contains("id"));
            }};
        const auto skipped = parsed(document, wanted);
        QVERIFY2(skipped, skipped ? "" : qPrintable(skipped.error().text));
        QCOMPARE(QByteArray::fromStdString(skipped->rest.dump()), rest);
        QCOMPARE(skipped->elements, elements.size());

        QStringList taken;
        wanted.take = [&](json::Element &&element) -> Result<void> {
            taken << shown(element);
            return {};
        };
        const auto all = parsed(document, wanted);
        QVERIFY2(all, all ? "" : qPrintable(all.error().text));
        QCOMPARE(taken, elements);
        QCOMPARE(QByteArray::fromStdString(all->rest.dump()), rest);
    }

    void standsTwice_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QStringList>("faults"); ///< of each element, the start of the text, or nothing
        QTest::addColumn<QString>("faultOfRest");
        const auto add = [](const char *name, const char *document, const QStringList &faults,
                            const QString &faultOfRest = {}) {
            QTest::newRow(name) << quoted(document) << faults << faultOfRest;
        };
        add("in one of three", "{'clients':[{'x':1},\n{'x':1,'x':2},{'x':1}]}",
            {QString(),
             u"\"clients[1].x\" stands twice in one object, for the second time at line 2, column 10"_s,
             QString()});
        add("deeper", "{'clients':[{'x':{'y':[{'z':1,'z':1}]}},{}]}",
            {u"\"clients[0].x.y[0].z\""_s, QString()});
        add("several in one", "{'clients':[{'x':{'y':1,'y':1},'z':1,'z':1},{}]}",
            {u"\"clients[0].x.y\""_s, QString()});
        add("in the document", "{'a':1,'clients':[{'x':1}],'a':2}", {QString()}, u"\"a\""_s);
        add("in a member of the document", "{'a':{'b':1,'b':2},'clients':[{}]}", {QString()}, u"\"a.b\""_s);
        add("in both", "{'clients':[{'x':1,'x':1}],'a':{'b':1,'b':2}}", {u"\"clients[0].x\""_s},
            u"\"a.b\""_s);
        add("in the first of the document", "[{'x':1,'x':2},{'y':1}]", {u"\"[0].x\""_s, QString()});
        add("in the second of the document", "[{'x':1},{'y':1,'y':2}]", {QString(), u"\"clients[1].y\""_s});
        add("in the first of several documents", "[{'realm':1,'realm':2,'clients':[{'x':1}]}]", {QString()},
            u"\"[0].realm\""_s);
        add("in one of a document", "[{'realm':1,'clients':[{'x':1,'x':2}]}]", {u"\"[0].clients[0].x\""_s});
        add("the name of one", "{'clients':{'a':{},'b':{},'a':{}}}",
            {QString(), QString(), u"\"clients.a\""_s});
        add("in one of any section", "{'s':[{'id':1,'id':2},{'id':3}]}", {u"\"s[0].id\""_s, QString()});
        add("in the first of another section", "{'s':[{'x':1,'x':2}]}", {}, u"\"s[0].x\""_s);
    }
    void standsTwice()
    {
        QFETCH(const QByteArray, document);
        QFETCH(const QStringList, faults);
        QFETCH(const QString, faultOfRest);
        json::Elements wanted{.paths = {{"clients"}, {"*", "clients"}, {json::anyMember}, {}},
                              .mayBeMembers = true,
                              .areDocuments = isRealm,
                              .areTaken = [](const Json &first) { return first.contains("id"); }};
        const auto startsWith = [](const std::optional<Error> &error, const QString &start) {
            return start.isEmpty() ? !error : error && error->text.startsWith(start);
        };
        const auto skipped = parsed(document, wanted);
        QVERIFY(skipped && startsWith(skipped->standsTwice, faultOfRest));

        qsizetype count = 0;
        QString wrong;
        wanted.take = [&](json::Element &&element) -> Result<void> {
            if (!startsWith(element.standsTwice, faults.value(count++)))
                wrong = element.standsTwice ? element.standsTwice->text : u"no fault"_s;
            return {};
        };
        const auto all = parsed(document, wanted);
        QVERIFY(all && startsWith(all->standsTwice, faultOfRest));
        QCOMPARE(wrong, QString());
        QCOMPARE(count, faults.size());
    }

    void namesOfMembersTakeMemory()
    {
        QByteArray document = "{\"clients\":{";
        const QByteArray padding(1024 * 1024, 'x');
        for (int i = 0; i < 70; ++i)
            document += '"' + padding + QByteArray::number(i) + "\":1,";
        document += "\"a\":1}}";
        const auto all = parsed(document, {.paths = {{"clients"}}, .mayBeMembers = true});
        QVERIFY(!all);
        QVERIFY2(all.error().text.contains(u"64 MiB"_s), qPrintable(all.error().text));
    }

    void configurationOfDotNet_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QStringList>("elements");
        const QString one = u"clients[0] {'x':[1]}"_s;
        QTest::newRow("comments") << quoted("// a, ]\n{'clients': /* ,] ' */ [{'x':[1]}]} // end")
                                  << QStringList{one};
        QTest::newRow("trailing commas") << quoted("{'clients':[{'x':[1,],},],}") << QStringList{one};
        QTest::newRow("both") << quoted("{'clients':[{'x':[1, // ,\n /*]*/ ]},\n]}") << QStringList{one};
        QTest::newRow("any case") << quoted("{'CLIENTS':[{'x':[1]}]}")
                                  << QStringList{u"CLIENTS[0] {'x':[1]}"_s};
        QTest::newRow("commas in texts") << quoted("{'clients':[',]','\\',}']}")
                                         << QStringList{u"clients[0] ',]'"_s, u"clients[1] '\\',}'"_s};
        for (const int spaces :
             {65'500, 65'522, 65'523, 65'524, 65'525, 65'526, 65'527, 65'528, 65'600, 150'000}) {
            QTest::addRow("comma before %d spaces", spaces)
                << quoted("{'clients':[{'x':[1]}") + QByteArray(spaces % 65'536, ' ') + "," +
                       QByteArray(spaces / 3, ' ') + "]}"
                << QStringList{one};
        }
    }
    void configurationOfDotNet()
    {
        QFETCH(const QByteArray, document);
        QFETCH(const QStringList, elements);
        QStringList taken;
        const auto take = [&](json::Element &&element) -> Result<void> {
            taken << shown(element);
            return {};
        };
        const auto all =
            parsed(document, {.paths = {{"clients"}}, .take = take, .dialect = json::Dialect::Configuration});
        QVERIFY2(all, all ? "" : qPrintable(all.error().text));
        QCOMPARE(taken, elements);
    }

    void configurationThatIsNone_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QString>("mention");
        QTest::newRow("comma alone") << quoted("[,]") << u"line 1, column 2"_s;
        QTest::newRow("two commas") << quoted("[1,,]") << u"line 1, column 4"_s;
        QTest::newRow("comma behind a name") << quoted("{'a':,}") << u"line 1, column 6"_s;
        QTest::newRow("comment without end") << quoted("[1] /* x") << u"line 1"_s;
        QTest::newRow("place behind a comma and a comment")
            << quoted("[1, // x\n ],\n x") << u"line 2, column 3"_s;
    }
    void configurationThatIsNone()
    {
        QFETCH(const QByteArray, document);
        QFETCH(const QString, mention);
        const auto all = parsed(document, {.dialect = json::Dialect::Configuration});
        QVERIFY(!all);
        QVERIFY2(all.error().text.contains(mention), qPrintable(all.error().text));
    }

    void looksOnlyWhetherItIsJson()
    {
        const QByteArray many = '[' + QByteArray("{\"a\":[0]},").repeated(json::mostValues / 2) + "0]";
        QVERIFY(!parsed(many, {}));
        const auto looked = parsed(many, {.keepsNothing = true});
        QVERIFY2(looked, looked ? "" : qPrintable(looked.error().text));
        QVERIFY(!parsed(many + 'x', {.keepsNothing = true}));
        QVERIFY(!parsed(QByteArray(100, '['), {.keepsNothing = true}));
    }

    void limitsAreThoseOfOneElement()
    {
        const QByteArray one = '[' + QByteArray("0,").repeated(json::mostValuesOfElement - 2) + "0]";
        const QByteArray document = "{\"clients\":[" + (one + ',').repeated(11) + one + "]}";
        json::Elements wanted{.paths = {{"clients"}}};
        wanted.take = [](json::Element &&) -> Result<void> { return {}; };
        QVERIFY(parsed(document, wanted));
        QVERIFY(parsed(document, {.paths = {{"clients"}}}));
        QVERIFY(!parsed(document, {}));
    }

    void muchTextIsThatOfOneElement()
    {
        const QByteArray one = "[\"" + QByteArray(1024 * 1024, 'x') + "\"]";
        const QByteArray document = '[' + (one + ',').repeated(70) + one + ']';
        json::Elements wanted{.paths = {{}}};
        QVERIFY(parsed(document, wanted));
        wanted.take = [](json::Element &&) -> Result<void> { return {}; };
        QVERIFY(parsed(document, wanted));
    }

    void hugeElementsAreRefusedWithTheirPlace()
    {
        const QByteArray document =
            "{\"clients\":[{},\n{\"uris\":[" + QByteArray("0,").repeated(json::mostValuesOfElement) + "0]}]}";
        json::Elements wanted{.paths = {{"clients"}}};
        wanted.take = [](json::Element &&) -> Result<void> { return {}; };
        const auto all = parsed(document, wanted);
        QVERIFY(!all);
        QVERIFY2(all.error().text.contains(u"100,000 values"_s) &&
                     all.error().text.contains(u"line 2, column"_s),
                 qPrintable(all.error().text));
    }

    void tooManyElements()
    {
        const QByteArray document = '[' + QByteArray("0,").repeated(json::mostElements) + "0]";
        const auto all = parsed(document, {.paths = {{}}});
        QVERIFY(!all);
        QVERIFY2(all.error().text.contains(u"1,000,000 client applications"_s), qPrintable(all.error().text));
    }

    void documentsMayBeLargerThanAnElement()
    {
        const QByteArray realm =
            "{\"realm\":[" + QByteArray("0,").repeated(json::mostValuesOfElement) + "0]}";
        const json::Elements wanted{.paths = {{"*", "clients"}, {}}, .areDocuments = isRealm};
        QVERIFY(parsed('[' + realm + ',' + realm + ']', wanted));
    }

    void faultsInWhatIsSkipped_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QString>("mention");
        QTest::newRow("syntax") << quoted("{'clients':[{'a':\nx}]}") << u"line 2, column 1"_s;
        QTest::newRow("depth") << quoted("{'clients':[") + QByteArray(100, '[') << u"64 levels"_s;
        QTest::newRow("end") << quoted("{'clients':[{'a':1}") << u"complete"_s;
    }
    void faultsInWhatIsSkipped()
    {
        QFETCH(const QByteArray, document);
        QFETCH(const QString, mention);
        const auto all = parsed(document, {.paths = {{"clients"}}});
        QVERIFY(!all);
        QVERIFY2(all.error().text.contains(mention), qPrintable(all.error().text));
    }

    void whoTakesMayStop()
    {
        int taken = 0;
        json::Elements wanted{.paths = {{}}};
        wanted.take = [&](json::Element &&) -> Result<void> {
            ++taken;
            return fail(Error::Kind::Conflict, u"enough"_s);
        };
        const auto all = parsed("[1,2]", wanted);
        QVERIFY(!all);
        QCOMPARE(all.error().text, u"enough"_s);
        QCOMPARE(taken, 1);
    }

    void cancels()
    {
        const QByteArray document = '[' + QByteArray("0,").repeated(100'000) + "0]";
        const auto all = parsed(document, {.paths = {{}}}, [](int done, int) { return done < 128; });
        QVERIFY(!all);
        QCOMPARE(all.error().kind, Error::Kind::Cancelled);
    }
};

GATEHOUSE_TEST(JsonElementsTest)
#include "tst_jsonelements.moc"
