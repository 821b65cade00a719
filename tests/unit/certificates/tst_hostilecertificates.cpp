#include "OpenSsl.h"
#include "certificates/DerivationBudget.h"
#include "certificates/OpenSslCertificateTools.h"
#include "services/security/SecretCipher.h"
#include "support/Effort.h"
#include "support/TestDatabase.h"

#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <tuple>

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

QByteArray contentOf(const openssl::Bio &output)
{
    const char *start = nullptr;
    const long size = BIO_get_mem_data(output.get(), &start);
    return {start, size};
}

QByteArray pemOf(Algorithm algorithm)
{
    const openssl::Bio output(BIO_new(BIO_s_mem()));
    PEM_write_bio_PKCS8(output.get(), sealedKey(std::move(algorithm)).get());
    return contentOf(output);
}

/// 2^bits - 1, which is prime for the exponents of Mersenne.
openssl::Number mersenne(int bits)
{
    openssl::Number number(BN_new());
    BN_set_bit(number.get(), bits);
    BN_sub_word(number.get(), 1);
    return number;
}

openssl::Number without1(const openssl::Number &number)
{
    openssl::Number less(BN_dup(number.get()));
    BN_sub_word(less.get(), 1);
    return less;
}

/// All its numbers fit each other.
openssl::Key keyOf(int oneBits, int otherBits)
{
    const openssl::Handle<BN_CTX, BN_CTX_free> context(BN_CTX_new());
    const auto made = [&](const auto &calculate) {
        openssl::Number number(BN_new());
        calculate(number.get());
        return number;
    };
    const auto product = [&](const openssl::Number &one, const openssl::Number &other) {
        return made([&](BIGNUM *to) { BN_mul(to, one.get(), other.get(), context.get()); });
    };
    const auto inverse = [&](const openssl::Number &of, const openssl::Number &modulus) {
        return made([&](BIGNUM *to) { BN_mod_inverse(to, of.get(), modulus.get(), context.get()); });
    };
    const auto rest = [&](const openssl::Number &of, const openssl::Number &modulus) {
        return made([&](BIGNUM *to) { BN_mod(to, of.get(), modulus.get(), context.get()); });
    };
    const openssl::Number p = mersenne(oneBits);
    const openssl::Number q = mersenne(otherBits);
    const openssl::Number n = product(p, q);
    const openssl::Number e = made([](BIGNUM *to) { BN_set_word(to, RSA_F4); });
    const openssl::Number d = inverse(e, product(without1(p), without1(q)));
    const openssl::Number dp = rest(d, without1(p));
    const openssl::Number dq = rest(d, without1(q));
    const openssl::Number qi = inverse(q, p);

    const openssl::Handle<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free> builder(OSSL_PARAM_BLD_new());
    const std::pair<const char *, const openssl::Number &> numbers[] = {
        {OSSL_PKEY_PARAM_RSA_N, n},          {OSSL_PKEY_PARAM_RSA_E, e},
        {OSSL_PKEY_PARAM_RSA_D, d},          {OSSL_PKEY_PARAM_RSA_FACTOR1, p},
        {OSSL_PKEY_PARAM_RSA_FACTOR2, q},    {OSSL_PKEY_PARAM_RSA_EXPONENT1, dp},
        {OSSL_PKEY_PARAM_RSA_EXPONENT2, dq}, {OSSL_PKEY_PARAM_RSA_COEFFICIENT1, qi}};
    for (const auto &[name, number] : numbers)
        OSSL_PARAM_BLD_push_BN(builder.get(), name, number.get());
    const openssl::Handle<OSSL_PARAM, OSSL_PARAM_free> parameters(OSSL_PARAM_BLD_to_param(builder.get()));
    const openssl::KeyContext maker(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
    EVP_PKEY *key = nullptr;
    EVP_PKEY_fromdata_init(maker.get());
    EVP_PKEY_fromdata(maker.get(), &key, EVP_PKEY_KEYPAIR, parameters.get());
    return openssl::Key(key);
}

/// The key and a certificate of it, which nobody signed.
QByteArray pemOf(const openssl::Key &key)
{
    const openssl::Certificate certificate(X509_new());
    X509_set_pubkey(certificate.get(), key.get());
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 86400);
    X509_sign(certificate.get(), key.get(), EVP_sha256());
    const openssl::Bio output(BIO_new(BIO_s_mem()));
    PEM_write_bio_PKCS8PrivateKey(output.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    PEM_write_bio_X509(output.get(), certificate.get());
    return contentOf(output);
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
    void keysThatTakeLongAreRefused_data();
    void keysThatTakeLongAreRefused();
    void manyOfTheMostAreRefused();
    void refusalsLeaveNoErrors();

private:
    OpenSslCertificateTools m_tools;
    QByteArray m_certificate;
    QByteArray m_key;
};

void TestHostileCertificates::initTestCase()
{
    VERIFY_DONE(cryptographyIsReady());
    const OpenSsl openssl;
    openssl.makePair(u"rsa"_s);
    m_certificate = openssl.read(u"rsa.crt"_s);
    m_key = openssl.read(u"rsa.key"_s);
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

void TestHostileCertificates::keysThatTakeLongAreRefused_data()
{
    QTest::addColumn<int>("oneBits");
    QTest::addColumn<int>("otherBits");
    QTest::addColumn<QString>("reason");
    QTest::newRow("14112 bits") << 9689 << 4423 << u"14112 bits, and at most 8192"_s;
    QTest::newRow("8676 bits") << 4423 << 4253 << u"8676 bits, and at most 8192"_s;
    QTest::newRow("a prime of half the length more") << 4423 << 3217 << u"no two primes"_s;
    QTest::newRow("nearly all in one prime") << 4423 << 607 << u"no two primes"_s;
}

/// That its numbers are prime is what takes long: 43 seconds for the first, as much as for a thousand usual
/// ones.
void TestHostileCertificates::keysThatTakeLongAreRefused()
{
    QFETCH(const int, oneBits);
    QFETCH(const int, otherBits);
    QFETCH(const QString, reason);
    const auto read = [this](const QByteArray &file) { return m_tools.read(file, {}); };
    const QByteArray file = pemOf(keyOf(oneBits, otherBits));
    const auto refused = read(file);
    QVERIFY(!refused);
    QVERIFY2(refused.error().text.contains(reason), qPrintable(refused.error().text));
    const QByteArray usual = m_certificate + m_key;
    VERIFY_DONE(read(usual));
    const auto floor = test::effort([&] { std::ignore = read(usual); });
    const auto taken = test::effort([&] { std::ignore = read(file); });
    QVERIFY2(taken < 5 * floor, test::timesAsMuch(taken, floor).constData());
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
