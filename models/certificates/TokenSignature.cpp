#include "certificates/TokenSignature.h"

#include "certificates/CertificateText.h"
#include "certificates/KeyFromJsonWebKey.h"
#include "certificates/PemFile.h"
#include "certificates/PublicJsonWebKey.h"

#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <array>

namespace gatehouse::tokensignature {

namespace {

using json::Json;
using DigestContext = openssl::Handle<EVP_MD_CTX, EVP_MD_CTX_free>;
using Signature = openssl::Handle<ECDSA_SIG, ECDSA_SIG_free>;

constexpr int leastRsaBits = 2048; // RFC 7518 3.3

/// RFC 7518 3.1 and RFC 8037 3.1, without those that need a shared secret.
struct Algorithm
{
    QByteArrayView name;
    const char *keyKind;
    const char *digest; ///< null: the algorithm has its own
    bool isPss = false;
    const char *curve = nullptr; ///< of OpenSSL
    int coordinate = 0;          ///< bytes
};

constexpr std::array algorithms{
    Algorithm{"RS256", "RSA", "SHA256"},
    Algorithm{"RS384", "RSA", "SHA384"},
    Algorithm{"RS512", "RSA", "SHA512"},
    Algorithm{"PS256", "RSA", "SHA256", true},
    Algorithm{"PS384", "RSA", "SHA384", true},
    Algorithm{"PS512", "RSA", "SHA512", true},
    Algorithm{"ES256", "EC", "SHA256", false, "prime256v1", 32},
    Algorithm{"ES384", "EC", "SHA384", false, "secp384r1", 48},
    Algorithm{"ES512", "EC", "SHA512", false, "secp521r1", 66},
    Algorithm{"EdDSA", "ED25519", nullptr},
    Algorithm{"EdDSA", "ED448", nullptr},
    Algorithm{"Ed25519", "ED25519", nullptr},
    Algorithm{"Ed448", "ED448", nullptr},
};

bool isKnown(const QByteArray &name)
{
    return std::ranges::contains(algorithms, QByteArrayView(name), &Algorithm::name);
}

bool fits(const EVP_PKEY *key, const Algorithm &algorithm)
{
    if (!EVP_PKEY_is_a(key, algorithm.keyKind))
        return false;
    if (algorithm.curve) {
        const auto *const curve = publicjwk::curveOf(key);
        return curve && qstrcmp(curve->openSslName, algorithm.curve) == 0;
    }
    return qstrcmp(algorithm.keyKind, "RSA") != 0 || EVP_PKEY_get_bits(key) >= leastRsaBits;
}

/// Null: no key of that kind signs so.
const Algorithm *algorithmFor(const QByteArray &name, const EVP_PKEY *key)
{
    const auto *const found = std::ranges::find_if(algorithms, [&](const Algorithm &algorithm) {
        return algorithm.name == QByteArrayView(name) && fits(key, algorithm);
    });
    return found == algorithms.end() ? nullptr : found;
}

/// RFC 7518 3.5: the salt is as long as the digest.
bool setPadding(EVP_PKEY_CTX *context, const Algorithm &algorithm)
{
    return !algorithm.isPss || (EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
                                EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1);
}

const unsigned char *bytesOf(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}

/// RFC 7518 3.4 joins the two numbers; OpenSSL wants them as DER.
QByteArray derOfNumbers(QByteArrayView joined, int bytes)
{
    if (joined.size() != 2 * qsizetype(bytes))
        return {};
    const Signature signature(ECDSA_SIG_new());
    BIGNUM *r = BN_bin2bn(bytesOf(joined), bytes, nullptr);
    BIGNUM *s = BN_bin2bn(bytesOf(joined) + bytes, bytes, nullptr);
    if (!signature || ECDSA_SIG_set0(signature.get(), r, s) != 1) {
        BN_free(r);
        BN_free(s);
        return {};
    }
    return viewOf(openssl::derOf<i2d_ECDSA_SIG>(signature.get())).toByteArray();
}

QByteArray numbersOfDer(QByteArrayView der, int bytes)
{
    const auto signature = openssl::fromDer<Signature, d2i_ECDSA_SIG>(der);
    QByteArray joined(2 * qsizetype(bytes), '\0');
    auto *out = reinterpret_cast<unsigned char *>(joined.data());
    const bool isWhole = signature && BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), out, bytes) == bytes &&
                         BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), out + bytes, bytes) == bytes;
    return isWhole ? joined : QByteArray();
}

bool isSigned(EVP_PKEY *key, const Algorithm &algorithm, QByteArrayView text, QByteArrayView signature)
{
    const QByteArray der =
        algorithm.curve ? derOfNumbers(signature, algorithm.coordinate) : signature.toByteArray();
    const DigestContext context(EVP_MD_CTX_new());
    EVP_PKEY_CTX *padding = nullptr;
    return context && !der.isEmpty() &&
           EVP_DigestVerifyInit_ex(context.get(), &padding, algorithm.digest, nullptr, nullptr, key,
                                   nullptr) == 1 &&
           setPadding(padding, algorithm) &&
           EVP_DigestVerify(context.get(), bytesOf(der), std::size_t(der.size()), bytesOf(text),
                            std::size_t(text.size())) == 1;
}

Error notAPrivateKey()
{
    return {Error::Kind::Rule,
            CertificateText::tr("This is no private key that tokens are signed with. Choose an RSA, EC or "
                                "Ed25519 key without passphrase as PEM file, or a JSON Web Key.")};
}

struct PrivateKey
{
    openssl::Key key;
    QString id;
    QByteArray algorithm; ///< that the key itself asks for
};

QString textIn(const Json &object, const char *name)
{
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? json::toText(found->get_ref<const std::string &>())
                                                       : QString();
}

Result<PrivateKey> ofJson(const SecretBytes &text)
{
    auto parsed = json::parse(viewOf(text));
    if (!parsed || !parsed->is_object() || !parsed->contains("d"))
        return std::unexpected(notAPrivateKey());
    PrivateKey found{openssl::keyFromJson(*parsed), textIn(*parsed, "kid"),
                     textIn(*parsed, "alg").toLatin1()};
    json::wipeTexts(*parsed);
    if (!found.key)
        return std::unexpected(notAPrivateKey());
    return found;
}

/// A passphrase is not asked for on the terminal, as OpenSSL does by itself.
int noPassphrase(char *, int, int, void *)
{
    return -1;
}

Result<PrivateKey> privateKey(const SecretBytes &text)
{
    if (!pem::isPem(viewOf(text)))
        return ofJson(text);
    const openssl::Bio input(BIO_new_mem_buf(text.constData(), text.size()));
    PrivateKey found{
        openssl::Key(PEM_read_bio_PrivateKey(input.get(), nullptr, noPassphrase, nullptr)), {}, {}};
    if (!found.key)
        return std::unexpected(notAPrivateKey());
    return found;
}

QByteArray usualAlgorithm(const EVP_PKEY *key)
{
    const auto *const found =
        std::ranges::find_if(algorithms, [&](const Algorithm &algorithm) { return fits(key, algorithm); });
    return found == algorithms.end() ? QByteArray() : found->name.toByteArray();
}

Result<QByteArray> signedBy(EVP_PKEY *key, const Algorithm &algorithm, QByteArrayView text)
{
    const DigestContext context(EVP_MD_CTX_new());
    EVP_PKEY_CTX *padding = nullptr;
    std::size_t size = 0;
    if (!context ||
        EVP_DigestSignInit_ex(context.get(), &padding, algorithm.digest, nullptr, nullptr, key, nullptr) !=
            1 ||
        !setPadding(padding, algorithm) ||
        EVP_DigestSign(context.get(), nullptr, &size, bytesOf(text), std::size_t(text.size())) != 1)
        return std::unexpected(notAPrivateKey());
    QByteArray signature(qsizetype(size), '\0');
    if (EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(signature.data()), &size,
                       bytesOf(text), std::size_t(text.size())) != 1)
        return std::unexpected(notAPrivateKey());
    signature.truncate(qsizetype(size));
    return algorithm.curve ? numbersOfDer(signature, algorithm.coordinate) : signature;
}

}

TokenKeys::Check check(const Json &key, const QByteArray &algorithm, QByteArrayView text,
                       QByteArrayView signature)
{
    const openssl::ErrorScope errors;
    if (!isKnown(algorithm))
        return TokenKeys::Check::UnknownAlgorithm;
    const openssl::Key opened = openssl::keyFromJson(key);
    const Algorithm *fitting = opened ? algorithmFor(algorithm, opened.get()) : nullptr;
    if (!fitting)
        return TokenKeys::Check::UnfitKey;
    return isSigned(opened.get(), *fitting, text, signature) ? TokenKeys::Check::Valid
                                                             : TokenKeys::Check::Invalid;
}

Result<TokenKeys::Signer> signer(const SecretBytes &privateKeyText)
{
    const openssl::ErrorScope errors;
    return privateKey(privateKeyText).and_then([](const PrivateKey &found) -> Result<TokenKeys::Signer> {
        const bool isAsked = algorithmFor(found.algorithm, found.key.get()) != nullptr;
        const QByteArray algorithm = isAsked ? found.algorithm : usualAlgorithm(found.key.get());
        if (algorithm.isEmpty())
            return std::unexpected(notAPrivateKey());
        return publicjwk::of(found.key.get()).transform([&](const Json &made) {
            return TokenKeys::Signer{algorithm, json::compactText(made), found.id};
        });
    });
}

Result<QByteArray> sign(const SecretBytes &privateKeyText, const QByteArray &algorithm, QByteArrayView text)
{
    const openssl::ErrorScope errors;
    return privateKey(privateKeyText).and_then([&](const PrivateKey &found) -> Result<QByteArray> {
        const Algorithm *fitting = algorithmFor(algorithm, found.key.get());
        if (!fitting)
            return std::unexpected(notAPrivateKey());
        return signedBy(found.key.get(), *fitting, text);
    });
}

}
