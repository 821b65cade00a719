#include "certificates/Pkcs12File.h"

#include "certificates/CertificateText.h"
#include "certificates/Pkcs12Mac.h"
#include "certificates/RsaKey.h"

#include <QBuffer>
#include <QSslCertificate>
#include <QSslKey>

namespace gatehouse::pkcs12 {

namespace {

Error cannotOpen(MacCheck mac)
{
    if (mac == MacCheck::Right)
        return CertificateText::noPrivateKey();
    return {Error::Kind::Rule,
            CertificateText::tr(
                "This PKCS#12 file cannot be opened: the passphrase is wrong, the file is damaged, or "
                "it holds no private key.")};
}

/// Looked at through Qt first: QCA crashes where the certificate is missing or has an EC key.
Result<void> checkContent(const QByteArray &file, const SecretBytes &passphrase, MacCheck mac)
{
    QByteArray content = file;
    QBuffer buffer(&content);
    buffer.open(QIODevice::ReadOnly);
    QSslKey key;
    QSslCertificate certificate;
    QByteArray word = passphrase.toByteArray();
    const bool isOpen = QSslCertificate::importPkcs12(&buffer, &key, &certificate, nullptr, word);
    word.fill(0);
    if (!isOpen || key.isNull())
        return std::unexpected(cannotOpen(mac));
    if (key.algorithm() != QSsl::Rsa)
        return std::unexpected(CertificateText::onlyRsa());
    if (certificate.isNull())
        return std::unexpected(CertificateText::noCertificate());
    if (certificate.publicKey().algorithm() != QSsl::Rsa)
        return std::unexpected(CertificateText::notTogether());
    return {};
}

}

Result<KeyedCertificate> read(const QByteArray &file, const SecretBytes &passphrase)
{
    const MacCheck mac = checkMac(file, passphrase);
    if (mac == MacCheck::NoPkcs12)
        return std::unexpected(CertificateText::notRecognized());
    if (mac == MacCheck::Wrong)
        return std::unexpected(CertificateText::wrongPassphrase());
    if (const auto checked = checkContent(file, passphrase, mac); !checked)
        return std::unexpected(checked.error());
    const QCA::KeyBundle bundle = QCA::KeyBundle::fromArray(file, passphrase);
    if (bundle.isNull() || bundle.certificateChain().isEmpty())
        return std::unexpected(cannotOpen(mac));
    return rsa::joined(bundle.certificateChain().primary().toDER(), bundle.privateKey().toDER());
}

Result<SecretBytes> write(const KeyedCertificate &certificate, const SecretBytes &passphrase)
{
    QCA::CertificateChain chain;
    chain << QCA::Certificate::fromDER(certificate.certificate);
    QCA::KeyBundle bundle;
    // Anything but ASCII comes out wrong.
    bundle.setName(QStringLiteral("gatehouse"));
    bundle.setCertificateChainAndKey(chain, QCA::PrivateKey::fromDER(certificate.privateKey));
    const QByteArray file = bundle.toArray(passphrase);
    if (file.isEmpty())
        return std::unexpected(CertificateText::cannotBeMade());
    return SecretBytes(file);
}

}
