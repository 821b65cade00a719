#include "certificates/QcaCertificateTools.h"

#include "certificates/CertificateText.h"
#include "certificates/PemFile.h"
#include "certificates/Pkcs12File.h"
#include "certificates/RsaKey.h"
#include "certificates/SelfSigned.h"

#include <QCryptographicHash>
#include <QLoggingCategory>
#include <QSslCertificate>
#include <QSslKey>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr qsizetype largestFile = 1024 * 1024;

QLoggingCategory::CategoryFilter filterBefore = nullptr;

/// Qt warns of every file that does not open; whoever asked is told by the error, and nobody else need know.
void keepQuiet(QLoggingCategory *category)
{
    if (filterBefore)
        filterBefore(category);
    if (qstrcmp(category->categoryName(), "qt.tlsbackend.ossl") == 0)
        category->setEnabled(QtWarningMsg, false);
}

Result<QSslCertificate> parsed(const QByteArray &certificate)
{
    const QSslCertificate found(certificate, QSsl::Der);
    if (found.isNull())
        return std::unexpected(CertificateText::damagedCertificate());
    return found;
}

QString algorithmOf(const QSslKey &key)
{
    switch (key.algorithm()) {
    case QSsl::Rsa:
        return u"RSA %1"_s.arg(key.length());
    case QSsl::Ec:
        return u"EC %1"_s.arg(key.length());
    default:
        return CertificateText::tr("unknown");
    }
}

}

QcaCertificateTools::QcaCertificateTools()
{
    static const bool isInstalled = [] {
        filterBefore = QLoggingCategory::installFilter(keepQuiet);
        return true;
    }();
    Q_UNUSED(isInstalled)
}

Result<KeyedCertificate> QcaCertificateTools::create(const QString &commonName, const QDateTime &from,
                                                     const QDateTime &until)
{
    return selfSigned(commonName, from, until);
}

Result<CertificateInfo> QcaCertificateTools::info(const QByteArray &certificate)
{
    return parsed(certificate).transform([&](const QSslCertificate &found) {
        return CertificateInfo{.subject = found.subjectInfo(QSslCertificate::CommonName).value(0),
                               .thumbprint =
                                   QString::fromLatin1(found.digest(QCryptographicHash::Sha256).toHex()),
                               .sha1Thumbprint = found.digest(QCryptographicHash::Sha1),
                               .notBefore = found.effectiveDate().toUTC(),
                               .notAfter = found.expiryDate().toUTC(),
                               .algorithm = algorithmOf(found.publicKey())};
    });
}

Result<RsaNumbers> QcaCertificateTools::publicNumbers(const QByteArray &certificate)
{
    return parsed(certificate).and_then([](const QSslCertificate &found) {
        return rsa::publicNumbers(found.publicKey().toDer());
    });
}

Result<RsaNumbers> QcaCertificateTools::privateNumbers(const SecretBytes &privateKey)
{
    return rsa::privateNumbers(viewOf(privateKey));
}

Result<KeyedCertificate> QcaCertificateTools::read(const QByteArray &file, const SecretBytes &passphrase)
{
    if (file.size() > largestFile) {
        return fail(
            Error::Kind::Rule,
            CertificateText::tr("The file is over 1 MiB, too large for a certificate. Choose another."));
    }
    return pem::isPem(file) ? pem::read(file, passphrase) : pkcs12::read(file, passphrase);
}

Result<SecretBytes> QcaCertificateTools::toPkcs12(const KeyedCertificate &certificate,
                                                  const SecretBytes &passphrase)
{
    if (passphrase.isEmpty())
        return std::unexpected(CertificateText::passphraseNeeded());
    return pkcs12::write(certificate, passphrase);
}

Result<SecretBytes> QcaCertificateTools::toPem(const KeyedCertificate &certificate,
                                               const SecretBytes &passphrase)
{
    const SecretBytes publicPart = pem::certificateBlock(certificate.certificate);
    if (passphrase.isEmpty())
        return publicPart;
    return pem::encryptedKeyBlock(certificate.privateKey, passphrase).transform([&](const SecretBytes &key) {
        return SecretBytes(publicPart + key);
    });
}

}
