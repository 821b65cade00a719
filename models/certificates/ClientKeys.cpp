#include "certificates/ClientKeys.h"

#include "certificates/CertificateContent.h"
#include "certificates/CertificateText.h"
#include "certificates/PemFile.h"
#include "certificates/PublicJsonWebKey.h"
#include "certificates/RsaKey.h"
#include "domain/Digests.h"

#include <openssl/core_names.h>
#include <openssl/pem.h>

namespace gatehouse::clientkeys {

namespace {

using json::Json;

constexpr int generatedRsaBits = 3072;

Error notAKey()
{
    return {Error::Kind::Rule,
            CertificateText::tr("This is neither a certificate nor a public key. Choose a .pem, .crt or .cer "
                                "file, or a JSON Web Key.")};
}

Result<QString> keyText(const EVP_PKEY *key, const QByteArray &certificate)
{
    if (!key)
        return std::unexpected(notAKey());
    return publicjwk::of(key).transform([&](Json made) {
        if (!certificate.isEmpty())
            made["x5c"] = Json::array({certificate.toBase64().toStdString()});
        return json::compactText(made);
    });
}

Result<QString> ofCertificate(QByteArrayView der)
{
    return content::parsed(der).and_then([&](const openssl::Certificate &certificate) {
        return keyText(X509_get0_pubkey(certificate.get()), der.toByteArray());
    });
}

Result<QString> ofPublicKey(QByteArrayView der)
{
    return keyText(openssl::fromDer<openssl::Key, d2i_PUBKEY>(der).get(), {});
}

/// PKCS#1 (RFC 8017 A.1.1), as OpenSSL wrote it before 1.0.
Result<QString> ofRsaPublicKey(QByteArrayView der)
{
    const auto *at = reinterpret_cast<const unsigned char *>(der.data());
    const openssl::Key key(d2i_PublicKey(EVP_PKEY_RSA, nullptr, &at, long(der.size())));
    return keyText(key.get(), {});
}

Result<QString> ofBlock(QByteArrayView name, QByteArrayView der)
{
    if (name.endsWith("PRIVATE KEY")) {
        return fail(Error::Kind::Rule,
                    CertificateText::tr("The file holds a private key, which nobody but the client "
                                        "application may have. Choose its public key or certificate."));
    }
    if (name == PEM_STRING_X509 || name == PEM_STRING_X509_OLD)
        return ofCertificate(der);
    if (name == PEM_STRING_PUBLIC)
        return ofPublicKey(der);
    return name == PEM_STRING_RSA_PUBLIC ? ofRsaPublicKey(der) : std::unexpected(notAKey());
}

Result<QStringList> ofPem(QByteArrayView file)
{
    QStringList keys;
    const openssl::Bio input(BIO_new_mem_buf(file.data(), int(file.size())));
    char *name = nullptr;
    char *header = nullptr;
    unsigned char *data = nullptr;
    long size = 0;
    while (PEM_read_bio(input.get(), &name, &header, &data, &size) == 1) {
        const auto key = ofBlock(name, {data, size});
        OPENSSL_free(name);
        OPENSSL_free(header);
        OPENSSL_clear_free(data, std::size_t(size)); // it may be a private key that is refused
        if (!key)
            return std::unexpected(key.error());
        keys << *key;
    }
    if (keys.isEmpty())
        return std::unexpected(notAKey());
    return keys;
}

void append(SecretBytes &text, QByteArrayView part)
{
    text += secretCopy(part);
}

/// In front of the end of the object.
void appendMember(SecretBytes &text, QByteArrayView name, const SecretBytes &number)
{
    append(text, ",\"");
    append(text, name);
    append(text, "\":\"");
    text += takeSecret(base64Url(viewOf(number)));
    append(text, "\"");
}

/// The public members and those that nobody else may know.
Result<SecretBytes> privateText(const Json &publicKey, const EVP_PKEY *key, const SecretBytes &pkcs8)
{
    std::string opened = publicKey.dump();
    opened.pop_back();
    SecretBytes text = secretCopy(QByteArrayView(opened));
    if (const publicjwk::Curve *curve = EVP_PKEY_is_a(key, "EC") ? publicjwk::curveOf(key) : nullptr) {
        appendMember(text, "d", publicjwk::numberOf(key, OSSL_PKEY_PARAM_PRIV_KEY, curve->bytes));
    } else {
        const auto numbers = rsa::privateNumbers(pkcs8);
        if (!numbers)
            return std::unexpected(numbers.error());
        appendMember(text, "d", numbers->d);
        appendMember(text, "p", numbers->p);
        appendMember(text, "q", numbers->q);
        appendMember(text, "dp", numbers->dp);
        appendMember(text, "dq", numbers->dq);
        appendMember(text, "qi", numbers->qi);
    }
    append(text, "}");
    return text;
}

}

Result<QStringList> publicKeys(QByteArrayView file)
{
    const openssl::ErrorScope errors;
    if (pem::isPem(file))
        return ofPem(file);
    const auto key = ofPublicKey(file).or_else([&](const Error &) { return ofCertificate(file); });
    if (!key)
        return std::unexpected(notAKey());
    return QStringList(*key);
}

Result<ClientKeyPair> createPair(ClientKeyKind kind)
{
    const openssl::ErrorScope errors;
    prepareSecretMemory();
    const openssl::Key key(kind == ClientKeyKind::EcP256 ? EVP_EC_gen("P-256")
                                                         : EVP_RSA_gen(generatedRsaBits));
    const SecretBytes pkcs8 = key ? rsa::pkcs8Of(key.get()) : SecretBytes();
    const auto block = pem::plainKeyBlock(pkcs8);
    if (!block)
        return std::unexpected(block.error());
    return publicjwk::of(key.get()).and_then([&](const Json &made) {
        return privateText(made, key.get(), pkcs8).transform([&](const SecretBytes &text) {
            return ClientKeyPair{json::compactText(made), *block, text};
        });
    });
}

}
