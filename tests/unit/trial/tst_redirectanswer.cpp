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
        QCOMPARE(answerAt(address, QUrl(redirect), u"s"_s).has_value(), isIt);
        QVERIFY(!answerAt(address, QUrl(redirect), u"another"_s));
    }
};

GATEHOUSE_TEST(TestRedirectAnswer)
#include "tst_redirectanswer.moc"
