#include "certificates/OpenSslCertificateTools.h"

#include "certificates/CertificateContent.h"
#include "certificates/CertificateText.h"
#include "certificates/ClientKeys.h"
#include "certificates/PemFile.h"
#include "certificates/Pkcs12File.h"
#include "certificates/RsaKey.h"
#include "certificates/SelfSigned.h"
#include "certificates/TokenSignature.h"

#include <openssl/provider.h>

namespace gatehouse {

namespace {

constexpr qsizetype largestFile = 1024 * 1024;

}

OpenSslCertificateTools::OpenSslCertificateTools()
{
    // RC2 and its like, with which Windows and Java wrote PKCS#12 files for decades. Where this provider is
    // not installed they are refused.
    [[maybe_unused]] static OSSL_PROVIDER *const legacy = OSSL_PROVIDER_try_load(nullptr, "legacy", 1);
    ERR_clear_error();
}

Result<KeyedCertificate> OpenSslCertificateTools::create(const QString &commonName, const QDateTime &from,
                                                         const QDateTime &until)
{
    return selfSigned(commonName, from, until);
}

Result<CertificateInfo> OpenSslCertificateTools::info(const QByteArray &certificate)
{
    return content::info(certificate);
}

Result<RsaNumbers> OpenSslCertificateTools::publicNumbers(const QByteArray &certificate)
{
    return content::parsed(certificate).and_then([](const openssl::Certificate &parsed) {
        return rsa::publicNumbers(parsed.get());
    });
}

Result<RsaNumbers> OpenSslCertificateTools::privateNumbers(const SecretBytes &privateKey)
{
    return rsa::privateNumbers(privateKey);
}

Result<void> OpenSslCertificateTools::checkTogether(const KeyedCertificate &keyed)
{
    return content::parsed(keyed.certificate).and_then([&](const openssl::Certificate &certificate) {
        return rsa::keyFrom(keyed.privateKey).and_then([&](const openssl::Key &key) {
            return rsa::checkTogether(certificate.get(), key.get());
        });
    });
}

Result<KeyedCertificate> OpenSslCertificateTools::read(const QByteArray &file, const SecretBytes &passphrase)
{
    if (file.size() > largestFile) {
        return fail(
            Error::Kind::Rule,
            CertificateText::tr("The file is over 1 MiB, too large for a certificate. Choose another."));
    }
    return pem::isPem(file) ? pem::read(file, passphrase) : pkcs12::read(file, passphrase);
}

Result<QStringList> OpenSslCertificateTools::publicKeys(const QByteArray &file)
{
    if (file.size() > largestFile)
        return fail(Error::Kind::Rule,
                    CertificateText::tr("The file is over 1 MiB, too large for keys. Choose another."));
    return clientkeys::publicKeys(file);
}

Result<ClientKeyPair> OpenSslCertificateTools::createPair(ClientKeyKind kind)
{
    return clientkeys::createPair(kind);
}

TokenKeys::Check OpenSslCertificateTools::check(const json::Json &key, const QByteArray &algorithm,
                                                QByteArrayView text, QByteArrayView signature)
{
    return tokensignature::check(key, algorithm, text, signature);
}

Result<TokenKeys::Signer> OpenSslCertificateTools::signer(const SecretBytes &privateKey)
{
    return tokensignature::signer(privateKey);
}

Result<QByteArray> OpenSslCertificateTools::sign(const SecretBytes &privateKey, const QByteArray &algorithm,
                                                 QByteArrayView text)
{
    return tokensignature::sign(privateKey, algorithm, text);
}

Result<SecretBytes> OpenSslCertificateTools::toPkcs12(const KeyedCertificate &certificate,
                                                      const SecretBytes &passphrase)
{
    return pkcs12::write(certificate, passphrase);
}

Result<SecretBytes> OpenSslCertificateTools::toPem(const KeyedCertificate &certificate,
                                                   const SecretBytes &passphrase)
{
    const auto publicPart = pem::certificateBlock(certificate.certificate);
    if (!publicPart || passphrase.isEmpty())
        return publicPart;
    return pem::encryptedKeyBlock(certificate.privateKey, passphrase).transform([&](const SecretBytes &key) {
        return SecretBytes(*publicPart + key);
    });
}

}
