#include "SampleConsent.h"

#include "domain/consent/BuiltInTexts.h"
#include "domain/consent/NameInText.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::consent;
using Texts = QMap<QString, QString>;
using Kind = ConsentItem::Kind;

namespace {

QList<Kind> kindsOf(const ConsentPage &page)
{
    QList<Kind> kinds;
    for (const ConsentItem &item : page.items)
        kinds << item.kind;
    return kinds;
}

const ConsentItem &item(const ConsentPage &page, Kind kind)
{
    return *std::ranges::find(page.items, kind, &ConsentItem::kind);
}

}

class ConsentPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chosen_data()
    {
        QTest::addColumn<Texts>("texts");
        QTest::addColumn<QString>("tag");
        QTest::addColumn<TextOrigin>("origin");
        QTest::addColumn<QString>("language");
        const auto add = [](const QString &present, const QString &tag, TextOrigin origin,
                            const QString &language) {
            Texts texts;
            for (const QString &each : present.split(u' ', Qt::SkipEmptyParts))
                texts.insert(each, u"in "_s + each);
            QTest::addRow("%s asked of: %s", qPrintable(tag), qPrintable(present))
                << texts << tag << origin << language;
        };
        using enum TextOrigin;
        add(u"nl nl-BE en"_s, u"nl-BE"_s, Exact, u"nl-BE"_s);
        add(u"nl en"_s, u"nl-BE"_s, BaseLanguage, u"nl"_s);
        add(u"nl-BE en"_s, u"nl"_s, DefaultLanguage, u"en"_s);
        add(u"en"_s, u"nl-BE"_s, DefaultLanguage, u"en"_s);
        add(u"en"_s, u"en"_s, Exact, u"en"_s);
        add(u"en"_s, u"en-GB"_s, BaseLanguage, u"en"_s);
        add(u"en-GB"_s, u"en"_s, BuiltIn, u"xx"_s);
        add(u"zh zh-Hant en"_s, u"zh-Hant-TW"_s, BaseLanguage, u"zh-Hant"_s);
        add(u"zh en"_s, u"zh-Hant-TW"_s, BaseLanguage, u"zh"_s);
        add(u"zh-Hans en"_s, u"zh-Hant-TW"_s, DefaultLanguage, u"en"_s);
        add(u"nl"_s, u"de"_s, BuiltIn, u"xx"_s);
        add({}, u"en"_s, BuiltIn, u"xx"_s);
        add(u"en"_s, {}, DefaultLanguage, u"en"_s);
        const Texts blank{{u"nl-BE"_s, u" \n"_s}, {u"nl"_s, {}}, {u"en"_s, u"in en"_s}};
        QTest::newRow("empty and white space are missing")
            << blank << u"nl-BE"_s << DefaultLanguage << u"en"_s;
    }
    void chosen()
    {
        QFETCH(const Texts, texts);
        QFETCH(const QString, tag);
        QFETCH(const TextOrigin, origin);
        QFETCH(const QString, language);
        const ChosenText builtIn{u"in xx"_s, TextOrigin::BuiltIn, u"xx"_s};
        const ChosenText expected{u"in "_s + language, origin, language};
        QCOMPARE(chooseText(texts, tag, u"en"_s, builtIn), expected);
    }

    void noDefaultLanguage()
    {
        const ChosenText builtIn{u"own"_s, TextOrigin::BuiltIn, u"en"_s};
        QCOMPARE(chooseText({{u"nl"_s, u"x"_s}}, u"de"_s, {}, builtIn), builtIn);
    }

    void everythingInOrder()
    {
        const ConsentPage page = consentPage(samples::asksForAll(), u"nl"_s, samples::consentContext());
        using enum ConsentItem::Kind;
        QCOMPARE(kindsOf(page),
                 (QList<Kind>{Profile, Email, Phone, Address, CustomResource, CustomResource, Api}));
        QVERIFY(page.whyNot.isEmpty());
        QVERIFY(page.notes.isEmpty());
        QVERIFY(page.mayRemember);
        QVERIFY(!page.rightToLeft);
        QCOMPARE(page.heading, u"Shop vraagt om toegang"_s);
        QCOMPARE(page.signedInAs, u"Aangemeld als Anna"_s);
        QCOMPARE(page.allowLabel, u"Toestaan"_s);
        QCOMPARE(page.denyLabel, u"Weigeren"_s);
        QCOMPARE(page.initials, u"S"_s);
        QCOMPARE(item(page, Profile).text,
                 (ChosenText{u"Shop leest de naam van Anna."_s, TextOrigin::Exact, u"nl"_s}));
        QCOMPARE(item(page, Phone).text.origin, TextOrigin::BuiltIn);
        QCOMPARE(item(page, Phone).text.language, u"nl"_s);
        QCOMPARE(item(page, CustomResource).title.text, u"Uw afdeling"_s);
        QCOMPARE(item(page, CustomResource).text.text, u"De afdeling van Anna."_s);
        QCOMPARE(page.items.at(5).title, (ChosenText{u"office"_s, TextOrigin::BuiltIn, {}}));
        QCOMPARE(item(page, Api).details, QStringList({u"Use the interface"_s, u"orders.read"_s}));
    }

    void whatStandsIn_data()
    {
        QTest::addColumn<QString>("tag");
        QTest::addColumn<TextOrigin>("profile");
        QTest::addColumn<TextOrigin>("email");
        QTest::addColumn<QString>("labels");
        QTest::addColumn<bool>("rightToLeft");
        using enum TextOrigin;
        QTest::newRow("exact") << u"nl"_s << Exact << Exact << u"nl"_s << false;
        QTest::newRow("tag in another case")
            << u"NL-be"_s << BaseLanguage << BaseLanguage << u"nl"_s << false;
        QTest::newRow("default") << u"en"_s << Exact << BuiltIn << u"en"_s << false;
        QTest::newRow("supported, nothing written")
            << u"ar"_s << DefaultLanguage << BuiltIn << u"ar"_s << true;
        QTest::newRow("not supported") << u"fr-CA"_s << DefaultLanguage << BuiltIn << u"fr"_s << false;
        QTest::newRow("no built-in texts") << u"fa"_s << DefaultLanguage << BuiltIn << u"en"_s << true;
        QTest::newRow("no tag at all") << u"nl_NL"_s << DefaultLanguage << BuiltIn << u"en"_s << false;
    }
    void whatStandsIn()
    {
        QFETCH(const QString, tag);
        QFETCH(const TextOrigin, profile);
        QFETCH(const TextOrigin, email);
        QFETCH(const QString, labels);
        QFETCH(const bool, rightToLeft);
        const ConsentPage page = consentPage(samples::asksForAll(), tag, samples::consentContext());
        QCOMPARE(item(page, Kind::Profile).text.origin, profile);
        QCOMPARE(item(page, Kind::Email).text.origin, email);
        QCOMPARE(page.labelLanguage, labels);
        QCOMPARE(page.rightToLeft, rightToLeft);
    }

    void directionIsTheLanguagesOwn()
    {
        ConsentContext context = samples::consentContext();
        context.languages = {samples::language(u"nl"_s, true), samples::language(u"ar"_s, false)};
        QVERIFY(consentPage(samples::asksForAll(), u"nl"_s, context).rightToLeft);
        QVERIFY(!consentPage(samples::asksForAll(), u"ar"_s, context).rightToLeft);
    }

    void machineAsksNobody()
    {
        const ConsentPage page = consentPage(samples::machine(), u"en"_s, samples::consentContext());
        QVERIFY(page.whyNot.contains(u"machine to machine"_s));
        QVERIFY(page.items.isEmpty());
        QVERIFY(!apiTextApplies(samples::machine()));
    }

    void items_data()
    {
        QTest::addColumn<ClientApplication>("client");
        QTest::addColumn<QList<Kind>>("kinds");
        using enum ConsentItem::Kind;
        ClientApplication client = samples::asksForAll();
        client.supportOpenId = false;
        client.supportApi = false;
        QTest::newRow("API on behalf of a user") << client << QList{Api};
        client = samples::openId();
        QTest::newRow("OpenID") << client << QList{Profile, Email};
        client.defaultResources = {u"openid"_s};
        QTest::newRow("openid alone") << client << QList{SignIn};
        client.customResources = {u"gone"_s};
        QTest::newRow("custom resource that is gone") << client << QList{SignIn};
    }
    void items()
    {
        QFETCH(const ClientApplication, client);
        QFETCH(const QList<Kind>, kinds);
        QCOMPARE(kindsOf(consentPage(client, u"en"_s, samples::consentContext())), kinds);
        QCOMPARE(profileTextApplies(client), kinds.contains(Kind::Profile));
        QCOMPARE(emailTextApplies(client), kinds.contains(Kind::Email));
        QCOMPARE(apiTextApplies(client), kinds.contains(Kind::Api));
    }

    void disabledResourceIsNotAsked()
    {
        ConsentContext context = samples::consentContext();
        context.resources.first().enabled = false;
        const ConsentPage page = consentPage(samples::asksForAll(), u"nl"_s, context);
        QCOMPARE(kindsOf(page).count(Kind::CustomResource), 1);
        QCOMPARE(item(page, Kind::CustomResource).title.text, u"office"_s);
    }

    void notesAreForTheAdministrator()
    {
        ClientApplication client = samples::asksForAll();
        client.requireConsent = false;
        client.logoUri = u"https://shop.example.com/l.png"_s;
        const ConsentPage page = consentPage(client, u"en"_s, samples::consentContext());
        QCOMPARE(page.notes.size(), 2);
        QVERIFY(page.notes.first().contains(u"Require consent is off"_s));
        QVERIFY(page.notes.last().contains(u"not fetched"_s));
        QVERIFY(!page.mayRemember);
        QVERIFY(!page.items.isEmpty());
    }

    void names_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("client");
        QTest::addColumn<bool>("rightToLeft");
        QTest::addColumn<QString>("expected");
        const QString both = u"{client}: {user}{user}"_s;
        QTest::newRow("both") << both << u"Shop"_s << false << u"Shop: AnnaAnna"_s;
        QTest::newRow("a name is no placeholder") << both << u"{user}"_s << false << u"{user}: AnnaAnna"_s;
        QTest::newRow("percent signs") << u"%1 {client}"_s << u"%2"_s << false << u"%1 %2"_s;
        QTest::newRow("others stay") << u"{Client} {name} {"_s << u"Shop"_s << false
                                     << u"{Client} {name} {"_s;
        QTest::newRow("written the other way")
            << u"{client}"_s << u"متجر"_s << false << u"\u2068متجر\u2069"_s;
        QTest::newRow("same way") << u"{client}"_s << u"متجر"_s << true << u"متجر"_s;
        QTest::newRow("Latin in Arabic") << u"{client}"_s << u"Shop"_s << true << u"\u2068Shop\u2069"_s;
    }
    void names()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, client);
        QFETCH(const bool, rightToLeft);
        QFETCH(const QString, expected);
        QCOMPARE(withNames(text, client, u"Anna"_s, rightToLeft), expected);
    }

    void namesCannotTurnThePageRound()
    {
        QCOMPARE(plainName(u" Sh\u202Eop\u2066\u2069 \n two "_s), u"Shop two"_s);
        QCOMPARE(withNames(u"{user}"_s, u"Shop"_s, {}, false), u"{user}"_s);
    }

    void initials_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("expected");
        QTest::newRow("one word") << u"portal"_s << u"P"_s;
        QTest::newRow("three words") << u"Price feed north"_s << u"PF"_s;
        QTest::newRow("hyphen") << u"price-feed"_s << u"PF"_s;
        QTest::newRow("signs are passed over") << u"– (x) & Überblick 2"_s << u"Ü2"_s;
        QTest::newRow("combining character") << u"e\u0301cole"_s << u"E\u0301"_s;
        QTest::newRow("nothing to take") << u"😀"_s << u"?"_s;
        QTest::newRow("empty") << QString() << u"?"_s;
    }
    void initials()
    {
        QFETCH(const QString, name);
        QFETCH(const QString, expected);
        QCOMPARE(initialsOf(name), expected);
    }

    void linksAreWebAddressesAlone_data()
    {
        QTest::addColumn<QString>("uri");
        QTest::addColumn<QString>("shown");
        QTest::newRow("https") << u"https://shop.example.com/privacy"_s
                               << u"https://shop.example.com/privacy"_s;
        QTest::newRow("http") << u"http://shop.example.com/"_s << u"http://shop.example.com/"_s;
        QTest::newRow("other letters")
            << u"https://shop.example.com/ü"_s << u"https://shop.example.com/%C3%BC"_s;
        for (const char *refused : {"", "javascript:alert(1)", "data:text/html,x",
                                    "https:", "ftp://example.com/", "/privacy", "https://exa mple.com/"})
            QTest::newRow(refused) << QString::fromLatin1(refused) << QString();
    }
    void linksAreWebAddressesAlone()
    {
        QFETCH(const QString, uri);
        QFETCH(const QString, shown);
        ClientApplication client = samples::asksForAll();
        client.policyUri = client.tosUri = uri;
        QStringList found;
        for (const ConsentLink &link : consentPage(client, u"nl"_s, samples::consentContext()).links)
            found << link.label << link.uri;
        QCOMPARE(found, shown.isEmpty()
                            ? QStringList()
                            : (QStringList{u"Privacybeleid"_s, shown, u"Servicevoorwaarden"_s, shown}));
    }

    void everyBuiltInTextIsThere_data()
    {
        QTest::addColumn<QString>("tag");
        for (const char *tag : {"en", "nl", "de", "fr", "ar", "he", "zh-Hant"})
            QTest::newRow(tag) << QString::fromLatin1(tag);
    }
    void everyBuiltInTextIsThere()
    {
        QFETCH(const QString, tag);
        QSet<QString> seen;
        for (int which = 0; which <= int(BuiltIn::TermsOfService); ++which) {
            const ChosenText text = builtInText(BuiltIn(which), tag, u"en"_s);
            const ChosenText english = builtInText(BuiltIn(which), u"en"_s, {});
            QCOMPARE(text.language, tag);
            QCOMPARE(text.origin, TextOrigin::BuiltIn);
            QVERIFY(!text.text.isEmpty() && !seen.contains(text.text));
            QCOMPARE(text.text.count(u"{client}"_s), english.text.count(u"{client}"_s));
            QCOMPARE(text.text.count(u"{user}"_s), english.text.count(u"{user}"_s));
            seen << text.text;
        }
    }
};

GATEHOUSE_TEST(ConsentPageTest)
#include "tst_consentpage.moc"
