#include "TokenHelp.h"
#include "certificates/ClientKeys.h"
#include "support/TestProgram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;
using Check = TokenKeys::Check;

namespace {

struct Parts
{
    QByteArray text;
    QByteArray signature;
};

Parts partsOf(const QByteArray &token)
{
    const qsizetype dot = token.lastIndexOf('.');
    return {token.first(dot), QByteArray::fromBase64(token.sliced(dot + 1), QByteArray::Base64UrlEncoding)};
}

json::Json parsedKey(const QString &text)
{
    return json::Json::parse(text.toStdString());
}

}

class TestTokenSignature : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void specifications_data();
    void specifications();
    void signsAndChecks_data();
    void signsAndChecks();
    void everyChangedBitIsFound();
    void keysOfAnotherKind_data();
    void keysOfAnotherKind();
    void noPrivateKey_data();
    void noPrivateKey();
};

void TestTokenSignature::specifications_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QByteArray>("algorithm");
    QTest::addColumn<QByteArray>("key");
    QTest::newRow("RFC 7515 A.3")
        << QByteArray(
               "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlL"
               "mNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSA"
               "pmWQxfKTUJqPP3-Kg6NU1Q")
        << QByteArray("ES256") << ecKey;
    QTest::newRow("RFC 8037 A.4")
        << QByteArray(
               "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGc"
               "vMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg")
        << QByteArray("EdDSA") << edwardsKey;
}

void TestTokenSignature::specifications()
{
    QFETCH(const QByteArray, token);
    QFETCH(const QByteArray, algorithm);
    QFETCH(const QByteArray, key);
    const Parts parts = partsOf(token);
    QCOMPARE(tokensignature::check(publicPart(key), algorithm, parts.text, parts.signature), Check::Valid);
    QCOMPARE(tokensignature::check(publicPart(key), algorithm, parts.text + 'x', parts.signature),
             Check::Invalid);
}

void TestTokenSignature::signsAndChecks_data()
{
    QTest::addColumn<QByteArray>("algorithm");
    QTest::addColumn<bool>("isRsa");
    for (const char *name : {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"})
        QTest::newRow(name) << QByteArray(name) << true;
    QTest::newRow("ES256") << QByteArray("ES256") << false;
}

void TestTokenSignature::signsAndChecks()
{
    QFETCH(const QByteArray, algorithm);
    QFETCH(const bool, isRsa);
    static const auto rsa = clientkeys::createPair(ClientKeyKind::Rsa3072);
    static const auto ec = clientkeys::createPair(ClientKeyKind::EcP256);
    const ClientKeyPair &pair = isRsa ? *rsa : *ec;
    for (const SecretBytes &key : {pair.pem, pair.privateKey}) {
        const auto signer = tokensignature::signer(key);
        QVERIFY(signer.has_value());
        QCOMPARE(parsedKey(signer->publicKey), parsedKey(pair.publicKey));
        const auto signature = tokensignature::sign(key, algorithm, "text");
        QVERIFY(signature.has_value());
        const json::Json publicKey = parsedKey(pair.publicKey);
        QCOMPARE(tokensignature::check(publicKey, algorithm, "text", *signature), Check::Valid);
        QCOMPARE(tokensignature::check(publicKey, algorithm, "test", *signature), Check::Invalid);
        const QByteArray other = algorithm == "RS256" ? "PS256" : "RS256";
        QCOMPARE_NE(tokensignature::check(publicKey, other, "text", *signature), Check::Valid);
    }
}

void TestTokenSignature::everyChangedBitIsFound()
{
    const Parts parts = partsOf(signedToken(R"({"alg":"ES256"})", "{}"));
    for (qsizetype index = 0; index < parts.signature.size(); ++index) {
        QByteArray changed = parts.signature;
        changed[index] = char(changed.at(index) ^ 1);
        QCOMPARE(tokensignature::check(publicPart(ecKey), "ES256", parts.text, changed), Check::Invalid);
    }
    for (const QByteArray &signature : {QByteArray(), QByteArray(64, '\0'), parts.signature + 'x',
                                        parts.signature.first(63), QByteArray(64, '\xff')})
        QCOMPARE(tokensignature::check(publicPart(ecKey), "ES256", parts.text, signature), Check::Invalid);
}

void TestTokenSignature::keysOfAnotherKind_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("algorithm");
    QTest::addColumn<int>("expected");
    const auto row = [](const char *name, const QByteArray &key, const char *algorithm, Check expected) {
        QTest::newRow(name) << key << QByteArray(algorithm) << int(expected);
    };
    row("none", ecKey, "none", Check::UnknownAlgorithm);
    row("shared secret with a public key", ecKey, "HS256", Check::UnknownAlgorithm);
    row("RSA with an EC key", ecKey, "RS256", Check::UnfitKey);
    row("another curve", ecKey, "ES384", Check::UnfitKey);
    row("EC with an Edwards key", edwardsKey, "ES256", Check::UnfitKey);
    row("no key", "{}", "ES256", Check::UnfitKey);
    row("a list", "[]", "ES256", Check::UnfitKey);
    row("a secret", R"({"kty":"oct","k":"AAAA"})", "ES256", Check::UnfitKey);
    row("off the curve", R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                             "y":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"})",
        "ES256", Check::UnfitKey);
    row("short coordinate", R"({"kty":"EC","crv":"P-256","x":"AAAA","y":"AAAA"})", "ES256", Check::UnfitKey);
    row("no base64", R"({"kty":"RSA","n":"!!!","e":"AQAB"})", "RS256", Check::UnfitKey);
    row("1024 bits", R"({"kty":"RSA","e":"AQAB","n":")" + base64Url(QByteArray(128, '\xc5')) + R"("})",
        "RS256", Check::UnfitKey);
    row("numbers", R"({"kty":"EC","crv":1,"x":2,"y":3})", "ES256", Check::UnfitKey);
}

void TestTokenSignature::keysOfAnotherKind()
{
    QFETCH(const QByteArray, key);
    QFETCH(const QByteArray, algorithm);
    QFETCH(const int, expected);
    json::Json json = json::Json::parse(key.toStdString());
    if (json.is_object())
        json.erase("d");
    QCOMPARE(int(tokensignature::check(json, algorithm, "text", QByteArray(64, 'x'))), expected);
}

void TestTokenSignature::noPrivateKey_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a word") << QByteArray("secret");
    QTest::newRow("a public key") << QByteArray::fromStdString(publicPart(ecKey).dump());
    QTest::newRow("no numbers") << QByteArray(R"({"kty":"EC","crv":"P-256","d":"x"})");
    QTest::newRow("an empty block") << QByteArray("-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n");
    QTest::newRow("an encrypted block")
        << QByteArray("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
}

void TestTokenSignature::noPrivateKey()
{
    QFETCH(const QByteArray, text);
    const auto signer = tokensignature::signer(secretCopy(text));
    QVERIFY(!signer);
    QCOMPARE(signer.error().kind, Error::Kind::Rule);
    QVERIFY(!tokensignature::sign(secretCopy(text), "ES256", "text"));
}

GATEHOUSE_TEST(TestTokenSignature)
#include "tst_tokensignature.moc"
