#include "OpenSsl.h"
#include "certificates/DerivationBudget.h"
#include "certificates/OpenSslCertificateTools.h"
#include "services/security/SecretCipher.h"
#include "support/TestDatabase.h"

#include <openssl/pem.h>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

constexpr int tooManyRounds = 2'147'483'647;
constexpr int word = 3; ///< length of the passphrase "abc"

using Algorithm = openssl::Handle<X509_ALGOR, X509_ALGOR_free>;

QByteArray bytesOf(const openssl::Pkcs12 &file)
{
    return openssl::derOf<i2d_PKCS12>(file.get()).toByteArray();
}

/// Says that it took so many rounds, whatever is in it.
openssl::SealedKeyInfo sealedKey(Algorithm algorithm)
{
    openssl::SealedKeyInfo sealed(X509_SIG_new());
    X509_ALGOR *target = nullptr;
    ASN1_OCTET_STRING *content = nullptr;
    X509_SIG_getm(sealed.get(), &target, &content);
    X509_ALGOR_copy(target, algorithm.get());
    const std::array<unsigned char, 32> nothing{};
    ASN1_OCTET_STRING_set(content, nothing.data(), int(nothing.size()));
    return sealed;
}

Algorithm pbkdf2(int rounds)
{
    return Algorithm(PKCS5_pbe2_set(EVP_aes_256_cbc(), rounds, nullptr, 0));
}

Algorithm pbes1(int rounds)
{
    return Algorithm(PKCS5_pbe_set(NID_pbe_WithSHA1And3_Key_TripleDES_CBC, rounds, nullptr, 0));
}

/// 2^15 blocks, 2^17 times over: within OpenSSL's limit of memory, and minutes.
Algorithm scrypt()
{
    return Algorithm(PKCS5_pbe2_set_scrypt(EVP_aes_256_cbc(), nullptr, 16, nullptr, 32768, 1, 131072));
}

STACK_OF(PKCS12_SAFEBAG) * bagsWith(Algorithm algorithm)
{
    auto *bags = sk_PKCS12_SAFEBAG_new_null();
    sk_PKCS12_SAFEBAG_push(bags, PKCS12_SAFEBAG_create0_pkcs8(sealedKey(std::move(algorithm)).release()));
    return bags;
}

QByteArray packed(PKCS7 *safe)
{
    const openssl::Pkcs12 file(PKCS12_init(NID_pkcs7_data));
    auto *safes = sk_PKCS7_new_null();
    sk_PKCS7_push(safes, safe);
    PKCS12_pack_authsafes(file.get(), safes);
    sk_PKCS7_pop_free(safes, PKCS7_free);
    return bytesOf(file);
}

QByteArray keyBag(Algorithm algorithm)
{
    auto *bags = bagsWith(std::move(algorithm));
    const QByteArray file = packed(PKCS12_pack_p7data(bags));
    sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
    return file;
}

/// The bag is seen only once its safe is open.
QByteArray keyBagInSafe(Algorithm algorithm)
{
    auto *bags = bagsWith(std::move(algorithm));
    const QByteArray file = packed(
        PKCS12_pack_p7encdata(NID_pbe_WithSHA1And3_Key_TripleDES_CBC, "abc", word, nullptr, 0, 1, bags));
    sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
    return file;
}

QByteArray encryptedSafe(Algorithm algorithm)
{
    PKCS7 *safe = PKCS7_new();
    PKCS7_set_type(safe, NID_pkcs7_encrypted);
    PKCS7_ENC_CONTENT *content = safe->d.encrypted->enc_data;
    X509_ALGOR_copy(content->algorithm, algorithm.get());
    content->enc_data = ASN1_OCTET_STRING_new();
    ASN1_OCTET_STRING_set(content->enc_data, reinterpret_cast<const unsigned char *>("12345678"), 8);
    return packed(safe);
}

openssl::Pkcs12 opened(const QByteArray &file)
{
    return openssl::fromDer<openssl::Pkcs12, d2i_PKCS12>(file);
}

QByteArray withMac(const QByteArray &content, qint64 rounds)
{
    const openssl::Pkcs12 file = opened(content);
    PKCS12_set_mac(file.get(), "abc", word, nullptr, 0, 2, nullptr);
    const ASN1_INTEGER *count = nullptr;
    PKCS12_get0_mac(nullptr, nullptr, nullptr, &count, file.get());
    ASN1_INTEGER_set_int64(const_cast<ASN1_INTEGER *>(count), rounds);
    return bytesOf(file);
}

/// Its own number of rounds and length of the key (RFC 9579).
QByteArray withPbmac1(const QByteArray &content, int rounds, int keyLength)
{
    const openssl::Pkcs12 file = opened(content);
    PKCS12_set_pbmac1_pbkdf2(file.get(), "abc", word, nullptr, 16, 2, EVP_sha256(), "SHA256");
    const X509_ALGOR *algorithm = nullptr;
    PKCS12_get0_mac(nullptr, &algorithm, nullptr, nullptr, file.get());
    auto *changed = const_cast<X509_ALGOR *>(algorithm);
    const openssl::Handle<PBMAC1PARAM, PBMAC1PARAM_free> parameters(static_cast<PBMAC1PARAM *>(
        ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(PBMAC1PARAM), changed->parameter)));
    const Algorithm derivation(PKCS5_pbkdf2_set(rounds, nullptr, 16, NID_hmacWithSHA256, keyLength));
    X509_ALGOR_copy(parameters->keyDerivationFunc, derivation.get());
    ASN1_TYPE_pack_sequence(ASN1_ITEM_rptr(PBMAC1PARAM), parameters.get(), &changed->parameter);
    return bytesOf(file);
}

QByteArray pemOf(Algorithm algorithm)
{
    const openssl::Bio output(BIO_new(BIO_s_mem()));
    PEM_write_bio_PKCS8(output.get(), sealedKey(std::move(algorithm)).get());
    const char *start = nullptr;
    const long size = BIO_get_mem_data(output.get(), &start);
    return {start, size};
}

}

/// Files that say of themselves that they take for ever are refused before anything is run. That nothing is
/// run is seen by the time limit: a single one of them would take many minutes.
class TestHostileCertificates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void tooMuchWorkIsRefused_data();
    void tooMuchWorkIsRefused();
    void manyOfTheMostAreRefused();
    void refusalsLeaveNoErrors();

private:
    OpenSslCertificateTools m_tools;
    QByteArray m_certificate;
};

void TestHostileCertificates::initTestCase()
{
    VERIFY_DONE(cryptographyIsReady());
    const OpenSsl openssl;
    openssl.makePair(u"rsa"_s);
    m_certificate = openssl.read(u"rsa.crt"_s);
}

void TestHostileCertificates::tooMuchWorkIsRefused_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("reason");
    const QString rounds = u"10 million rounds"_s;
    const QByteArray plain = keyBag(pbkdf2(2));
    QTest::newRow("MAC") << withMac(plain, tooManyRounds) << rounds;
    QTest::newRow("MAC, just over") << withMac(plain, 10'000'001) << rounds;
    QTest::newRow("MAC, none") << withMac(plain, 0) << rounds;
    QTest::newRow("MAC, negative") << withMac(plain, -1) << rounds;
    QTest::newRow("MAC, 2^40") << withMac(plain, qint64(1) << 40) << rounds;
    QTest::newRow("PBMAC1") << withPbmac1(plain, tooManyRounds, 32) << rounds;
    QTest::newRow("PBMAC1, long key") << withPbmac1(plain, 2, 1 << 20) << u"damaged"_s;
    QTest::newRow("key bag") << keyBag(pbkdf2(tooManyRounds)) << rounds;
    QTest::newRow("key bag, PBES1") << keyBag(pbes1(tooManyRounds)) << rounds;
    QTest::newRow("key bag, scrypt") << keyBag(scrypt()) << rounds;
    QTest::newRow("key bag in a safe") << keyBagInSafe(pbkdf2(tooManyRounds)) << rounds;
    QTest::newRow("safe") << encryptedSafe(pbkdf2(tooManyRounds)) << rounds;
    QTest::newRow("safe, PBES1") << encryptedSafe(pbes1(tooManyRounds)) << rounds;
    QTest::newRow("PEM") << pemOf(pbkdf2(tooManyRounds)) << rounds;
    QTest::newRow("PEM, PBES1") << pemOf(pbes1(tooManyRounds)) << rounds;
    QTest::newRow("PEM, scrypt") << pemOf(scrypt()) << rounds;
}

void TestHostileCertificates::tooMuchWorkIsRefused()
{
    QFETCH(const QByteArray, file);
    QFETCH(const QString, reason);
    QVERIFY(!file.isEmpty());
    const auto read =
        m_tools.read(file + (file.startsWith("-----") ? m_certificate : QByteArray()), secretCopy("abc"));
    QVERIFY(!read);
    QVERIFY2(read.error().text.contains(reason), qPrintable(read.error().text));
}

/// A file of the largest size has room for thousands of bags.
void TestHostileCertificates::manyOfTheMostAreRefused()
{
    DerivationBudget budget;
    const Algorithm most = pbkdf2(10'000'000);
    for (int i = 0; i < 4; ++i)
        VERIFY_DONE(budget.spend(most.get()));
    QVERIFY(!budget.spend(pbkdf2(1).get()));
}

void TestHostileCertificates::refusalsLeaveNoErrors()
{
    QVERIFY(!m_tools.read("-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n", {}));
    QVERIFY(!m_tools.read("garbage", {}));
    QVERIFY(!m_tools.info("garbage"));
    QCOMPARE(ERR_peek_error(), 0UL);
}

GATEHOUSE_TEST(TestHostileCertificates)
#include "tst_hostilecertificates.moc"
