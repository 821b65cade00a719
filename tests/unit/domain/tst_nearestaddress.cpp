#include "domain/explain/address/MarkedAddress.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::explain;

namespace {

QString namesOf(const Comparison &comparison)
{
    QStringList names;
    for (const Difference difference : comparison.differs)
        names << nameOf(difference);
    return names.join(u' ');
}

QString marked(const QString &text, const QList<Span> &spans)
{
    QString shown = text;
    for (qsizetype at = spans.size() - 1; at >= 0; --at)
        shown.insert(spans.at(at).start + spans.at(at).length, u']').insert(spans.at(at).start, u'[');
    return shown;
}

QString joined(const QList<Piece> &pieces)
{
    QString text;
    for (const Piece &piece : pieces)
        text += piece.text;
    return text;
}

}

class NearestAddressTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void differences_data()
    {
        QTest::addColumn<QString>("sent");
        QTest::addColumn<QString>("allowed");
        QTest::addColumn<QString>("differs");
        QTest::addColumn<QString>("sentMarked");
        QTest::addColumn<QString>("allowedMarked");
        const auto row = [](const char *sent, const char *allowed, const char *differs, const char *one,
                            const char *other) {
            QTest::addRow("%s, %s", sent, allowed)
                << QString::fromLatin1(sent) << QString::fromLatin1(allowed) << QString::fromLatin1(differs)
                << QString::fromLatin1(one) << QString::fromLatin1(other);
        };
        row("https://a.example/cb", "https://a.example/cb", "", "https://a.example/cb",
            "https://a.example/cb");
        row("http://a.example/cb", "https://a.example/cb", "scheme", "http[]://a.example/cb",
            "http[s]://a.example/cb");
        row("https://a.example/cb/", "https://a.example/cb", "trailing_slash", "https://a.example/cb[/]",
            "https://a.example/cb[]");
        row("https://a.example", "https://a.example/", "trailing_slash", "https://a.example[]",
            "https://a.example[/]");
        row("https://a.example:8443/cb", "https://a.example/cb", "port", "https://a.example:[8443]/cb",
            "https://a.example[]/cb");
        row("http://127.0.0.1:8080/cb", "http://127.0.0.1:8081/cb", "port", "http://127.0.0.1:808[0]/cb",
            "http://127.0.0.1:808[1]/cb");
        row("https://b.example/cb", "https://a.example/cb", "host", "https://[b].example/cb",
            "https://[a].example/cb");
        row("https://A.example/CB", "https://a.example/cb", "case", "https://[A].example/[CB]",
            "https://[a].example/[cb]");
        row("https://a.example/cb?x=1", "https://a.example/cb", "query", "https://a.example/cb?[x=1]",
            "https://a.example/cb[]");
        row("https://a.example/cb?x=2", "https://a.example/cb?x=1", "query", "https://a.example/cb?x=[2]",
            "https://a.example/cb?x=[1]");
        row("https://a.example/cb?", "https://a.example/cb", "query", "https://a.example/cb?[]",
            "https://a.example/cb[]");
        row("https://a.example/a%20b", "https://a.example/a%2520b", "path", "https://a.example/a%2[]0b",
            "https://a.example/a%2[52]0b");
        row("https://a.example/%63b", "https://a.example/cb", "encoding", "https://a.example/[%63]b",
            "https://a.example/[c]b");
        row("https://a.example/a%2fb", "https://a.example/a%2Fb", "encoding", "https://a.example/a%2[f]b",
            "https://a.example/a%2[F]b");
        row("https://a.example/cb#top", "https://a.example/cb", "fragment", "https://a.example/cb#[top]",
            "https://a.example/cb[]");
        row("https://me@a.example/cb", "https://a.example/cb", "userinfo", "https://[me]@a.example/cb",
            "https://[]a.example/cb");
        row("http://localhost/cb", "http://127.0.0.1/cb", "host", "http://[localhost]/cb",
            "http://[127.0.0.1]/cb");
        row("http://a.example:80/cb/", "https://a.example/cb", "scheme port trailing_slash",
            "http[]://a.example:[80]/cb[/]", "http[s]://a.example[]/cb[]");
        row("https://a.example/callback", "https://a.example/signin", "path", "https://a.example/[callback]",
            "https://a.example/[signin]");
        row("https://[::1]:1/cb", "https://[::1]:2/cb", "port", "https://[::1]:[1]/cb",
            "https://[::1]:[2]/cb");
        row("com.example.app:/cb", "com.example.app://cb", "host path", "com.example.app:[/cb]",
            "com.example.app://[cb]");
        row("urn:ietf:wg:oauth:2.0:oob", "https://a.example/cb", "scheme host path",
            "[urn]:[ietf:wg:oauth:2.0:oo]b", "[https]://[a.example/c]b");
        row("com.example.app:/callback", "https://a.example/cb", "scheme host path",
            "[com.example.app]:[]/c[allback]", "[https]://[a.example]/c[b]");
        row("javascript:alert(1)", "https://a.example/cb", "scheme host path", "[javascript]:[alert(1)]",
            "[https]://[a.example/cb]");
        row("/cb", "https://a.example/cb", "scheme host", "[]/cb", "[https]://[a.example]/cb");
        row("https://a.example/cb?x=1", "https://a.example/cb?y=1#top", "query fragment",
            "https://a.example/cb?[x]=1[]", "https://a.example/cb?[y]=1#[top]");
        row("https%3A%2F%2Fa.example%2Fcb", "https://a.example/cb", "encoding",
            "https[%3A%2F%2Fa.example%2F]cb", "https[://a.example/]cb");
        row("https:%2F%2Fa.example%2Fcb", "https://a.example/cb", "encoding", "https:[%2F%2Fa.example%2F]cb",
            "https:[//a.example/]cb");
        row("https%253A%252F%252Fa.example%252Fcb", "https://a.example/cb", "encoding",
            "https[%253A%252F%252Fa.example%252F]cb", "https[://a.example/]cb");
        row("https%3A%2F%2Fa.example%2Fcb%2F", "https://a.example/cb", "trailing_slash encoding",
            "https[%3A%2F%2Fa.example%2Fcb%2F]", "https[://a.example/cb]");
        row("urn%3Aietf", "urn:ietf", "encoding", "urn[%3A]ietf", "urn[:]ietf");
        row("a%20b", "https://a.example/cb", "scheme host path", "[a%20]b", "[https]://[a.example/c]b");
    }
    void differences()
    {
        QFETCH(const QString, sent);
        QFETCH(const QString, allowed);
        const Comparison comparison = compared(sent, allowed, false);
        QTEST(namesOf(comparison), "differs");
        QTEST(marked(sent, comparison.inSent), "sentMarked");
        QTEST(marked(allowed, comparison.inNearest), "allowedMarked");
    }

    /// Each character once, wherever the spans are.
    void piecesAreTheWholeAddress()
    {
        for (const QString &sent :
             {u"com.example.app:/callback"_s, u"urn:ietf:wg:oauth:2.0:oob"_s, u"javascript:alert(1)"_s,
              u"mailto:x"_s, u"/cb?x#y"_s, u"https://me@a.example:1/cb?x=1#y"_s, u"x"_s, QString(),
              u"https%3A%2F%2Fa.example%2Fcb"_s}) {
            for (const QString &allowed :
                 {u"https://a.example/cb"_s, u"com.example.app:/cb"_s, u"http://[::1]:9/cb?x=2#z"_s,
                  u"https://a.example/*"_s, u"/cb"_s}) {
                for (const bool wildcards : {true, false}) {
                    const Comparison comparison = compared(sent, allowed, wildcards);
                    QCOMPARE(joined(piecesOf(sent, comparison.inSent)), sent);
                    QCOMPARE(joined(piecesOf(allowed, comparison.inNearest)), allowed);
                    QCOMPARE(marked(sent, comparison.inSent).remove(u'[').remove(u']'),
                             QString(sent).remove(u'[').remove(u']'));
                }
            }
        }
        QCOMPARE(joined(piecesOf(u"abc"_s, {{2, 1}, {0, 1}})), u"abc"_s);
    }

    void patternStandsForAnyEnd()
    {
        const QString pattern = u"https://a.example/app/*"_s;
        QCOMPARE(namesOf(compared(u"https://a.example/app/cb?x=1"_s, pattern, true)), QString());
        QCOMPARE(namesOf(compared(u"http://a.example/app/cb"_s, pattern, true)), u"scheme"_s);
        QCOMPARE(namesOf(compared(u"https://a.example/other"_s, pattern, true)), u"path"_s);
        QCOMPARE(namesOf(compared(u"https://a.example/app/cb"_s, pattern, false)), u"path"_s);
        QCOMPARE(namesOf(compared(u"https://a.example/app/../evil"_s, pattern, true)), u"path"_s);
        QCOMPARE(namesOf(compared(u"https://a.example/app/%2e%2e/evil"_s, pattern, true)), u"path"_s);
        QCOMPARE(namesOf(compared(u"https://a.example/app/x/../cb"_s, pattern, true)), QString());
    }

    void nearest_data()
    {
        QTest::addColumn<QString>("sent");
        QTest::addColumn<QString>("nearest");
        QTest::newRow("http") << u"http://shop.example/cb"_s << u"https://shop.example/cb"_s;
        QTest::newRow("slash") << u"https://shop.example/cb/"_s << u"https://shop.example/cb"_s;
        QTest::newRow("language") << u"https://shop.example/nl/cb/"_s << u"https://shop.example/nl/cb"_s;
        QTest::newRow("port of localhost") << u"http://localhost:3000/cb"_s << u"http://127.0.0.1/cb"_s;
        QTest::newRow("localhost, another path")
            << u"http://localhost/callback"_s << u"http://127.0.0.1/cb"_s;
        QTest::newRow("test host") << u"https://test.shop.example/cb"_s << u"https://shop.example/cb"_s;
        QTest::newRow("script") << u"javascript:alert(1)"_s << u"com.example.shop:/cb"_s;
    }
    void nearest()
    {
        QFETCH(const QString, sent);
        const QStringList allowed{u"https://other.example/cb"_s, u"com.example.shop:/cb"_s,
                                  u"https://shop.example/nl/cb"_s, u"https://shop.example/cb"_s,
                                  u"http://127.0.0.1/cb"_s};
        const auto found = nearestTo(sent, allowed, false);
        QVERIFY(found);
        QTEST(found->nearest, "nearest");
    }

    void noneIsNearest() { QVERIFY(!nearestTo(u"https://a.example/cb"_s, {}, true)); }

    void largeIsCompared()
    {
        QCOMPARE(namesOf(compared(u"https"_s + u"%25"_s.repeated(300'000), u"https://a.example/a"_s, false)),
                 u"scheme host path"_s);
        const QString huge = u"https://a.example/"_s + QString(1'000'000, u'a');
        const Comparison comparison = compared(huge, u"https://a.example/a"_s, false);
        QCOMPARE(comparison.inSent.size(), 1);
        QCOMPARE(comparison.inSent.first().length, 999'999);
    }
};

GATEHOUSE_TEST(NearestAddressTest)
#include "tst_nearestaddress.moc"
