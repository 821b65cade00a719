#include "domain/ShortText.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

/// Long texts in lists.
class TestShortText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void texts_data();
    void texts();
    void lists_data();
    void lists();
};

void TestShortText::texts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("none") << u""_s << u""_s;
    QTest::newRow("fits") << u"12345"_s << u"12345"_s;
    QTest::newRow("too long") << u"123456"_s << u"12345…"_s;
    QTest::newRow("not within a character") << u"1234😀"_s << u"1234…"_s;
}

void TestShortText::texts()
{
    QFETCH(const QString, text);
    QTEST(shortText(text, 5), "shown");
}

void TestShortText::lists_data()
{
    QTest::addColumn<QString>("values");
    QTest::addColumn<QString>("shown");
    QTest::newRow("none") << u""_s << u""_s;
    QTest::newRow("fits") << u"a, b, c"_s << u"a, b, c"_s;
    QTest::newRow("too many") << u"a, b, c, d"_s << u"a, b, c, … and 1 more"_s;
    QTest::newRow("more that are long") << u"a, b, 123456789, d"_s << u"a, b, … and 2 more"_s;
    QTest::newRow("one that is long") << u"1234567890"_s << u"12345678…"_s;
    QTest::newRow("the first is long") << u"1234567890, b, c"_s << u"12345678… and 2 more"_s;
    QTest::newRow("the last is long") << u"a, 1234567890"_s << u"a, … and 1 more"_s;
    QTest::newRow("markers in values") << u"%1, %2, %3, %4"_s << u"%1, %2, … and 2 more"_s;
}

void TestShortText::lists()
{
    QFETCH(const QString, values);
    QTEST(shortList(values, 8), "shown");
}

GATEHOUSE_TEST(TestShortText)
#include "tst_shorttext.moc"
