#include "domain/rules/Placeholder.h"

#include "domain/SecretMaker.h"
#include "domain/rules/FieldRules.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

/// What stands in files where a secret is to be filled in.
class TestPlaceholder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recognizes_data();
    void recognizes();
    void knowsInstructions_data();
    void knowsInstructions();
    void leavesSecrets_data();
    void leavesSecrets();
    void leavesGeneratedSecrets();
    void longTextsTakeNoTime();
    void showsNoMoreThanTheName_data();
    void showsNoMoreThanTheName();
};

void TestPlaceholder::recognizes_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"$(env:X)",
                             "$(env:WEB_SHOP_SECRET)",
                             "${x}",
                             "${WEB_SHOP_SECRET}",
                             "${vault.web-shop}",
                             "${env:WEB_SHOP_SECRET}",
                             "${X:-text}",
                             "$[secret]",
                             "#{x}",
                             "#{WebShop.Secret}#",
                             "{{ x }}",
                             "{{x}}",
                             "{{ .Values.clientSecret }}",
                             "prefix-${WEB_SHOP}-suffix",
                             "<secret>",
                             "<your client secret>",
                             "<%= secret %>",
                             "%X%",
                             "%WEB_SHOP_SECRET%",
                             "%(secret)s",
                             "__X__",
                             "__ClientSecret__",
                             "@@x@@",
                             "@secret@",
                             "[client secret]",
                             "[[client-secret]]",
                             "{client_secret}",
                             "##SECRET##",
                             "$WEB_SHOP_SECRET",
                             "env:WEB_SHOP_SECRET",
                             "process.env.SECRET",
                             "op://vault/item/secret",
                             "vault:secret/data/shop#key",
                             "@Microsoft.KeyVault(SecretUri=https://shop.vault.azure.net/secrets/x)",
                             "((web_shop_client_secret_prod))",
                             "%{hiera('web_shop::client_secret')}",
                             "~{WEB_SHOP_CLIENT_SECRET_PROD_2026}",
                             "&{WEB_SHOP_CLIENT_SECRET_PROD_2026}",
                             "{cipher}AQB3k9Vw8pQz7Lm2Rt8xYc5Nb1Hd4Gf6",
                             "ENC(k9Vw8pQz7Lm2Rt8xYc5Nb1Hd4Gf6Js0==)",
                             "ref+vault://secret/web-shop#/client_secret",
                             "sm://project-2026/web-shop-client-secret",
                             "file:///run/secrets/web_shop_client_secret",
                             "/run/secrets/web_shop_client_secret_2026",
                             "arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop",
                             "redacted",
                             "[REDACTED]",
                             "client secret removed"})
        QTest::newRow(text) << QByteArray(text);
}

void TestPlaceholder::recognizes()
{
    QFETCH(const QByteArray, text);
    QVERIFY(isPlaceholder(text));
    QVERIFY(isPlaceholder(' ' + text + '\n'));
    QVERIFY(!shownPlaceholder(text).isEmpty());
}

void TestPlaceholder::knowsInstructions_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"changeme",
                             "ChangeMe",
                             "CHANGE_ME",
                             "change-me-please",
                             "change_this_in_production",
                             "REPLACE_ME",
                             "REPLACE_WITH_YOUR_SECRET",
                             "replace this secret before production",
                             "YOUR_SECRET_HERE",
                             "your-client-secret",
                             "yourClientSecretHere",
                             "INSERT_CLIENT_SECRET_HERE",
                             "enter your secret",
                             "TODO",
                             "fixme",
                             "tbd",
                             "placeholder",
                             "changeme123",
                             "Change-Me-2026!",
                             "your-client-secret-2",
                             "REPLACE_ME_WITH_A_REAL_SECRET_VALUE_1"})
        QTest::newRow(text) << QByteArray(text);
}

/// A server runs with them to the letter: they are secrets, and the first that anybody tries.
void TestPlaceholder::knowsInstructions()
{
    QFETCH(const QByteArray, text);
    QVERIFY(isInstruction(text));
    QVERIFY(isInstruction(' ' + text + '\n'));
    QVERIFY(!isPlaceholder(text));
    QVERIFY(!rules::checkTypedSecret(text).isEmpty());
}

void TestPlaceholder::leavesSecrets_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"",
                             "secret",
                             "password",
                             "client_secret",
                             "my-secret",
                             "xxxxxxxx",
                             "????????",
                             "**********",
                             "q5nYl0cGdV8sXb2_Tz-1RkWm7JhPaE4uOiF9xQvCyDB",
                             "9f86d081884c7d659a2feaa0c55ad015",
                             "6e1f0f3e-5f0a-4f0b-9c59-e2a2e2d8c111",
                             "$5kd93Lf(env)2",
                             "a%b%c",
                             "<k3Vw9_pQz7-Lm2Rt8-Td6Fg3Hj8Kl5>",
                             "__k3Vw9pQz7Lm2Rt8Td6Fg3Hj8Kl5Ab__",
                             "correct-Horse_battery.staple/9Zq4",
                             "change-is-the-only-constant",
                             "change-58310742964105837296",
                             "{6e1f0f3e-5f0a-4f0b-9c59-e2a2e2d8c111}",
                             "k3${",
                             "k3{{Vw9",
                             "$"})
        QTest::newRow(text) << QByteArray(text);
}

void TestPlaceholder::leavesSecrets()
{
    QFETCH(const QByteArray, text);
    QVERIFY(!isPlaceholder(text));
    QVERIFY(!isInstruction(text));
}

void TestPlaceholder::leavesGeneratedSecrets()
{
    for (int i = 0; i < 2000; ++i) {
        const QByteArray secret = generateSecret();
        QVERIFY(!isPlaceholder(secret) && !isInstruction(secret));
    }
}

/// Looking for the end of each mark went by the square of the length: hours for these.
void TestPlaceholder::longTextsTakeNoTime()
{
    for (const char *piece : {"${", "{{", "#{", "$(", "change", "<", "x://"}) {
        const QByteArray text = QByteArray(piece).repeated(2'000'000);
        QVERIFY(!isPlaceholder(text) && !isInstruction(text));
        QVERIFY(!rules::checkTypedSecret(text).isEmpty());
    }
}

void TestPlaceholder::showsNoMoreThanTheName_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("shown");
    const auto add = [](const QByteArray &text, const QString &shown) {
        QTest::newRow(text.constData()) << text << shown;
    };
    add("$(env:X)", u"$(env:X)"_s);
    add(" ${WEB_SHOP} ", u"${WEB_SHOP}"_s);
    add("client secret removed", u"client secret removed"_s);
    add("${X:-k3Vw9pQz7Lm2}", u"${X…}"_s);
    add("${shop.secret:k3Vw9pQz7Lm2Rt8}", u"${shop.secret…}"_s);
    add("${env:X:-k3Vw9pQz7Lm2Rt8}", u"${env:X…}"_s);
    add("$(k3Vw9pQz7Lm2Rt8+/!)", u"$(…)"_s);
    add("k3Vw9pQz7-${WEB_SHOP}-Lm2Rt8", u"…"_s);
}

void TestPlaceholder::showsNoMoreThanTheName()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, shown);
    QVERIFY(isPlaceholder(text));
    QCOMPARE(shownPlaceholder(text), shown);
}

GATEHOUSE_TEST(TestPlaceholder)
#include "tst_placeholder.moc"
