#include "SampleConsent.h"
#include "SampleLogos.h"

#include "domain/consent/ConsentHtml.h"

#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::consent;

namespace {

/// Elements of the document in order, and its text; a document of ours is read as XML once its few void
/// elements are closed.
struct Parsed
{
    QStringList elements;
    QString text;
    QString error;
};

Parsed parsed(const QString &html)
{
    QString xml = html;
    xml.replace(QRegularExpression(u"<(meta|img|br)\\b([^>]*)>"_s), u"<\\1\\2/>"_s);
    QXmlStreamReader reader(xml);
    Parsed result;
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isStartElement())
            result.elements << reader.name().toString();
        if (reader.isStartElement() && reader.name() == "br"_L1)
            result.text += u'\n';
        if (reader.isCharacters())
            result.text += reader.text();
    }
    result.error = reader.errorString();
    return result;
}

ConsentPage pageWith(const QString &text)
{
    ClientApplication client = samples::asksForAll();
    client.title = u"</title><b onclick=\"x\">Shop's"_s;
    client.consentTexts[u"en"_s].profile = text;
    return consentPage(client, u"en"_s, samples::consentContext());
}

}

class ConsentHtmlTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textIsTextNotMarkup_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("script") << u"<script>alert('x')</script>"_s;
        QTest::newRow("picture") << u"\"><img src=x onerror=alert(1)>"_s;
        QTest::newRow("entities") << u"&lt;b&gt; &amp; &#x41; &nbsp;"_s;
        QTest::newRow("comment") << u"<!-- --> ]]> <!DOCTYPE x>"_s;
        QTest::newRow("emoji and right to left") << u"😀👩🏽‍💻 مرحبا שלום"_s;
        QTest::newRow("lines") << u"one\ntwo\n\nthree"_s;
        QTest::newRow("long word") << QString(10'000, u'w');
        QTest::newRow("10,000 characters of markup") << u"<b>\"&"_s.repeated(1666);
    }
    void textIsTextNotMarkup()
    {
        QFETCH(const QString, text);
        const Parsed plain = parsed(toHtml(pageWith(u"x"_s), Appearance::Light));
        const Parsed found = parsed(toHtml(pageWith(text), Appearance::Light));
        QVERIFY2(found.error.isEmpty(), qPrintable(found.error));
        QVERIFY(found.text.contains(text));
        QVERIFY(found.text.contains(u"</title><b onclick=\"x\">Shop's asks for access"_s));
        QStringList withoutLines = found.elements;
        withoutLines.removeAll(u"br"_s);
        QCOMPARE(withoutLines, plain.elements);
        QVERIFY(!withoutLines.contains(u"script"_s));
    }

    void controlCharactersAreReplaced()
    {
        const ConsentPage page = pageWith(u"a\u001B[31mb"_s + QChar(u'\0') + u'c');
        const QString expected = u"a\uFFFD[31mb\uFFFDc"_s;
        QVERIFY(parsed(toHtml(page, Appearance::Light)).text.contains(expected));
        QVERIFY(toText(page).contains(expected));
        QVERIFY(!toText(page).contains(QChar(0x1b)));
    }

    void nothingOutsideIsNamed_data()
    {
        QTest::addColumn<QByteArray>("logo");
        QTest::addColumn<QString>("source");
        QTest::newRow("Logo URI alone") << QByteArray() << QString();
        QTest::newRow("PNG") << samples::png(300, 200) << u"data:image/png;base64,"_s;
        QTest::newRow("JPEG") << samples::jpeg(samples::jpegFrame(5, 5)) << u"data:image/jpeg;base64,"_s;
        QTest::newRow("hostile logo") << samples::png(100'000, 100'000) << QString();
        QTest::newRow("no logo at all") << QByteArray("<svg onload=alert(1)>") << QString();
    }
    void nothingOutsideIsNamed()
    {
        QFETCH(const QByteArray, logo);
        QFETCH(const QString, source);
        ClientApplication client = samples::asksForAll();
        client.logo = {u"l\"><script>.png"_s, logo};
        client.logoUri = u"https://shop.example.com/logo.png"_s;
        const QString html =
            toHtml(consentPage(client, u"en"_s, samples::consentContext()), Appearance::Light);
        QVERIFY(!html.contains(u"http://"_s) && !html.contains(u"https://"_s) && !html.contains(u"url("_s));
        QVERIFY(html.contains(u"default-src 'none'; img-src data:; style-src 'unsafe-inline'"_s));
        QCOMPARE(html.contains(u"<img "_s), !source.isEmpty());
        QVERIFY(
            html.contains(source + QString::fromLatin1(source.isEmpty() ? QByteArray() : logo.toBase64())));
        QCOMPARE(html.contains(u">S</p>"_s), source.isEmpty());
    }

    void logoKeepsItsShape()
    {
        ClientApplication client = samples::asksForAll();
        client.logo.data = samples::png(300, 200);
        QVERIFY(toHtml(consentPage(client, u"en"_s, samples::consentContext()), Appearance::Light)
                    .contains(u"width=\"56\" height=\"37\""_s));
        client.logo.data = samples::png(1, 1000);
        QVERIFY(toHtml(consentPage(client, u"en"_s, samples::consentContext()), Appearance::Light)
                    .contains(u"width=\"1\" height=\"56\""_s));
    }

    void languageAndDirection()
    {
        const QString html =
            toHtml(consentPage(samples::asksForAll(), u"ar"_s, samples::consentContext()), Appearance::Light);
        QVERIFY(html.contains(u"<html lang=\"ar\" dir=\"rtl\">"_s));
        QVERIFY2(html.contains(u"<p lang=\"en\" dir=\"ltr\" align=\"right\""_s),
                 "what stands in has its own direction");
        QVERIFY2(html.indexOf(u"السماح"_s) < html.indexOf(u"الرفض"_s), "buttons are the other way round");
        ConsentPage odd = consentPage(samples::asksForAll(), u"\"><script>"_s, samples::consentContext());
        QVERIFY(!toHtml(odd, Appearance::Light).contains(u"<script"_s));
    }

    void lightAndDarkDiffer()
    {
        const ConsentPage page = consentPage(samples::asksForAll(), u"en"_s, samples::consentContext());
        const QString light = toHtml(page, Appearance::Light);
        const QString dark = toHtml(page, Appearance::Dark);
        QVERIFY(light != dark);
        QCOMPARE(parsed(light).text, parsed(dark).text);
        QCOMPARE(parsed(light).elements, parsed(dark).elements);
    }

    void rememberOnlyWhereAllowed()
    {
        ClientApplication client = samples::asksForAll();
        QVERIFY(parsed(toHtml(consentPage(client, u"en"_s, samples::consentContext()), Appearance::Dark))
                    .text.contains(u"Remember this decision"_s));
        client.allowRememberConsent = false;
        QVERIFY(!parsed(toHtml(consentPage(client, u"en"_s, samples::consentContext()), Appearance::Dark))
                     .text.contains(u"Remember this decision"_s));
    }

    void linksAreEscaped()
    {
        ClientApplication client = samples::asksForAll();
        client.policyUri = u"https://shop.example.com/?a=1&b=\"><script>"_s;
        const ConsentPage page = consentPage(client, u"en"_s, samples::consentContext());
        const QString html = toHtml(page, Appearance::Light);
        const Parsed found = parsed(html);
        QVERIFY2(found.error.isEmpty(), qPrintable(found.error));
        QCOMPARE(found.elements.count(u"a"_s), page.links.size());
        QVERIFY(!html.contains(u"<script"_s));
        client.policyUri = u"https://shop.example.com/?a=1&b=2"_s;
        const ConsentPage plain = consentPage(client, u"en"_s, samples::consentContext());
        QVERIFY(toHtml(plain, Appearance::Dark)
                    .contains(u"<a href=\"https://shop.example.com/?a=1&amp;b=2\" rel=\"noopener"_s));
        QVERIFY(parsed(toHtml(plain, Appearance::Dark)).text.contains(u"Privacy policy"_s));
        QVERIFY(toText(plain).contains(u"Privacy policy: https://shop.example.com/?a=1&b=2\n"_s));
    }

    void nothingToAsk()
    {
        const ConsentPage page = consentPage(samples::machine(), u"en"_s, samples::consentContext());
        QVERIFY(parsed(toHtml(page, Appearance::Light)).text.contains(page.whyNot));
        QVERIFY(!toHtml(page, Appearance::Light).contains(u"Allow"_s));
        QCOMPARE(toText(page), page.whyNot + u'\n');
    }

    void plainLines()
    {
        ClientApplication client = samples::asksForAll();
        client.defaultResources = {u"openid"_s, u"profile"_s};
        client.customResources.clear();
        client.consentTexts[u"en"_s].profile = u"one\ntwo {user}"_s;
        QCOMPARE(
            toText(consentPage(client, u"en"_s, samples::consentContext())),
            u"Shop asks for access\nSigned in as Anna\n\nYour profile\n  one\n  two Anna\n\n"
            "Access on your behalf\n  Shop can use these services on your behalf.\n  - Use the interface\n"
            "  - orders.read\n\n[ ] Remember this decision\n[Deny] [Allow]\n"_s);
    }
};

GATEHOUSE_TEST(ConsentHtmlTest)
#include "tst_consenthtml.moc"
