#include "domain/rules/Placeholder.h"

#include "domain/SecretMaker.h"
#include "domain/rules/FieldRules.h"

#include <QRandomGenerator>
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
    void leavesRandomSecrets_data();
    void leavesRandomSecrets();
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
                             "os.environ[\"OIDC_SECRET\"]",
                             "ENV['OIDC_SECRET']",
                             "$__file{/etc/secrets/x}",
                             "$ANSIBLE_VAULT;1.1;AES256",
                             "@/run/secrets/oidc_secret",
                             "`cat /run/secrets/x`",
                             "var.oidc_secret",
                             "module.x.secret",
                             "data.vault_generic_secret.x.data[\"y\"]",
                             "{\"Ref\":\"OidcSecret\"}",
                             "Fn::ImportValue: x",
                             "kv:secret/oidc",
                             "credhub:/x",
                             "cyberark:Safe/Obj",
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
                             "%env(APP_SECRET)%",
                             "%env(resolve:WEB_SHOP_CLIENT_SECRET)%",
                             "ENC[AES256_GCM,data:p673w==,iv:YY=,aad:UQ=,tag:A=]",
                             "sops:ENC[AES256_GCM,data:abcd]",
                             "@{variables('WebShopClientSecret')}",
                             "<?= getenv('WEB_SHOP_CLIENT_SECRET') ?>",
                             "<?php echo getenv('WEB_SHOP_CLIENT_SECRET') ?>",
                             "projects/123456/secrets/web-shop-client-secret/versions/latest",
                             "/etc/secrets/web_shop_client_secret",
                             "/mnt/secrets-store/web_shop",
                             "./secrets/web_shop_client_secret",
                             "../secrets/web_shop_client_secret",
                             "~/.secrets/web_shop",
                             "file:web_shop_client_secret.txt",
                             "secretsmanager:web-shop/client-secret",
                             "awssecret/web-shop/client-secret",
                             "keyvault:web-shop-client-secret",
                             "gcp:secretmanager:web-shop-client-secret",
                             "(env:WEB_SHOP_CLIENT_SECRET)",
                             "{% web_shop.client_secret %}",
                             "{%WEB_SHOP_CLIENT_SECRET%}",
                             "!Ref WebShopClientSecretParameter",
                             "!Sub WebShopClientSecretParameter",
                             "!vault |  web_shop_client_secret",
                             "!secret web_shop_client_secret",
                             "%WEB_SHOP_CLIENT_SECRET_20260131%",
                             "%WEB(SHOP)CLIENT_SECRET%",
                             "<WEB_SHOP_CLIENT_SECRET_FOR_THE_ENVIRONMENT_PRODUCTION_OF_THE_COMPANY_2026>",
                             "<secret>web-shop</secret>",
                             "<secret name='web-shop-client'/>",
                             "<web shop (production) client secret>",
                             "__ClientSecretProduction(2026)__",
                             "{$WEB_SHOP_CLIENT_SECRET}",
                             "{env.WEB_SHOP_CLIENT_SECRET}",
                             "*{webShop.clientSecret}",
                             "^{webShop.clientSecret}",
                             "!{webShop.clientSecret}",
                             "{:web_shop.client_secret}",
                             "%%{WEB_SHOP_CLIENT_SECRET}",
                             "[%WEB_SHOP_CLIENT_SECRET%]",
                             "$$WEB_SHOP_CLIENT_SECRET$$",
                             "!!WEB_SHOP_CLIENT_SECRET!!",
                             "--WEB_SHOP_CLIENT_SECRET--",
                             "~~WEB_SHOP_CLIENT_SECRET~~",
                             "**WEB_SHOP_CLIENT_SECRET**",
                             "==WEB_SHOP_CLIENT_SECRET==",
                             "|WEB_SHOP_CLIENT_SECRET|",
                             "$webShopClientSecretProduction2026",
                             "$Env:WebShopClientSecret",
                             "$K3VW9PQZ7LM2RT8TD6FG3HJ8KL5WQZX4N7B",
                             "prefix-{{x}}-suffix",
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
    const auto typed = rules::checkTypedSecret(text);
    QVERIFY(!typed.isEmpty() && typed.first().text.contains(u"is a placeholder"_s));
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
                             "YOUR_CLIENT_SECRET_GOES_HERE_PLEASE_REPLACE_IT_BEFORE_GOING_LIVE_THANKS",
                             "YOUR-WEBSHOP-CLIENT-SECRET-GOES-HERE-BEFORE-GOING-LIVE-X9K2",
                             "INSERT_THE_GENERATED_CLIENT_SECRET_OF_WEBSHOP_HERE_BEFORE_DEPLOY",
                             "fixme-insert-the-secret-of-the-webshop-before-rollout-9k2",
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
                             "<kVwpQzLmRtTdFgHjKlWqZxNb>",
                             "%KVWPQZLMRTTDFGHJKLWQZXNB%",
                             "./kVwpQzLmRtTdFgHjKlWqZxNb",
                             "!Kx7 pQz",
                             "k3${aB}Vw9",
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

void TestPlaceholder::leavesRandomSecrets_data()
{
    QTest::addColumn<QByteArray>("beginning");
    QTest::addColumn<QByteArray>("alphabet");
    QTest::addColumn<int>("length");
    const QByteArray alphanumeric = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"_ba;
    const auto add = [](const char *name, const QByteArray &alphabet, int length,
                        const QList<QByteArray> &beginnings) {
        for (const QByteArray &beginning : beginnings)
            QTest::addRow("%s after \"%s\"", name, beginning.constData()) << beginning << alphabet << length;
    };
    const QList<QByteArray> signs{"", "/", "$", "%", "!", "@"};
    add("base64", alphanumeric + "+/", 32, signs);
    add("base64url", alphanumeric + "-_", 32, signs);
    add("hexadecimal", "0123456789abcdef"_ba, 32, signs);
    add("Hydra", alphanumeric + "-_.~", 26, signs);
    add("Keycloak", alphanumeric, 32, signs);
    add("Auth0", alphanumeric + "-_", 64, signs);
    QByteArray printable;
    for (char c = '!'; c <= '~'; ++c)
        printable += c;
    add("printable ASCII", printable, 32, {"", "/"});
}

void TestPlaceholder::leavesRandomSecrets()
{
    QFETCH(const QByteArray, beginning);
    QFETCH(const QByteArray, alphabet);
    QFETCH(const int, length);
    QRandomGenerator random(20260131);
    for (int i = 0; i < 10'000; ++i) {
        QByteArray secret = beginning;
        while (secret.size() < length)
            secret += alphabet.at(random.bounded(int(alphabet.size())));
        QVERIFY2(!isPlaceholder(secret) && !isInstruction(secret), secret.constData());
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
    add("${KVWPQZLMRTTDFGHJKL}", u"${…}"_s);
    add("{{k3Vw9pQz7Lm2Rt8}}", u"{{…}}"_s);
    add("<client-secret=Sommernacht>", u"<client-secret…>"_s);
    add("%env(APP_SECRET)%", u"%env(APP_SECRET)%"_s);
    add("%env(resolve:APP_SECRET)%", u"%env(resolve:APP_SECRET)%"_s);
    add("https://svc:S3cr3tPassw0rd@vault.example.com/x", u"https://…"_s);
    add("op://vault/item/k3Vw9pQz7Lm2", u"op://…"_s);
    add("vault:k3Vw9_pQz7-Lm2Rt8", u"vault:…"_s);
    add("env:k3Vw9pQz7Lm2Rt8", u"env:…"_s);
    add("/var/k3Vw9pQz7Lm2Rt8", u"/var/…"_s);
    add("./secrets/web_shop", u"./…"_s);
    add("ENC[AES256_GCM,data:p673w==]", u"ENC[…"_s);
    add("ENC(k9Vw8pQz7Lm2Rt8xYc5)", u"ENC(…"_s);
    add("!Ref WebShopSecret", u"!Ref …"_s);
    add("$WEB_SHOP_SECRET", u"$WEB_SHOP_SECRET"_s);
    add("$CLIENTSECRET", u"$CLIENTSECRET"_s);
    add("$webShopClientSecret", u"$webShopClientSecret"_s);
    add("$K3VW9PQZ7LM2RT8TD6FG3HJ8KL5WQZX4N7B", u"$…"_s);
    add("$K3VW9PQZ7_LM2RT8TD6FG3HJ8KL5WQZX4N7B", u"$…"_s);
    add("$KVWPQZLMRT_TDFGHJKLWQZ", u"$…"_s);
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
