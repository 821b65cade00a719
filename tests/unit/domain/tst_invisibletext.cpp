#include "domain/rules/InvisibleText.h"

#include "domain/LanguageTag.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

namespace {

using Positions = QList<qsizetype>;

}

class InvisibleTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void misplaced_data();
    void misplaced();
    void everyOneAmidLatinLetters_data();
    void everyOneAmidLatinLetters();
    void namesTheFirst();
    void namedInPlace_data();
    void namedInPlace();
    void titlesAndTextsAreWarnedAbout();
};

void InvisibleTextTest::misplaced_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Positions>("positions");
    QTest::newRow("empty") << QString() << Positions();
    QTest::newRow("plain") << u"Web shop – Žoë"_s << Positions();
    QTest::newRow("narrow no-break space") << u"Prix\u202f: 3 €"_s << Positions();
    QTest::newRow("soft hyphen") << u"Donau\u00addampf"_s << Positions();
    QTest::newRow("soft hyphen alone") << u"\u00ad"_s << Positions{1};
    QTest::newRow("soft hyphen at the end") << u"Web\u00ad shop"_s << Positions{4};
    QTest::newRow("blank of Braille alone") << u"\u2800"_s << Positions{1};
    QTest::newRow("joiner behind a mark of a Latin letter") << u"cafe\u0301\u200cshop"_s << Positions{6};
    QTest::newRow("vowel of Khmer") << u"Pay\u17b4pal"_s << Positions{4};
    QTest::newRow("selector of Mongolian") << u"Pay\u180bpal"_s << Positions{4};
    QTest::newRow("operator that is not assigned") << u"Pay\u2065pal"_s << Positions{4};
    QTest::newRow("Braille") << u"\u2813\u2800\u2815"_s << Positions();

    QTest::newRow("override") << u"Web\u202epohs"_s << Positions{4};
    QTest::newRow("override in Arabic") << u"\u0645\u202e\u062a\u062c\u0631\u202c"_s << Positions{2, 6};
    QTest::newRow("embedding in Hebrew") << u"\u05d0\u202a\u05d1\u202c"_s << Positions{2, 4};
    QTest::newRow("isolate in Latin") << u"\u2066Web\u2069 shop"_s << Positions{1, 5};
    QTest::newRow("isolated Latin in Arabic") << u"\u0645\u062a\u062c\u0631 \u2066Web\u2069"_s << Positions();
    QTest::newRow("nested isolates in Arabic") << u"\u0645\u2067a\u2066b\u2069\u2069"_s << Positions();
    QTest::newRow("isolate left open") << u"\u0645\u062a\u062c\u0631 \u2068Web"_s << Positions{6};
    QTest::newRow("isolate only closed") << u"\u0645\u2069"_s << Positions{2};
    QTest::newRow("inner isolate closed, outer open") << u"\u0645\u2067\u2066a\u2069"_s << Positions{2};
    QTest::newRow("marks in Arabic") << u"\u0645\u062a\u062c\u0631\u200f (Web\u200e)\u061c"_s << Positions();
    QTest::newRow("mark in Hebrew") << u"C++\u200e \u05d4\u05dc\u05d5"_s << Positions();
    QTest::newRow("mark in Latin") << u"Web\u200e shop\u200f\u061c"_s << Positions{4, 10, 11};

    QTest::newRow("Persian") << u"\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"_s << Positions();
    QTest::newRow("Persian at the end of a word") << u"\u0647\u200c \u0648"_s << Positions();
    QTest::newRow("Persian twice") << u"\u0645\u06cc\u200c\u200c\u062e"_s << Positions{4};
    QTest::newRow("Hindi") << u"\u0915\u094d\u200d\u0937 \u0915\u094d\u200c\u0937"_s << Positions();
    QTest::newRow("Sinhala") << u"\u0dc1\u0dca\u200d\u0dbb\u0dd3"_s << Positions();
    QTest::newRow("Arabic letter in its joined shape") << u"\u200d\u0647"_s << Positions();
    QTest::newRow("non-joiner in Latin") << u"pay\u200cpal"_s << Positions{4};
    QTest::newRow("joiner in Latin") << u"pay\u200dpal"_s << Positions{4};
    QTest::newRow("joiner in Cyrillic") << u"\u043f\u0430\u200d\u0439"_s << Positions{3};

    QTest::newRow("family") << u"\U0001F468\u200d\U0001F469\u200d\U0001F467"_s << Positions();
    QTest::newRow("health worker with skin tone")
        << u"\U0001F469\U0001F3FD\u200d\u2695\ufe0f"_s << Positions();
    QTest::newRow("rainbow flag") << u"\U0001F3F3\ufe0f\u200d\U0001F308"_s << Positions();
    QTest::newRow("heart on fire") << u"\u2764\ufe0f\u200d\U0001F525"_s << Positions();
    QTest::newRow("keycap") << u"1\ufe0f\u20e3"_s << Positions();
    QTest::newRow("flag of Wales")
        << u"\U0001F3F4\U000E0067\U000E0062\U000E0077\U000E006C\U000E0073\U000E007F"_s << Positions();
    QTest::newRow("joiner after an emoji") << u"\U0001F468\u200d shop"_s << Positions{2};
    QTest::newRow("position after emoji") << u"\U0001F468\U0001F468\u200bx"_s << Positions{3};
    QTest::newRow("selectors that hide a message") << u"a\ufe01\ufe02"_s << Positions{2, 3};
    QTest::newRow("tags that hide a message") << u"a\U000E0041\U000E0042"_s << Positions{2, 3};
    QTest::newRow("ideographic variation") << u"\u845b\U000E0100"_s << Positions();

    QTest::newRow("Thai words") << u"\u0e20\u0e32\u0e29\u0e32\u200b\u0e44\u0e17\u0e22"_s << Positions();
    QTest::newRow("zero width space in Latin") << u"pay\u200bpal"_s << Positions{4};
    QTest::newRow("word joiner") << u"pay\u2060pal"_s << Positions{4};
    QTest::newRow("byte order mark") << u"pay\ufeffpal"_s << Positions{4};
    QTest::newRow("byte order mark in front") << u"\ufeffpaypal"_s << Positions{1};
    QTest::newRow("at both ends") << u"\u200bpaypal\u2060"_s << Positions{1, 8};
    QTest::newRow("filler") << u"\u3164"_s << Positions{1};
}

void InvisibleTextTest::misplaced()
{
    QFETCH(const QString, text);
    QFETCH(const Positions, positions);
    Positions found;
    for (const rules::Invisible &one : rules::misplacedInvisibles(text)) {
        QCOMPARE(one.character, char32_t(text.toUcs4().at(one.position - 1)));
        found << one.position;
    }
    QCOMPARE(found, positions);
}

void InvisibleTextTest::everyOneAmidLatinLetters_data()
{
    QTest::addColumn<uint>("character");
    QTest::addColumn<QString>("name");
    const auto add = [](uint character, const char *name) {
        QTest::newRow(name) << character << QString::fromLatin1(name);
    };
    add(0x202a, "U+202A LEFT-TO-RIGHT EMBEDDING");
    add(0x202b, "U+202B RIGHT-TO-LEFT EMBEDDING");
    add(0x202c, "U+202C POP DIRECTIONAL FORMATTING");
    add(0x202d, "U+202D LEFT-TO-RIGHT OVERRIDE");
    add(0x202e, "U+202E RIGHT-TO-LEFT OVERRIDE");
    add(0x2066, "U+2066 LEFT-TO-RIGHT ISOLATE");
    add(0x2067, "U+2067 RIGHT-TO-LEFT ISOLATE");
    add(0x2068, "U+2068 FIRST STRONG ISOLATE");
    add(0x2069, "U+2069 POP DIRECTIONAL ISOLATE");
    add(0x200e, "U+200E LEFT-TO-RIGHT MARK");
    add(0x200f, "U+200F RIGHT-TO-LEFT MARK");
    add(0x034f, "U+034F COMBINING GRAPHEME JOINER");
    add(0x061c, "U+061C ARABIC LETTER MARK");
    add(0x200b, "U+200B ZERO WIDTH SPACE");
    add(0x200c, "U+200C ZERO WIDTH NON-JOINER");
    add(0x200d, "U+200D ZERO WIDTH JOINER");
    add(0x2060, "U+2060 WORD JOINER");
    add(0xfeff, "U+FEFF ZERO WIDTH NO-BREAK SPACE");
    add(0x2061, "U+2061 FUNCTION APPLICATION");
    add(0x3164, "U+3164 HANGUL FILLER");
    add(0xfe0f, "U+FE0F VARIATION SELECTOR-16");
    add(0xe0041, "U+E0041 TAG LATIN CAPITAL LETTER A");
    add(0xe0000, "U+E0000"); // has no name
}

void InvisibleTextTest::everyOneAmidLatinLetters()
{
    QFETCH(const uint, character);
    QFETCH(const QString, name);
    const char32_t one = character;
    const rules::Findings findings =
        rules::checkInvisible(u"Title"_s, u"Web "_s + QString(QChar::fromUcs4(one)) + u"shop"_s);
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings.first().severity, Severity::Warning);
    QVERIFY2(findings.first().text.contains(u"Title contains "_s + name + u" at 5"_s),
             qPrintable(findings.first().text));
}

void InvisibleTextTest::namesTheFirst()
{
    const QString text = rules::checkInvisible(u"Title"_s, QString(5, QChar(0x200b))).first().text;
    QCOMPARE(text.count(u"ZERO WIDTH SPACE"_s), 3);
    QVERIFY2(text.contains(u"2 more"_s), qPrintable(text));
    QVERIFY(!text.contains(QChar(0x200b)));
}

void InvisibleTextTest::namedInPlace_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("plain") << u"Web shop"_s << u"Web shop"_s;
    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("override") << u"Pay\u202elap"_s << u"Pay[U+202E]lap"_s;
    QTest::newRow("controls") << u"a\u001b[2J\u0000b\u0085\n\tc"_s << u"a[U+001B][2J[U+0000]b[U+0085]\n\tc"_s;
    QTest::newRow("behind an emoji, two") << u"\U0001f600\u200ba\u2060"_s << u"\U0001f600[U+200B]a[U+2060]"_s;
    QTest::newRow("needed") << u"\u0645\u06cc\u200c\u062e"_s << u"\u0645\u06cc\u200c\u062e"_s;
}

void InvisibleTextTest::namedInPlace()
{
    QFETCH(const QString, text);
    QFETCH(const QString, shown);
    QCOMPARE(rules::withInvisiblesNamed(text), shown);
}

void InvisibleTextTest::titlesAndTextsAreWarnedAbout()
{
    const QString text = u"Web\u202eshop"_s;
    for (const rules::Findings &findings :
         {rules::checkTitle(text), rules::checkDescription(text), rules::checkConsentText(text)}) {
        QVERIFY(!rules::hasError(findings));
        QCOMPARE(findings.size(), 1);
        QVERIFY2(findings.first().text.contains(u"U+202E RIGHT-TO-LEFT OVERRIDE at 4"_s),
                 qPrintable(findings.first().text));
    }
}

GATEHOUSE_TEST(InvisibleTextTest)
#include "tst_invisibletext.moc"
