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

}

/// Elements of arrays that are taken one at a time.
class JsonElementsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void taken_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QStringList>("elements");
        QTest::addColumn<QByteArray>("rest");
        const auto add = [](const char *name, const char *document, const QStringList &elements,
                            const char *rest) {
            QTest::newRow(name) << quoted(document) << elements << quoted(rest);
        };
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
        wanted.take = [&](const QString &place, const Json &element) -> Result<void> {
            taken << u"%1 %2"_s.arg(place, json::toText(element.dump()).replace(u'"', u'\''));
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
        const auto take = [&](const QString &place, const Json &element) -> Result<void> {
            taken << u"%1 %2"_s.arg(place, json::toText(element.dump()).replace(u'"', u'\''));
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
        wanted.take = [](const QString &, const Json &) -> Result<void> { return {}; };
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
        wanted.take = [](const QString &, const Json &) -> Result<void> { return {}; };
        QVERIFY(parsed(document, wanted));
    }

    void hugeElementsAreRefusedWithTheirPlace()
    {
        const QByteArray document =
            "{\"clients\":[{},\n{\"uris\":[" + QByteArray("0,").repeated(json::mostValuesOfElement) + "0]}]}";
        json::Elements wanted{.paths = {{"clients"}}};
        wanted.take = [](const QString &, const Json &) -> Result<void> { return {}; };
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
        wanted.take = [&](const QString &, const Json &) -> Result<void> {
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
