#include "certificates/PublicJsonWebKey.h"

#include "certificates/CertificateText.h"
#include "certificates/RsaKey.h"
#include "domain/Digests.h"

#include "domain/rules/JsonWebKey.h"
#include <openssl/core_names.h>

#include <algorithm>
#include <array>

namespace gatehouse::publicjwk {

namespace {

using json::Json;

constexpr std::array curves{
    Curve{"prime256v1", "P-256", "ES256", 32},
    Curve{"secp384r1", "P-384", "ES384", 48},
    Curve{"secp521r1", "P-521", "ES512", 66},
};

/// RFC 8037 3.1.
constexpr std::array edwardsCurves{std::pair{"ED25519", "Ed25519"}, std::pair{"ED448", "Ed448"}};

Json ofRsa(const EVP_PKEY *key)
{
    const RsaNumbers numbers = rsa::publicNumbers(key);
    return {
        {"kty", "RSA"}, {"n", base64Url(numbers.n).toStdString()}, {"e", base64Url(numbers.e).toStdString()}};
}

Json ofCurve(const EVP_PKEY *key, const Curve &curve)
{
    const SecretBytes x = numberOf(key, OSSL_PKEY_PARAM_EC_PUB_X, curve.bytes);
    const SecretBytes y = numberOf(key, OSSL_PKEY_PARAM_EC_PUB_Y, curve.bytes);
    return {{"kty", "EC"},
            {"crv", curve.name},
            {"x", base64Url(viewOf(x)).toStdString()},
            {"y", base64Url(viewOf(y)).toStdString()},
            {"alg", curve.algorithm}};
}

/// Null where it is no such key.
Json ofEdwardsCurve(const EVP_PKEY *key)
{
    const auto found = std::ranges::find_if(
        edwardsCurves, [&](const auto &curve) { return EVP_PKEY_is_a(key, curve.first); });
    std::size_t size = 0;
    if (found == edwardsCurves.end() || EVP_PKEY_get_raw_public_key(key, nullptr, &size) != 1)
        return {};
    QByteArray x(qsizetype(size), '\0');
    if (EVP_PKEY_get_raw_public_key(key, reinterpret_cast<unsigned char *>(x.data()), &size) != 1)
        return {};
    return {{"kty", "OKP"}, {"crv", found->second}, {"x", base64Url(x).toStdString()}, {"alg", "EdDSA"}};
}

}

const Curve *curveOf(const EVP_PKEY *key)
{
    std::array<char, 80> name{};
    if (EVP_PKEY_get_group_name(key, name.data(), name.size(), nullptr) != 1)
        return nullptr;
    const auto *const found = std::ranges::find_if(
        curves, [&](const Curve &curve) { return qstrcmp(curve.openSslName, name.data()) == 0; });
    return found == curves.end() ? nullptr : found;
}

SecretBytes numberOf(const EVP_PKEY *key, const char *name, int bytes)
{
    BIGNUM *found = nullptr;
    EVP_PKEY_get_bn_param(key, name, &found);
    const openssl::Number number(found);
    SecretBytes padded(bytes);
    const bool fits = number && BN_bn2binpad(number.get(), reinterpret_cast<unsigned char *>(padded.data()),
                                             bytes) == bytes;
    return fits ? padded : SecretBytes();
}

Result<Json> of(const EVP_PKEY *key)
{
    Json made;
    if (EVP_PKEY_is_a(key, "RSA"))
        made = ofRsa(key);
    else if (const Curve *curve = EVP_PKEY_is_a(key, "EC") ? curveOf(key) : nullptr)
        made = ofCurve(key, *curve);
    else
        made = ofEdwardsCurve(key);
    if (made.is_null()) {
        return fail(Error::Kind::Rule,
                    CertificateText::tr("The key is of a kind that JSON Web Keys do not have. Use RSA, EC on "
                                        "P-256, P-384 or P-521, or Ed25519."));
    }
    made["use"] = "sig";
    made["kid"] = json::fromText(rules::keyFacts(json::compactText(made)).thumbprint);
    return made;
}

}
