#include "certificates/KeyFromJsonWebKey.h"

#include <openssl/core_names.h>
#include <openssl/param_build.h>

#include <algorithm>
#include <array>
#include <optional>

namespace gatehouse::openssl {

namespace {

using json::Json;
using Builder = Handle<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using Parameters = Handle<OSSL_PARAM, OSSL_PARAM_free>;

constexpr qsizetype longestNumber = 16384 / 8;

/// What the key is made of; kept until it is made.
class KeyParts
{
public:
    explicit KeyParts(const Json &key) : m_key(key), m_builder(OSSL_PARAM_BLD_new()) {}

    bool has(const char *name) const { return m_key.contains(name); }

    /// Base64url; empty where it is none.
    SecretBytes bytes(const char *name) const
    {
        const auto found = m_key.find(name);
        if (found == m_key.end() || !found->is_string())
            return {};
        const std::string &text = found->get_ref<const std::string &>();
        const auto decoded = QByteArray::fromBase64Encoding(
            QByteArray::fromRawData(text.data(), qsizetype(text.size())),
            QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded || decoded.decoded.size() > longestNumber)
            return {};
        return takeSecret(QByteArray(decoded.decoded));
    }

    void addText(const char *name, const char *text)
    {
        m_isWhole = OSSL_PARAM_BLD_push_utf8_string(m_builder.get(), name, text, 0) == 1 && m_isWhole;
    }

    void addBytes(const char *name, SecretBytes bytes)
    {
        m_isWhole = !bytes.isEmpty() &&
                    OSSL_PARAM_BLD_push_octet_string(m_builder.get(), name, bytes.data(),
                                                     std::size_t(bytes.size())) == 1 &&
                    m_isWhole;
        m_bytes.push_back(std::move(bytes));
    }

    void addNumber(const char *name, const SecretBytes &bytes)
    {
        Number number(
            BN_bin2bn(reinterpret_cast<const unsigned char *>(bytes.constData()), bytes.size(), nullptr));
        m_isWhole = !bytes.isEmpty() && number &&
                    OSSL_PARAM_BLD_push_BN(m_builder.get(), name, number.get()) == 1 && m_isWhole;
        m_numbers.push_back(std::move(number));
    }

    Key made(const char *kind, bool isPrivate)
    {
        const Parameters parameters(m_isWhole ? OSSL_PARAM_BLD_to_param(m_builder.get()) : nullptr);
        const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
        EVP_PKEY *key = nullptr;
        if (parameters && context && EVP_PKEY_fromdata_init(context.get()) == 1)
            EVP_PKEY_fromdata(context.get(), &key, isPrivate ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY,
                              parameters.get());
        return Key(key);
    }

private:
    const Json &m_key;
    Builder m_builder;
    std::vector<Number> m_numbers;
    std::vector<SecretBytes> m_bytes;
    bool m_isWhole = true;
};

struct Member
{
    const char *name;
    const char *parameter;
};

Key rsaKey(const Json &json)
{
    static constexpr std::array factors{
        Member{"p", OSSL_PKEY_PARAM_RSA_FACTOR1}, Member{"q", OSSL_PKEY_PARAM_RSA_FACTOR2},
        Member{"dp", OSSL_PKEY_PARAM_RSA_EXPONENT1}, Member{"dq", OSSL_PKEY_PARAM_RSA_EXPONENT2},
        Member{"qi", OSSL_PKEY_PARAM_RSA_COEFFICIENT1}};
    KeyParts parts(json);
    parts.addNumber(OSSL_PKEY_PARAM_RSA_N, parts.bytes("n"));
    parts.addNumber(OSSL_PKEY_PARAM_RSA_E, parts.bytes("e"));
    if (!parts.has("d"))
        return parts.made("RSA", false);
    parts.addNumber(OSSL_PKEY_PARAM_RSA_D, parts.bytes("d"));
    if (std::ranges::all_of(factors, [&](const Member &member) { return parts.has(member.name); })) {
        for (const Member &member : factors)
            parts.addNumber(member.parameter, parts.bytes(member.name));
    }
    return parts.made("RSA", true);
}

/// RFC 7518 6.2.1: both coordinates have the length of the curve.
Key ecKey(const Json &json, const std::string &curve)
{
    static const std::array curves{std::pair{"P-256", 32}, std::pair{"P-384", 48}, std::pair{"P-521", 66}};
    const auto *const found =
        std::ranges::find_if(curves, [&](const auto &known) { return curve == known.first; });
    KeyParts parts(json);
    const SecretBytes x = parts.bytes("x");
    const SecretBytes y = parts.bytes("y");
    if (found == curves.end() || x.size() != found->second || y.size() != found->second)
        return {};
    parts.addText(OSSL_PKEY_PARAM_GROUP_NAME, found->first);
    parts.addBytes(OSSL_PKEY_PARAM_PUB_KEY, secretCopy("\x04") + x + y);
    if (parts.has("d"))
        parts.addNumber(OSSL_PKEY_PARAM_PRIV_KEY, parts.bytes("d"));
    return parts.made("EC", parts.has("d"));
}

Key edwardsKey(const Json &json, const std::string &curve)
{
    if (curve != "Ed25519" && curve != "Ed448")
        return {};
    KeyParts parts(json);
    parts.addBytes(OSSL_PKEY_PARAM_PUB_KEY, parts.bytes("x"));
    if (parts.has("d"))
        parts.addBytes(OSSL_PKEY_PARAM_PRIV_KEY, parts.bytes("d"));
    return parts.made(curve.c_str(), parts.has("d"));
}

std::string memberText(const Json &key, const char *name)
{
    const auto found = key.find(name);
    return found != key.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}

Key keyFromJson(const Json &key)
{
    if (!key.is_object())
        return {};
    const std::string kind = memberText(key, "kty");
    if (kind == "RSA")
        return rsaKey(key);
    if (kind == "EC")
        return ecKey(key, memberText(key, "crv"));
    return kind == "OKP" ? edwardsKey(key, memberText(key, "crv")) : Key();
}

}
