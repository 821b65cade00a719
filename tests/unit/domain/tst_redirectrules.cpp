#include "domain/rules/FieldRules.h"
#include "domain/rules/RuleText.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

namespace {

QString ofLength(qsizetype length)
{
    const QString start = u"https://app.example.com/"_s;
    return start + QString(length - start.size(), u'a');
}

}

class RedirectRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noMessageShowsAPassword()
    {
        for (const QString &uri :
             {u"https://anna:Geheim9@app.example.com/cb"_s,
              u"https://anna:Geheim9@app.example.com:99999/\\"_s, u"javascript://anna:Geheim9@app"_s,
              u"https://anna:Geheim9"_s + QString(200, u'x') + u"@app/cb"_s}) {
            const rules::Findings findings = rules::checkRedirect(uri);
            QVERIFY(!findings.isEmpty());
            for (const rules::Finding &finding : findings)
                QVERIFY2(!finding.text.contains(u"Geheim"_s), qPrintable(finding.text));
        }
        QCOMPARE(rules::shortened(u"https://app.example.com/a:b@c"_s), u"https://app.example.com/a:b@c"_s);
    }
    void good_data()
    {
        QTest::addColumn<QString>("uri");
        for (const char *uri : {
                 "https://app.example.com/cb",
                 "https://app.example.com/cb?x=1",
                 "https://app.example.com/bye",
                 "https://app.example.com:8443/cb",
                 "https://app.example.com:65535/cb",
                 "https://APP.example.com/cb",
                 "HTTPS://app.example.com/cb",
                 "https://app.example.com/",
                 "https://app.example.com/a%20b/%2F?next=%2Fhome&x=y%3D",
                 "https://app.example.com/cb?uri=https://other.example/@x",
                 "https://xn--mnchen-3ya.example/cb",
                 "https://XN--MNCHEN-3YA.example/cb",
                 "https://a.xn--p1ai/cb",
                 "https://axn--b.example/cb",
                 "https://192.0.2.7/cb",
                 "https://app.example.com/.well-known/cb",
                 "https://app.example.com/cb...",
                 "https://app.example.com/.../cb",
                 "https://app.example.com/cb?next=/../x",
                 "https://[2001:db8::1]/cb",
                 "https://127.0.0.1/cb",
                 "http://127.0.0.1/cb",
                 "http://127.0.0.1:49152/cb",
                 "http://[::1]:8080/cb",
                 "http://[::1]/cb",
                 "com.example.app:/cb",
                 "com.example.app:/cb?x=1",
                 "com.example.app://cb",
                 "com.example.app://login/cb",
                 "com.example.my-app2:/oauth2redirect",
                 "COM.Example.App:/cb",
             })
            QTest::newRow(uri) << QString::fromLatin1(uri);
        QTest::newRow("400 characters") << ofLength(400);
    }
    void good()
    {
        QFETCH(const QString, uri);
        const rules::Findings findings = rules::checkRedirect(uri);
        QVERIFY2(findings.isEmpty(), findings.isEmpty() ? "" : qPrintable(findings.first().text));
    }

    void warned_data()
    {
        QTest::addColumn<QString>("uri");
        QTest::addColumn<QString>("mention");
        QTest::newRow("localhost") << u"http://localhost/cb"_s << u"127.0.0.1"_s;
        QTest::newRow("localhost with port") << u"http://LocalHost:3000/cb"_s << u"127.0.0.1"_s;
        QTest::newRow("localhost by https") << u"https://localhost/cb"_s << u"127.0.0.1"_s;
        QTest::newRow("no path") << u"https://app.example.com"_s << u"/callback"_s;
        QTest::newRow("no path, query") << u"https://app.example.com?x=1"_s << u"/callback"_s;
    }
    void warned()
    {
        QFETCH(const QString, uri);
        QFETCH(const QString, mention);
        const rules::Findings findings = rules::checkRedirect(uri);
        QCOMPARE(findings.size(), 1);
        QCOMPARE(findings.first().severity, Severity::Warning);
        QVERIFY2(findings.first().text.contains(mention), qPrintable(findings.first().text));
        QVERIFY2(findings.first().text.contains(uri), qPrintable(findings.first().text));
        rules::KnownRedirects known;
        for (const char *time : {"first", "again"})
            QVERIFY2(known.check(uri).size() == 1 && known.check(uri).first().text == findings.first().text,
                     time);
    }

    void bad_data()
    {
        QTest::addColumn<QString>("uri");
        QTest::addColumn<QString>("mention");
        const auto add = [](const QString &uri, const char *mention) {
            QTest::addRow("%s", qPrintable(uri.left(60))) << uri << QString::fromUtf8(mention);
        };
        add(u"/cb"_s, "absolute");
        add(u"cb"_s, "absolute");
        add(u"?x=1"_s, "absolute");
        add(u"//app.example.com/cb"_s, "absolute");
        add(u"app.example.com/cb"_s, "absolute");
        add(u"app.example.com:443/cb"_s, "absolute");
        add(u"localhost:3000"_s, "absolute");
        add(u"https://a.example/cb#x"_s, "fragment");
        add(u"https://a.example/cb#"_s, "fragment");
        add(u"com.example.app:/cb#x"_s, "fragment");
        add(u"https://*.example.com/cb"_s, "wildcard");
        add(u"https://app.example.com/*"_s, "wildcard");
        add(u"https://app.example.com:*/cb"_s, "wildcard");
        add(u"*"_s, "wildcard");
        add(u"myapp://*"_s, "wildcard");
        add(u"http://localhost:*"_s, "wildcard");
        add(u"https://app.example.com*"_s, "wildcard");

        add(u"https://app.example.com@evil.example/cb"_s, "user name");
        add(u"https://user:pw@app.example.com/cb"_s, "user name");
        add(u"https://@app.example.com/cb"_s, "user name");
        add(u"https://:@app.example.com/cb"_s, "user name");
        add(u"com.example.app://user@host/cb"_s, "user name");
        add(u"https://app.example.com\\@evil.example/cb"_s, "valid");
        add(u"https:\\\\evil.example\\cb"_s, "valid");
        add(u"https://app.example.com/a\\b"_s, "valid");

        add(u"https://a.example/../cb"_s, "never matches");
        add(u"https://a.example/x/../cb"_s, "never matches");
        add(u"https://a.example/./cb"_s, "never matches");
        add(u"https://a.example/cb/.."_s, "never matches");
        add(u"https://a.example/cb/."_s, "never matches");
        add(u"https://a.example/%2e%2E/cb"_s, "never matches");
        add(u"https://a.example/.%2e/cb?x=1"_s, "never matches");
        add(u"http://127.0.0.1/../cb"_s, "never matches");
        add(u"com.example.app:/a/../cb"_s, "never matches");

        add(u"http://app.example.com/cb"_s, "https://");
        add(u"http://127.0.0.1.evil.example/cb"_s, "https://");
        add(u"http://localhost.evil.example/cb"_s, "https://");
        add(u"http://evil.example/127.0.0.1"_s, "https://");
        add(u"http://127.0.0.2/cb"_s, "https://");
        add(u"http://0.0.0.0/cb"_s, "https://");
        add(u"http://[::]/cb"_s, "https://");
        add(u"http://10.0.0.1/cb"_s, "https://");
        add(u"http://[fe80::1]/cb"_s, "https://");
        add(u"http://127.1/cb"_s, "plainly");
        add(u"http://127.1/127.0.0.1"_s, "plainly");
        add(u"http://2130706433/cb"_s, "plainly");
        add(u"http://0x7f.0.0.1/cb"_s, "plainly");
        add(u"http://0177.0.0.1/cb"_s, "plainly");
        add(u"http://127.0.0.01/cb"_s, "plainly");
        add(u"http://127.000.000.001/cb"_s, "plainly");
        add(u"http://[0:0:0:0:0:0:0:1]/cb"_s, "plainly");
        add(u"http://[::0001]/cb"_s, "plainly");
        add(u"http://127.999.0.1/cb"_s, "");
        add(u"https://app.ex%61mple.com/cb"_s, "host");
        add(u"https://app.example.com%2Eevil.example/cb"_s, "host");
        add(u"https://app.example.com%2F@evil.example/cb"_s, "");
        add(u"https://app.example.com%00.evil.example/cb"_s, "");
        add(u"https://app.example.com:/cb"_s, "plainly");
        add(u"https://app.example.com:0443/cb"_s, "plainly");
        add(u"https://app.example.com:0/cb"_s, "port 0");
        add(u"https://app.example.com:65536/cb"_s, "port");
        add(u"https://app.example.com:99999/cb"_s, "port");
        add(u"https://app.example.com:-1/cb"_s, "port");
        add(u"https://app.example.com:80x/cb"_s, "port");

        add(u"https://[fe80::1%25eth0]/cb"_s, "network interface");
        add(u"https://[::1%25lo]:8080/cb"_s, "network interface");
        add(u"https://xn--a.example/cb"_s, "stands for nothing");
        add(u"https://app.xn--zzzzzz99999.example/cb"_s, "stands for nothing");
        add(u"https://xn--mnchen-3ya3.example/cb"_s, "stands for nothing");

        add(u"https:///cb"_s, "no host");
        add(u"https://"_s, "no host");
        add(u"https:/cb"_s, "no host");
        add(u"https:app.example.com/cb"_s, "no host");
        add(u"https:"_s, "no host");
        add(u"https://?x"_s, "no host");
        add(u"https://[::1/cb"_s, "valid");
        add(u"https://[app.example.com]/cb"_s, "valid");
        add(u"https://app..example.com/cb"_s, "");
        add(u"https://app.example.com/%zz"_s, "valid");
        add(u"https://app.example.com/%"_s, "valid");
        add(u"https://app.example.com/<script>"_s, "valid");

        add(u"https://münchen.example/cb"_s, "xn--");
        add(u"https://\u0430pp.example.com/cb"_s, "xn--");
        add(u"https://app.example.com/é"_s, "percent");
        add(u"https://app。example.com/cb"_s, "xn--");
        add(u"https://app.example.com/😀"_s, "😀");
        add(u" https://app.example.com/cb"_s, "a space");
        add(u"https://app.example.com/cb "_s, "a space");
        add(u"https://app.example.com/a b"_s, "a space");
        add(u"https://app.example.com/\tcb"_s, "U+0009");
        add(u"https://app.example.com/cb\n"_s, "U+000A");
        add(u"java\tscript:alert(1)"_s, "U+0009");
        add(u"https://app.example.com/\u200Bcb"_s, "U+200B");
        add(u"\uFEFFhttps://app.example.com/cb"_s, "U+FEFF");
        add(u"https://app.example.com/\u00A0"_s, "U+00A0");
        add(u"https://app.example.com/\u202Ecb"_s, "U+202E");
        add(u"https://app.example.com/"_s + QChar(u'\0') + u"cb"_s, "U+0000");

        add(u"myapp://cb"_s, "backwards");
        add(u"myapp:/cb"_s, "backwards");
        add(u"urn:ietf:wg:oauth:2.0:oob"_s, "backwards");
        add(u"com.:/cb"_s, "backwards");
        add(u"com..example:/cb"_s, "backwards");
        add(u"com.example.app:"_s, "path");
        add(u"com.example.app:?x=1"_s, "path");
        add(u"1com.example.app:/cb"_s, "valid");
        for (const char *scheme : {"javascript", "data", "vbscript", "file", "blob", "about", "mailto", "ftp",
                                   "ssh", "tel", "view-source", "ws", "wss"}) {
            const QString name = QString::fromLatin1(scheme);
            add(name + u"://app.example.com/cb"_s, "scheme");
            add(name.toUpper() + u":x"_s, "scheme");
        }
        add(u"JavaScript:alert(1)"_s, "scheme");
        add(u"javascript://app.example.com/%0Aalert(1)"_s, "scheme");
        add(u"data:text/html;base64,PHNjcmlwdD4="_s, "scheme");
        add(u"view-source:https://app.example.com/cb"_s, "scheme");
        add(u"blob:https://app.example.com/0"_s, "scheme");

        add({}, "empty");
        add(ofLength(401), "401 characters. Shorten it to at most 400");
        add(u"https://app.example.com/%20%2F%3"_s + QString(400, u'a'),
            "432 characters. Shorten it to at most 400");
        add(ofLength(100'000), "100000");
    }
    void bad()
    {
        QFETCH(const QString, uri);
        QFETCH(const QString, mention);
        const rules::Findings findings = rules::checkRedirect(uri);
        QVERIFY(rules::hasError(findings));
        const QString text = findings.first().text;
        QVERIFY2(text.contains(mention), qPrintable(text));
        QVERIFY2(text.size() < 500, qPrintable(text));
    }

    void pasted_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("uris");
        const QString a = u"https://app.example.com/a"_s;
        const QString b = u"https://app.example.com/b"_s;
        QTest::newRow("as it is") << a << QStringList{a};
        QTest::newRow("trailing space") << a + u' ' << QStringList{a};
        QTest::newRow("white space around") << u" \t"_s + a + u"\u00A0\u3000 "_s << QStringList{a};
        QTest::newRow("byte order mark and zero width")
            << u"\uFEFF\u200B"_s + a + u"\u200D\u2060\u00AD"_s << QStringList{a};
        QTest::newRow("zero width inside") << u"https://app.\u200Bexample.com/\u2060a"_s << QStringList{a};
        QTest::newRow("bidi marks") << u"\u202A"_s + a + u"\u202C"_s << QStringList{a};
        QTest::newRow("lines") << a + u'\n' + b << QStringList{a, b};
        QTest::newRow("Windows lines with empty ones")
            << u"\r\n"_s + a + u"\r\n \r\n\r\n"_s + b + u"\r\n"_s << QStringList{a, b};
        QTest::newRow("other line ends") << a + u'\u2028' + b + u'\u0085' + a << QStringList{a, b, a};
        QTest::newRow("a space inside is left to see")
            << u"https://app.example.com/a b"_s << QStringList{u"https://app.example.com/a b"_s};
        QTest::newRow("nothing") << u" \u200B\n\t"_s << QStringList{};
        QTest::newRow("letters beyond the basic plane stay")
            << u"https://app.example.com/😀"_s << QStringList{u"https://app.example.com/😀"_s};
    }
    void pasted()
    {
        QFETCH(const QString, text);
        QFETCH(const QStringList, uris);
        QCOMPARE(rules::redirectsFromPaste(text), uris);
    }
};

GATEHOUSE_TEST(RedirectRulesTest)
#include "tst_redirectrules.moc"
