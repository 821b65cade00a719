#include "domain/LanguageTag.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

class LanguageTagTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void canonical_data()
    {
        QTest::addColumn<QString>("tag");
        QTest::addColumn<QString>("expected"); // empty: not well-formed
        const auto add = [](const QString &tag, const QString &expected) {
            QTest::addRow("\"%s\"", qPrintable(tag)) << tag << expected;
        };
        for (const QString &tag :
             {u"nl"_s, u"pt-BR"_s, u"zh-Hant"_s, u"zh-Hant-TW"_s, u"es-419"_s, u"zh-cmn-Hans-CN"_s,
              u"sl-rozaj-biske-1994"_s, u"de-CH-1901"_s, u"hy-Latn-IT-arevela"_s, u"x-whatever"_s,
              u"qaa-Qaaa-QM-x-southern"_s, u"de-DE-u-co-phonebk"_s, u"en-a-myext-b-another"_s, u"english"_s,
              u"zh-cmn-wuu-yue-Hans"_s, u"en-x-a"_s})
            add(tag, tag);
        add(u"PT-br"_s, u"pt-BR"_s);
        add(u"ZH-HANT-tw"_s, u"zh-Hant-TW"_s);
        add(u"EN-ca-X-CA"_s, u"en-CA-x-ca"_s);
        add(u"DE-u-CO-Phonebk-x-Latn"_s, u"de-u-co-phonebk-x-latn"_s);
        for (const QString &tag : {u""_s,
                                   u"nl_NL"_s,
                                   u"n"_s,
                                   u"nl-"_s,
                                   u"-nl"_s,
                                   u"nl--NL"_s,
                                   u"nl NL"_s,
                                   u"123"_s,
                                   u"nl-N"_s,
                                   u"toolonglanguage"_s,
                                   u"de-1901-1901"_s,
                                   u"en-a-aa-a-bb"_s,
                                   u"en-a"_s,
                                   u"en-u-x-a"_s,
                                   u"en-x"_s,
                                   u"en-x-toolong99"_s,
                                   u"x"_s,
                                   u"en-GB-Latn"_s,
                                   u"en-GB-US"_s,
                                   u"zh-cmn-wuu-yue-nan"_s,
                                   u"i-klingon"_s,
                                   u"nl-4"_s,
                                   u"nl-ÑL"_s,
                                   u"\u212Ao"_s,
                                   u"<b>"_s})
            add(tag, {});
    }
    void canonical()
    {
        QFETCH(const QString, tag);
        QFETCH(const QString, expected);
        const auto canonicalTag = canonicalLanguageTag(tag);
        QCOMPARE(canonicalTag.value_or(QString()), expected);
        QCOMPARE(rules::hasError(rules::checkLanguageTag(tag)), expected.isEmpty());
        if (canonicalTag)
            QCOMPARE(canonicalLanguageTag(tag.toUpper()), canonicalTag);
    }

    void tooLongTag()
    {
        const QString tag = u"en-x"_s + u"-abcdefgh"_s.repeated(12);
        QVERIFY(canonicalLanguageTag(tag));
        QVERIFY(rules::hasError(rules::checkLanguageTag(tag)));
    }

    void parents_data()
    {
        QTest::addColumn<QString>("tag");
        QTest::addColumn<QStringList>("parents");
        QTest::newRow("one") << u"nl"_s << QStringList{};
        QTest::newRow("region") << u"nl-BE"_s << QStringList{u"nl"_s};
        QTest::newRow("script and region") << u"zh-Hant-TW"_s << QStringList{u"zh-Hant"_s, u"zh"_s};
        QTest::newRow("no single letter stays at the end")
            << u"de-DE-u-co-phonebk-x-a"_s
            << QStringList{u"de-DE-u-co-phonebk"_s, u"de-DE-u-co"_s, u"de-DE"_s, u"de"_s};
        QTest::newRow("private use") << u"x-one-two"_s << QStringList{u"x-one"_s};
        QTest::newRow("nothing") << QString() << QStringList{};
    }
    void parents()
    {
        QFETCH(QString, tag);
        QFETCH(const QStringList, parents);
        QStringList found;
        while (!(tag = parentLanguageTag(tag)).isEmpty())
            found << tag;
        QCOMPARE(found, parents);
    }

    void usual_data()
    {
        QTest::addColumn<QString>("tag");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("rightToLeft");
        const auto add = [](const char *tag, const QString &name, bool rightToLeft) {
            QTest::newRow(tag) << QString::fromLatin1(tag) << name << rightToLeft;
        };
        add("en", u"English"_s, false);
        add("nl", u"Nederlands"_s, false);
        add("DE", u"Deutsch"_s, false);
        add("fr", u"français"_s, false);
        add("es", u"español"_s, false);
        add("pt-BR", u"português (Brasil)"_s, false);
        add("zh-Hant", u"繁體中文"_s, false);
        add("ar", u"العربية"_s, true);
        add("ar-Latn", u"ar-Latn"_s, false);
        add("he", u"עברית"_s, true);
        add("fa", u"فارسی"_s, true);
        add("sr-Latn", u"srpski"_s, false);
        add("tlh", u"tlh"_s, false);
        add("x-own", u"x-own"_s, false);
        add("nl_NL", u"nl_NL"_s, false);
    }
    void usual()
    {
        QFETCH(const QString, tag);
        QFETCH(const QString, name);
        QFETCH(const bool, rightToLeft);
        QCOMPARE(usualNativeName(tag), name);
        QCOMPARE(usuallyRightToLeft(tag), rightToLeft);
    }

    void directionFollowsTheScript_data()
    {
        QTest::addColumn<QString>("tag");
        QTest::addColumn<bool>("rightToLeft");
        for (const auto &[tag, rightToLeft] :
             std::initializer_list<std::pair<const char *, bool>>{{"az", false},
                                                                  {"az-Arab", true},
                                                                  {"pa", false},
                                                                  {"pa-PK", true},
                                                                  {"uz-AF", true},
                                                                  {"yi", true},
                                                                  {"dv", true},
                                                                  {"ur-IN", true},
                                                                  {"ckb", true},
                                                                  {"qaa-Adlm", true},
                                                                  {"ar-EG", true},
                                                                  {"en-Hebr", true},
                                                                  {"grc", false}})
            QTest::newRow(tag) << QString::fromLatin1(tag) << rightToLeft;
    }
    void directionFollowsTheScript()
    {
        QFETCH(const QString, tag);
        QFETCH(const bool, rightToLeft);
        QCOMPARE(usuallyRightToLeft(tag), rightToLeft);
    }
};

GATEHOUSE_TEST(LanguageTagTest)
#include "tst_languagetag.moc"
