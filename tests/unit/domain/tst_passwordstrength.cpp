#include "domain/PasswordStrength.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

/// The documented counting: every part alone, at its edges, and all together.
class TestPasswordStrength : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void counts_data()
    {
        QTest::addColumn<QString>("password");
        QTest::addColumn<double>("strength");
        const auto row = [](const char *name, const QString &password, double strength) {
            QTest::newRow(name) << password << strength;
        };
        row("empty", {}, 0.0);
        row("one character", u"a"_s, 0.3);
        row("half the length", u"aaaaa"_s, 1.5);
        row("one short of full length", u"aaaaaaaaa"_s, 2.7);
        row("full length", u"aaaaaaaaaa"_s, 3.0);
        row("longer counts no more", QString(64, u'a'), 3.0);
        row("spaces count as length alone", QString(10, u' '), 3.0);
        row("one upper case letter", u"aaaaaaaaaA"_s, 3.0);
        row("two upper and two lower case letters", u"AAaa"_s, 1.2 + 0.6);
        row("two upper and one lower case letter", u"AAa"_s, 0.9);
        row("letters of any script", u"ÄÖßéñçабвг"_s, 3.6);
        row("letters without case", u"密码密码密码密码密码"_s, 3.0);
        row("one digit", u"aaaaaaaaa1"_s, 3.0);
        row("two digits", u"aaaaaaaa12"_s, 3.6);
        row("digits of any script", u"aaaaaaaa١٢"_s, 3.6);
        row("one symbol", u"aaaaaaaaa!"_s, 3.0);
        row("two symbols", u"aaaaaaaa!?"_s, 3.8);
        row("two kinds", u"aaaaaaAA12"_s, 4.2);
        row("everything", u"aaaaAA12!?"_s, greatestPasswordStrength);
        row("everything but long", u"aaAA12!?"_s, 2.4 + 2.0);
    }
    void counts()
    {
        QFETCH(const QString, password);
        QFETCH(const double, strength);
        QVERIFY2(qAbs(passwordStrength(password) - strength) < 1e-9,
                 qPrintable(QString::number(passwordStrength(password))));
    }
};

QTEST_GUILESS_MAIN(TestPasswordStrength)
#include "tst_passwordstrength.moc"
