#include "servers/trial/RedirectAnswer.h"
#include "support/TestProgram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::trial;

/// Addresses that somebody pasted, or that a server sends to.
class TestRedirectAnswer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isThatOfTheRedirect_data()
    {
        QTest::addColumn<QString>("redirect");
        QTest::addColumn<QString>("place");
        QTest::addColumn<bool>("isIt");
        const auto row = [](const char *name, const QString &redirect, const QString &place, bool isIt) {
            QTest::newRow(name) << redirect << place << isIt;
        };
        const QString plain = u"https://app.example.com/cb"_s;
        row("the same", plain, plain, true);
        row("443 in the redirect", u"https://app.example.com:443/cb"_s, plain, true);
        row("443 in the address", plain, u"https://app.example.com:443/cb"_s, true);
        row("80", u"http://localhost:80/cb"_s, u"http://localhost/cb"_s, true);
        row("80 of https", u"https://app.example.com:80/cb"_s, plain, false);
        row("443 of http", u"http://app.example.com:443/cb"_s, u"http://app.example.com/cb"_s, false);
        row("another port", plain, u"https://app.example.com:8443/cb"_s, false);
        row("without path", u"https://app.example.com:443"_s, u"https://app.example.com/"_s, true);
        row("another path", plain, u"https://app.example.com/cb/"_s, false);
        row("another host", plain, u"https://app.example.com.evil.com/cb"_s, false);
        row("own scheme", u"com.example.app:/cb"_s, u"com.example.app:/cb"_s, true);
    }
    void isThatOfTheRedirect()
    {
        QFETCH(const QString, redirect);
        QFETCH(const QString, place);
        QFETCH(const bool, isIt);
        const SecretBytes address = secretCopy((place + u"?code=c&state=s"_s).toUtf8());
        QCOMPARE(answerAt(address, QUrl(redirect), {u"s"_s}).has_value(), isIt);
        QVERIFY(!answerAt(address, QUrl(redirect), {u"another"_s}));
    }
    void bringsWhatItHasTo_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<bool>("bringsCode");
        QTest::addColumn<bool>("isIt");
        QTest::newRow("a code") << u"code=c&state=s"_s << true << true;
        QTest::newRow("an error") << u"error=access_denied&state=s"_s << true << true;
        QTest::newRow("neither") << u"state=s"_s << true << false;
        QTest::newRow("an empty code") << u"code=&state=s"_s << true << false;
        QTest::newRow("a description alone") << u"error_description=no&state=s"_s << true << false;
        QTest::newRow("a logout") << u"state=s"_s << false << true;
        QTest::newRow("a logout that was refused") << u"error=x&state=s"_s << false << true;
        QTest::newRow("another logout") << u"state=t"_s << false << false;
    }
    void bringsWhatItHasTo()
    {
        QFETCH(const QString, query);
        QFETCH(const bool, bringsCode);
        QFETCH(const bool, isIt);
        QCOMPARE(answerIn(query.toUtf8(), {u"s"_s, bringsCode}).has_value(), isIt);
    }
};

GATEHOUSE_TEST(TestRedirectAnswer)
#include "tst_redirectanswer.moc"
