#include "certificates/RsaKey.h"

#include "certificates/CertificateText.h"

#include <openssl/core_names.h>

#include <algorithm>
#include <array>

namespace gatehouse::rsa {

namespace {

constexpr int leastBits = 2048;
/// More makes whoever checks a token wait, and takes minutes until its primes are known to be such.
constexpr int mostBits = 8192;
/// By which a prime may be longer than half of the key.
constexpr int mostExtraBits = 64;

bool isRsa(const EVP_PKEY *key)
{
    return key && EVP_PKEY_is_a(key, "RSA") == 1;
}

/// Null when the key has no such number.
openssl::Number number(const EVP_PKEY *key, const char *name)
{
    BIGNUM *found = nullptr;
    EVP_PKEY_get_bn_param(key, name, &found);
    return openssl::Number(found);
}

/// Big-endian without leading zeros; empty when there is none.
SecretBytes bytesOf(const EVP_PKEY *key, const char *name)
{
    const openssl::Number found = number(key, name);
    if (!found)
        return {};
    SecretBytes bytes(BN_num_bytes(found.get()));
    BN_bn2bin(found.get(), reinterpret_cast<unsigned char *>(bytes.data()));
    return bytes;
}

/// What a generator makes (FIPS 186-5 A.1). How long the check takes goes with the cube of the longer prime.
bool hasEvenPrimes(const EVP_PKEY *key)
{
    const int most = EVP_PKEY_get_bits(key) / 2 + mostExtraBits;
    return std::ranges::all_of(std::array{OSSL_PKEY_PARAM_RSA_FACTOR1, OSSL_PKEY_PARAM_RSA_FACTOR2},
                               [&](const char *name) {
                                   const openssl::Number prime = number(key, name);
                                   return prime && BN_num_bits(prime.get()) <= most;
                               });
}

/// Whether the numbers fit each other (RFC 8017 3.2). OpenSSL signs with what is left of a damaged key; the
/// server that gets its numbers as a JSON Web Key may not.
bool isWhole(EVP_PKEY *key)
{
    const openssl::KeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
    const bool hasTwoPrimes = !number(key, OSSL_PKEY_PARAM_RSA_FACTOR3);
    return hasTwoPrimes && context && EVP_PKEY_check(context.get()) == 1;
}

Result<void> checkLength(const EVP_PKEY *key)
{
    const int bits = EVP_PKEY_get_bits(key);
    if (bits < leastBits)
        return std::unexpected(CertificateText::tooSmall(bits));
    if (bits > mostBits)
        return std::unexpected(CertificateText::tooLarge(bits, mostBits));
    return {};
}

}

RsaNumbers publicNumbers(const EVP_PKEY *key)
{
    RsaNumbers numbers;
    numbers.n = bytesOf(key, OSSL_PKEY_PARAM_RSA_N).toByteArray();
    numbers.e = bytesOf(key, OSSL_PKEY_PARAM_RSA_E).toByteArray();
    return numbers;
}

Result<RsaNumbers> publicNumbers(const X509 *certificate)
{
    const openssl::ErrorScope errors;
    const EVP_PKEY *key = X509_get0_pubkey(certificate);
    if (!isRsa(key))
        return std::unexpected(CertificateText::onlyRsa());
    return publicNumbers(key);
}

Result<RsaNumbers> privateNumbers(const SecretBytes &pkcs8)
{
    const openssl::ErrorScope errors;
    return keyFrom(pkcs8).and_then([](const openssl::Key &key) -> Result<RsaNumbers> {
        if (!isRsa(key.get()))
            return std::unexpected(CertificateText::onlyRsa());
        RsaNumbers numbers = publicNumbers(key.get());
        numbers.d = bytesOf(key.get(), OSSL_PKEY_PARAM_RSA_D);
        numbers.p = bytesOf(key.get(), OSSL_PKEY_PARAM_RSA_FACTOR1);
        numbers.q = bytesOf(key.get(), OSSL_PKEY_PARAM_RSA_FACTOR2);
        numbers.dp = bytesOf(key.get(), OSSL_PKEY_PARAM_RSA_EXPONENT1);
        numbers.dq = bytesOf(key.get(), OSSL_PKEY_PARAM_RSA_EXPONENT2);
        numbers.qi = bytesOf(key.get(), OSSL_PKEY_PARAM_RSA_COEFFICIENT1);
        for (const SecretBytes &one : {numbers.d, numbers.p, numbers.q, numbers.dp, numbers.dq, numbers.qi}) {
            if (one.isEmpty())
                return std::unexpected(CertificateText::damagedKey());
        }
        return numbers;
    });
}

Result<openssl::Key> keyFrom(const SecretBytes &pkcs8)
{
    const openssl::ErrorScope errors;
    const auto info = openssl::fromDer<openssl::KeyInfo, d2i_PKCS8_PRIV_KEY_INFO>(viewOf(pkcs8));
    openssl::Key key(info ? EVP_PKCS82PKEY(info.get()) : nullptr);
    if (!key)
        return std::unexpected(CertificateText::damagedKey());
    return key;
}

SecretBytes pkcs8Of(const EVP_PKEY *key)
{
    const openssl::KeyInfo info(EVP_PKEY2PKCS8(key));
    return openssl::derOf<i2d_PKCS8_PRIV_KEY_INFO>(info.get());
}

Result<void> checkTogether(const X509 *certificate, const EVP_PKEY *key)
{
    const openssl::ErrorScope errors;
    const EVP_PKEY *published = X509_get0_pubkey(certificate);
    if (!isRsa(published) || !isRsa(key))
        return std::unexpected(CertificateText::onlyRsa());
    if (EVP_PKEY_eq(published, key) != 1)
        return std::unexpected(CertificateText::notTogether());
    return {};
}

Result<KeyedCertificate> joined(const openssl::Key &key,
                                const std::vector<openssl::Certificate> &certificates)
{
    const openssl::ErrorScope errors;
    if (!key)
        return std::unexpected(CertificateText::noPrivateKey());
    if (certificates.empty())
        return std::unexpected(CertificateText::noCertificate());
    std::optional<Error> firstError;
    for (const openssl::Certificate &certificate : certificates) {
        if (const auto checked = checkTogether(certificate.get(), key.get()); !checked) {
            firstError = firstError.value_or(checked.error());
            continue;
        }
        return checkLength(key.get()).and_then([&]() -> Result<KeyedCertificate> {
            if (!hasEvenPrimes(key.get()))
                return std::unexpected(CertificateText::unevenPrimes());
            if (!isWhole(key.get()))
                return std::unexpected(CertificateText::damagedKey());
            return KeyedCertificate{openssl::derOf<i2d_X509>(certificate.get()).toByteArray(),
                                    pkcs8Of(key.get())};
        });
    }
    return std::unexpected(*firstError);
}

}
