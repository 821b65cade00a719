#include "domain/rules/FieldRules.h"
#include "domain/rules/Placeholder.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

namespace {

enum class Verdict { Good, Warning, Error };

Verdict verdictOf(const rules::Findings &findings)
{
    if (rules::hasError(findings))
        return Verdict::Error;
    return findings.isEmpty() ? Verdict::Good : Verdict::Warning;
}

QString textOf(const rules::Findings &findings)
{
    return findings.isEmpty() ? QString() : findings.first().text;
}

void addColumns()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<QString>("mention");
}

void addRow(const char *name, const QString &value, Verdict verdict, const QString &mention = {})
{
    QTest::newRow(name) << value << verdict << mention;
}

template<typename Rule>
void verify(Rule rule)
{
    QFETCH(const QString, value);
    QFETCH(const Verdict, verdict);
    QFETCH(const QString, mention);
    const rules::Findings findings = rule(value);
    QVERIFY2(verdictOf(findings) == verdict, qPrintable(textOf(findings)));
    QVERIFY2(textOf(findings).contains(mention), qPrintable(textOf(findings)));
}

}

class FieldRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void clientId_data()
    {
        addColumns();
        addRow("good", u"price-feed"_s, Verdict::Good);
        addRow("every kind of character", u"Az09._~-"_s, Verdict::Good);
        addRow("100 characters", QString(100, u'a'), Verdict::Good);
        addRow("101 characters", QString(101, u'a'), Verdict::Error, u"101"_s);
        addRow("empty", {}, Verdict::Error, u"empty"_s);
        addRow("what no server takes comes first", u"prijs:é"_s, Verdict::Error, u"\"é\""_s);
        addRow("accent", u"prijsé"_s, Verdict::Error, u"\"é\""_s);
        addRow("space", u"price feed"_s, Verdict::Error, u"a space"_s);
        addRow("trailing space", u"price-feed "_s, Verdict::Error, u"a space"_s);
        addRow("slash", u"a/b"_s, Verdict::Error, u"\"/\""_s);
        addRow("percent", u"%1%2"_s, Verdict::Error, u"\"%1%2\" holds \"%\""_s);
        addRow("zero width space", u"a\u200Bb"_s, Verdict::Error, u"U+200B"_s);
        addRow("byte order mark", u"\uFEFFab"_s, Verdict::Error, u"U+FEFF"_s);
        addRow("NUL", u"a"_s + QChar(u'\0') + u'b', Verdict::Error, u"U+0000"_s);
        addRow("Cyrillic that looks Latin", u"\u0430pp"_s, Verdict::Error, u"\"\u0430\""_s);
        addRow("Arabic digit", u"app\u0661"_s, Verdict::Error, u"\u0661"_s);
        addRow("beyond the basic plane", u"app😀"_s, Verdict::Error, u"\"😀\""_s);
    }
    void clientId() { verify(rules::checkClientId); }

    void title_data()
    {
        addColumns();
        addRow("good", u"Price feed"_s, Verdict::Good);
        addRow("any language", u"価格 Überblick مرحبا 😀"_s, Verdict::Good);
        addRow("empty is for the whole to judge", {}, Verdict::Good);
        addRow("200 characters", QString(200, u'a'), Verdict::Good);
        addRow("201 characters", QString(201, u'a'), Verdict::Error, u"201"_s);
        addRow("line feed", u"a\nb"_s, Verdict::Error, u"U+000A"_s);
        addRow("tab", u"a\tb"_s, Verdict::Error, u"U+0009"_s);
        addRow("NUL", u"a"_s + QChar(u'\0'), Verdict::Error, u"U+0000"_s);
        addRow("line separator", u"a\u2028b"_s, Verdict::Error, u"U+2028"_s);
        addRow("paragraph separator", u"a\u2029b"_s, Verdict::Error, u"U+2029"_s);
    }
    void title() { verify(rules::checkTitle); }

    void logoUri_data()
    {
        addColumns();
        addRow("good", u"https://app.example.com/l.png"_s, Verdict::Good);
        addRow("none", {}, Verdict::Good);
        addRow("upper case scheme", u"HTTPS://app.example.com/l.png"_s, Verdict::Good);
        addRow("http", u"http://app.example.com/l.png"_s, Verdict::Warning, u"https://"_s);
        addRow("data", u"data:image/png;base64,iVBORw0KGgo="_s, Verdict::Error, u"not a web address"_s);
        addRow("javascript", u"javascript:alert(1)"_s, Verdict::Error, u"javascript:alert(1)"_s);
        addRow("file", u"file:///etc/passwd"_s, Verdict::Error);
        addRow("relative", u"/l.png"_s, Verdict::Error);
        addRow("user and password", u"https://user:pw@app.example.com/l.png"_s, Verdict::Error,
               u"password"_s);
        addRow("user", u"https://user@app.example.com/l.png"_s, Verdict::Error, u"user name"_s);
        addRow("at sign without user", u"http://@app.example.com/l.png"_s, Verdict::Error, u"user name"_s);
        addRow("at sign in the path", u"https://app.example.com/@l.png"_s, Verdict::Good);
        addRow("no host", u"https:///l.png"_s, Verdict::Error);
        addRow("space inside", u"https://app.example.com/a b.png"_s, Verdict::Error, u"a space"_s);
        addRow("space at the end", u"https://app.example.com/l.png "_s, Verdict::Error, u"a space"_s);
        addRow("zero width", u"https://app.example.com/\u200Bl.png"_s, Verdict::Error, u"U+200B"_s);
        addRow("too long", u"https://app.example.com/"_s + QString(2000, u'a'), Verdict::Error, u"2024"_s);
        addRow("too long with percent signs", u"https://app.example.com/%2F"_s + QString(2000, u'a'),
               Verdict::Error, u"2027 characters. Shorten it to at most 2000"_s);
    }
    void logoUri()
    {
        verify([](const QString &uri) { return rules::checkWebAddress(u"Logo URI"_s, uri); });
    }

    void corsOrigin_data()
    {
        addColumns();
        addRow("good", u"https://app.example.com"_s, Verdict::Good);
        addRow("port", u"https://app.example.com:8443"_s, Verdict::Good);
        addRow("loopback", u"http://localhost:3000"_s, Verdict::Good);
        addRow("own scheme", u"ionic://localhost"_s, Verdict::Good);
        addRow("http", u"http://app.example.com"_s, Verdict::Warning, u"http"_s);
        addRow("any", u"*"_s, Verdict::Error, u"*"_s);
        addRow("slash at the end", u"https://app.example.com/"_s, Verdict::Error, u"no origin"_s);
        addRow("path", u"https://app.example.com/a"_s, Verdict::Error, u"no origin"_s);
        addRow("query", u"https://app.example.com?a"_s, Verdict::Error, u"no origin"_s);
        addRow("user", u"https://me@app.example.com"_s, Verdict::Error, u"no origin"_s);
        addRow("host alone", u"app.example.com"_s, Verdict::Error, u"no origin"_s);
        addRow("empty", {}, Verdict::Error, u"no origin"_s);
    }
    void corsOrigin() { verify(rules::checkCorsOrigin); }

    void lifetime_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("a second") << 1 << true;
        QTest::newRow("an hour") << 3600 << true;
        QTest::newRow("ten years") << 316'224'000 << true;
        QTest::newRow("longer") << 316'224'001 << false;
        QTest::newRow("none") << 0 << false;
        QTest::newRow("negative") << -1 << false;
    }
    void lifetime()
    {
        QFETCH(const int, seconds);
        QFETCH(const bool, isGood);
        QCOMPARE(rules::checkLifetime(u"Access token lifetime"_s, seconds).isEmpty(), isGood);
    }

    void risks_data()
    {
        QTest::addColumn<rules::Findings>("findings");
        QTest::addColumn<QString>("rule");
        const auto add = [](const QString &value, auto check, const char *rule) {
            QTest::newRow(qPrintable(value)) << check(value) << QString::fromLatin1(rule);
        };
        add(u"a:b"_s, rules::checkClientId, "client_id_unusual");
        add(QString(101, u'a'), rules::checkClientId, "client_id_long");
        add(QString(401, u'a'), rules::checkClientId, "");
        add(u"*"_s, rules::checkRedirect, "redirect_wildcard");
        add(u"https://app.example.com/*"_s, rules::checkRedirect, "redirect_wildcard");
        add(u"https://*.example.com/cb"_s, rules::checkRedirect, "");
        add(u"http://127.0.0.1:*/cb"_s, rules::checkRedirect, "");
        add(u"/app/*"_s, rules::checkRedirect, "redirect_relative");
        add(u"//app.example.com/cb"_s, rules::checkRedirect, "");
        add(u"http://app.example.com/cb"_s, rules::checkRedirect, "redirect_http");
        add(u"http://127.0.0.2/cb"_s, rules::checkRedirect, "redirect_http");
        add(u"http://localhost/cb"_s, rules::checkRedirect, "redirect_localhost");
        add(u"editor://host/cb"_s, rules::checkRedirect, "redirect_scheme");
        add(u"com.exam_ple://something"_s, rules::checkRedirect, "");
        add(u"javascript:alert(1)"_s, rules::checkRedirect, "");
        add(u"*"_s, rules::checkCorsOrigin, "cors_any");
    }
    /// What servers run on is a risk, which can be accepted; the rest is not.
    void risks()
    {
        QFETCH(const rules::Findings, findings);
        QFETCH(const QString, rule);
        QVERIFY(!findings.isEmpty());
        QCOMPARE(findings.first().rule, rule);
        QCOMPARE(findings.first().value.isEmpty(), rule.isEmpty());
        QCOMPARE(rules::isStructural(findings), rule.isEmpty());
    }

    void scopeName_data()
    {
        addColumns();
        addRow("good", u"orders.read"_s, Verdict::Good);
        addRow("one character", u"a"_s, Verdict::Good);
        addRow("first and last allowed", u"!~"_s, Verdict::Good);
        addRow("neighbours of quote and backslash", u"#[]"_s, Verdict::Good);
        addRow("an address", u"https://api.example.com/orders.read"_s, Verdict::Good);
        addRow("200 characters", QString(200, u'a'), Verdict::Good);
        addRow("201 characters", QString(201, u'a'), Verdict::Error, u"201"_s);
        addRow("empty", {}, Verdict::Error, u"empty"_s);
        addRow("space", u"orders read"_s, Verdict::Error, u"a space"_s);
        addRow("quote", u"a\"b"_s, Verdict::Error, u"\"\"\""_s);
        addRow("backslash", u"a\\b"_s, Verdict::Error, u"\"\\\""_s);
        addRow("accent", u"prijsé"_s, Verdict::Error, u"\"é\""_s);
        addRow("delete character", u"a\u007F"_s, Verdict::Error, u"U+007F"_s);
        addRow("tab", u"a\tb"_s, Verdict::Error, u"U+0009"_s);
        for (const char *reserved : {"openid", "profile", "email", "phone", "address", "offline_access"})
            addRow(reserved, QString::fromLatin1(reserved), Verdict::Error, u"OpenID Connect"_s);
        addRow("scopes are told apart by case", u"OpenID"_s, Verdict::Good);
    }
    void scopeName() { verify(rules::checkScopeName); }

    void userId_data()
    {
        addColumns();
        addRow("good", u"svc-prices"_s, Verdict::Good);
        addRow("e-mail address", u"anna@example.com"_s, Verdict::Good);
        addRow("domain account", u"EXAMPLE\\anna"_s, Verdict::Good);
        addRow("accent", u"Zoë"_s, Verdict::Good);
        addRow("beyond the basic plane", u"𠮷田"_s, Verdict::Good);
        addRow("100 characters", QString(100, u'a'), Verdict::Good);
        addRow("101 characters", QString(101, u'a'), Verdict::Error, u"101"_s);
        addRow("empty", {}, Verdict::Error, u"empty"_s);
        addRow("space", u"anna b"_s, Verdict::Error, u"a space"_s);
        addRow("no-break space", u"anna\u00A0"_s, Verdict::Error, u"U+00A0"_s);
        addRow("zero width", u"anna\u200B"_s, Verdict::Error, u"U+200B"_s);
        addRow("line feed", u"anna\n"_s, Verdict::Error, u"U+000A"_s);
    }
    void userId() { verify(rules::checkUserId); }

    void typedSecret_data()
    {
        addColumns();
        addRow("43 random characters", u"q5nYl0cGdV8sXb2_Tz-1RkWm7JhPaE4uOiF9xQvCyDB"_s, Verdict::Good);
        addRow("32 hexadecimal characters", u"9f86d081884c7d659a2feaa0c55ad015"_s, Verdict::Good);
        addRow("31 hexadecimal characters", u"9f86d081884c7d659a2feaa0c55ad01"_s, Verdict::Error,
               u"124 bits"_s);
        addRow("26 of Hydra's", u"y3-~Rk.Tq9_Lw2mXc8Vb1Nz5Jh"_s, Verdict::Good);
        addRow("20 of all printable", u"aB3$dE6^gH9(jK2@mN5%"_s, Verdict::Good);
        addRow("19 of all printable", u"aB3$dE6^gH9(jK2@mN5"_s, Verdict::Error, u"124 bits"_s);
        addRow("a UUID", u"6e1f0f3e-5f0a-4f0b-9c59-e2a2e2d8c111"_s, Verdict::Error, u"122 bits"_s);
        addRow("secret", u"secret"_s, Verdict::Error, u"guessed"_s);
        addRow("empty", {}, Verdict::Error, u"empty"_s);
        addRow("masked", u"**********"_s, Verdict::Error);
        addRow("one character over and over", QString(40, u'a'), Verdict::Error, u"0 bits"_s);
        addRow("two characters over and over", u"ab"_s.repeated(20), Verdict::Error, u"guessed"_s);
        addRow("a word over and over", u"correcthorse-"_s.repeated(3), Verdict::Error, u"guessed"_s);
        addRow("a pattern cut off", u"Xk3!pQ9zXk3!pQ9zXk3!pQ9zXk3!pQ9zXk"_s, Verdict::Error, u"guessed"_s);
        addRow("the alphabet", u"abcdefghijklmnopqrstuvwxyz012345"_s, Verdict::Error, u"guessed"_s);
        addRow("counting", u"12345678901234567890123456789012"_s, Verdict::Error, u"guessed"_s);
        addRow("a placeholder", u"$(env:WEB_SHOP_CLIENT_SECRET_IN_PRODUCTION)"_s, Verdict::Error,
               u"$(env:WEB_SHOP_CLIENT_SECRET_IN_PRODUCTION)\" is a placeholder"_s);
        addRow("space", u"correct horse battery staple and so"_s, Verdict::Error, u"space"_s);
        addRow("accent", u"é9f86d081884c7d659a2feaa0c55ad015"_s, Verdict::Error, u"ASCII"_s);
        addRow("NUL", u"9f86d081884c7d659a2feaa0c55ad015"_s + QChar(u'\0'), Verdict::Error);
        addRow("255 characters", u"9f86d081884c7d659a2feaa0c55ad015xyz7q"_s.repeated(7).left(255),
               Verdict::Good);
        addRow("256 characters", u"9f86d081884c7d659a2feaa0c55ad015xyz7q"_s.repeated(7).left(256),
               Verdict::Error, u"at most 255"_s);
    }
    void typedSecret()
    {
        QFETCH(const QString, value);
        verify([](const QString &secret) { return rules::checkTypedSecret(secret.toUtf8()); });
        const QString text = textOf(rules::checkTypedSecret(value.toUtf8()));
        if (value.size() > 6 && !isPlaceholder(value.toUtf8()))
            QVERIFY2(!text.contains(value.left(6)), "a message must not show the secret");
    }

    void everyMessageNamesTheValueReadably()
    {
        const QString text = textOf(rules::checkScopeName(u"a\u202Eb\u0007c"_s));
        QVERIFY2(text.contains(u"a\uFFFDb\uFFFDc"_s), qPrintable(text));
        QVERIFY(!text.contains(QChar(0x202E)));
    }
};

GATEHOUSE_TEST(FieldRulesTest)
#include "tst_fieldrules.moc"
