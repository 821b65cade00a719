#include "CertificateFixture.h"
#include "OpenSsl.h"
#include "domain/json/JsonText.h"
#include "services/certificates/CertificateToolsLoader.h"
#include "services/certificates/JsonWebKeySet.h"

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;
using certificates::KeyParts;
using json::Json;

namespace {

QByteArray fromBase64Url(const Json &value)
{
    return QByteArray::fromBase64(QByteArray::fromStdString(value.get<std::string>()),
                                  QByteArray::Base64UrlEncoding);
}

const QStringList privateMembers{u"d"_s, u"p"_s, u"q"_s, u"dp"_s, u"dq"_s, u"qi"_s};

}

/// The keys of signing certificates as a server publishes them and signs with them.
class TestJsonWebKeySet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thumbprintOfRfc7638();
    void publicKeys();
    void privateKeys();
    void signingOneFirst();
    void noneIsRefused();

private:
    static Json keys(CertificateFixture &fixture, KeyParts parts, const QDateTime &now = testTime())
    {
        const auto text = certificates::jwks(fixture.database(), fixture.encryption(), parts, now);
        if (!text)
            qFatal("%s", qPrintable(text.error().text));
        const auto parsed = json::parse(viewOf(*text));
        if (!parsed)
            qFatal("%s", qPrintable(parsed.error().text));
        // The same bytes as a dump of the whole: OidcProviderWriter relies on the indentation.
        if (text->toByteArray() != QByteArray::fromStdString(parsed->dump(2) + '\n'))
            qFatal("The text is not indented as the rest of an export.");
        return (*parsed)["keys"];
    }
};

void TestJsonWebKeySet::thumbprintOfRfc7638()
{
    // The example of RFC 7638 3.1.
    const QByteArray n =
        "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebW"
        "KRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQM"
        "icAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcR"
        "wr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
    RsaNumbers numbers;
    numbers.n = QByteArray::fromBase64(n, QByteArray::Base64UrlEncoding);
    numbers.e = QByteArray::fromHex("010001");
    QCOMPARE(jwkThumbprint(numbers), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"_ba);
}

void TestJsonWebKeySet::publicKeys()
{
    CertificateFixture fixture;
    const auto made = fixture.rollOver(testTime());
    VERIFY_DONE(made);
    const Json key = keys(fixture, KeyParts::Public)[0];
    QCOMPARE(key["kty"].get<std::string>(), "RSA");
    QCOMPARE(key["use"].get<std::string>(), "sig");
    QCOMPARE(key["alg"].get<std::string>(), "RS256");
    for (const QString &name : privateMembers)
        QVERIFY2(!key.contains(name.toStdString()), qPrintable(name));

    const OpenSsl openssl;
    openssl.write(u"made.der"_s, made->certificate);
    const QByteArray modulus = openssl.run(u"x509 -in made.der -noout -modulus"_s).trimmed();
    QCOMPARE(fromBase64Url(key["n"]).toHex().toUpper(), modulus.split('=').value(1));
    QCOMPARE(fromBase64Url(key["e"]).toHex(), "010001"_ba);
    QCOMPARE(QByteArray::fromBase64(QByteArray::fromStdString(key["x5c"][0].get<std::string>())),
             made->certificate);
    QCOMPARE(fromBase64Url(key["x5t#S256"]).toHex(), made->thumbprint.toLatin1());
}

void TestJsonWebKeySet::privateKeys()
{
    CertificateFixture fixture;
    const auto made = fixture.rollOver(testTime());
    VERIFY_DONE(made);
    const Json key = keys(fixture, KeyParts::Private)[0];
    const auto keyed = certificates::open(fixture.database(), fixture.encryption(), *made);
    VERIFY_DONE(keyed);
    const auto numbers = certificateTools().value()->privateNumbers(keyed->privateKey);
    VERIFY_DONE(numbers);
    const QList<SecretBytes> expected{numbers->d,  numbers->p,  numbers->q,
                                      numbers->dp, numbers->dq, numbers->qi};
    for (qsizetype i = 0; i < privateMembers.size(); ++i)
        QCOMPARE(fromBase64Url(key[privateMembers.at(i).toStdString()]), expected.at(i).toByteArray());
    QCOMPARE(key["kid"], keys(fixture, KeyParts::Public)[0]["kid"]);
}

void TestJsonWebKeySet::signingOneFirst()
{
    CertificateFixture fixture;
    const auto thumbprints = [&](int hours) {
        QStringList found;
        for (const Json &key : keys(fixture, KeyParts::Public, testTime().addSecs(hours * 3600)))
            found << QString::fromLatin1(fromBase64Url(key["x5t#S256"]).toHex());
        return found;
    };
    const QString first = fixture.rollOver(testTime()).value().thumbprint;
    const QString second = fixture.rollOver(testTime()).value().thumbprint;
    QCOMPARE(thumbprints(0), (QStringList{first, second}));
    QCOMPARE(thumbprints(24), (QStringList{second, first}));
    QCOMPARE(thumbprints(48), QStringList{second});
}

void TestJsonWebKeySet::noneIsRefused()
{
    CertificateFixture fixture;
    for (const KeyParts parts : {KeyParts::Public, KeyParts::Private}) {
        const auto refused = certificates::jwks(fixture.database(), fixture.encryption(), parts, testTime());
        QVERIFY(!refused);
        QVERIFY(refused.error().command.contains(u"gatehouse certificate create"_s));
    }
}

GATEHOUSE_TEST(TestJsonWebKeySet)
#include "tst_jsonwebkeyset.moc"
