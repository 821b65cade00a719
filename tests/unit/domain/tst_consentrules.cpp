#include "domain/LanguageTag.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

namespace {

void addColumns()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QStringList>("mentions"); // one for each finding
    QTest::addColumn<bool>("isError");
}

void addGood(const char *name, const QString &value)
{
    QTest::newRow(name) << value << QStringList() << false;
}

void addError(const char *name, const QString &value, const QString &mention)
{
    QTest::newRow(name) << value << QStringList{mention} << true;
}

template<typename Rule>
void verify(Rule rule)
{
    QFETCH(const QString, value);
    QFETCH(const QStringList, mentions);
    QFETCH(const bool, isError);
    const rules::Findings findings = rule(value);
    QCOMPARE(rules::hasError(findings), isError);
    QCOMPARE(findings.size(), mentions.size());
    for (qsizetype i = 0; i < findings.size(); ++i)
        QVERIFY2(findings.at(i).text.contains(mentions.at(i)), qPrintable(findings.at(i).text));
}

}

class ConsentRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void claimName_data()
    {
        addColumns();
        addGood("department", u"department"_s);
        addGood("URI", u"https://example.com/claims/cost-centre"_s);
        addGood("any script", u"部門"_s);
        addGood("contains a reserved one", u"expires"_s);
        addGood("100 characters", QString(100, u'a'));
        addError("101 characters", QString(101, u'a'), u"101"_s);
        addError("empty", {}, u"empty"_s);
        addError("space", u"cost centre"_s, u"a space"_s);
        addError("line feed", u"a\nb"_s, u"U+000A"_s);
        addError("zero width space", u"a\u200Bb"_s, u"U+200B"_s);
        const QString reserved =
            u"iss sub aud exp nbf iat jti nonce acr amr azp auth_time at_hash c_hash sid EXP"_s;
        for (const QString &name : reserved.split(u' '))
            addError(qPrintable(name), name, u'"' + name + u'"');
    }
    void claimName() { verify(rules::checkClaimName); }

    void consentText_data()
    {
        addColumns();
        addGood("empty", {});
        addGood("both placeholders", u"{client} greets {user}.\n\tTwice: {user}"_s);
        addGood("markup and emoji are text", u"<script>\"'& 😀 مرحبا \u200F"_s);
        addGood("braces alone", u"{ } } { {\n}"_s.remove(u"{ }"_s));
        addGood("10,000 characters", QString(10'000, u'a'));
        addError("10,001 characters", QString(10'001, u'a'), u"10001"_s);
        addError("escape", u"a\u001B[31m"_s, u"U+001B"_s);
        addError("NUL", u"a"_s + QChar(u'\0'), u"U+0000"_s);
        const auto addWarning = [](const char *name, const QString &value, const QStringList &mentions) {
            QTest::newRow(name) << value << mentions << false;
        };
        addWarning("unknown, each once", u"{name} {client} {name} {klant}"_s, {u"{name}"_s, u"{klant}"_s});
        addWarning("other case", u"{Client}"_s, {u"{Client}"_s});
        addWarning("spaces inside", u"{ user }"_s, {u"{ user }"_s});
        addWarning("nothing inside", u"{}"_s, {u"{}"_s});
        addWarning("percent sign", u"{%1}"_s, {u"{%1} is no placeholder"_s});
    }
    void consentText() { verify(rules::checkConsentText); }

    void resourceName_data()
    {
        addColumns();
        addGood("department", u"department"_s);
        addGood("starts like the API scope", u"api.more"_s);
        addError("API scope", u"api"_s, u"\"api\""_s);
        for (const char *name : {"openid", "profile", "email", "phone", "address", "offline_access"})
            addError(name, QString::fromLatin1(name), QString::fromLatin1(name));
        addError("empty", {}, u"empty"_s);
        addError("space", u"my department"_s, u"a space"_s);
    }
    void resourceName() { verify(rules::checkResourceName); }
};

GATEHOUSE_TEST(ConsentRulesTest)
#include "tst_consentrules.moc"
