#include "ui/security/CertificateExport.h"

#include "services/Disclosure.h"
#include "services/OutputFile.h"
#include "services/certificates/Certificates.h"

#include <QCoreApplication>
#include <QFile>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

using What = CertificateExportDialog::What;

struct CertificateExportText
{
    Q_DECLARE_TR_FUNCTIONS(CertificateExport)
};

constexpr qint64 largestFile = 1024 * 1024; ///< bytes

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(Error::Kind::Unreachable,
                    CertificateExportText::tr("The file \"%1\" cannot be read: %2. Choose another.")
                        .arg(path, file.errorString()));
    }
    return file.read(largestFile + 1);
}

Result<SecretBytes> content(const Encryption &encryption, Database &database,
                            const SigningCertificate &certificate, What what, const SecretBytes &passphrase)
{
    using certificates::KeyParts;
    if (what == What::PublicKeys || what == What::PrivateKeys) {
        return certificates::jwks(database, encryption,
                                  what == What::PublicKeys ? KeyParts::Public : KeyParts::Private,
                                  QDateTime::currentDateTimeUtc());
    }
    return certificateTools().and_then([&](CertificateTools *tools) {
        return certificates::open(database, encryption, certificate)
            .and_then([&](const KeyedCertificate &keyed) {
                if (what == What::Certificate)
                    return tools->toPem({keyed.certificate, {}}, {});
                return what == What::WithKey ? tools->toPkcs12(keyed, passphrase)
                                             : tools->toPem(keyed, passphrase);
            });
    });
}

/// Private keys alone are worth noting.
Result<void> note(Database &database, const SigningCertificate &certificate, What what, const QString &path)
{
    switch (what) {
    case What::PublicKeys:
    case What::Certificate:
        return {};
    case What::PrivateKeys:
        return disclosure::noteKeyExport(database, {}, u"jwks"_s, path);
    case What::WithKey:
        return disclosure::noteKeyExport(database, certificate, u"pkcs12"_s, path);
    default:
        return disclosure::noteKeyExport(database, certificate, u"pem"_s, path);
    }
}

Result<void> writeFile(const QString &path, const SecretBytes &bytes)
{
    OutputFile file(path);
    if (file.open(OutputFile::Readers::OwnerAlone) &&
        file.device().write(bytes.constData(), bytes.size()) == bytes.size() && file.commit())
        return {};
    return fail(Error::Kind::Unreachable,
                CertificateExportText::tr("The file \"%1\" cannot be written: %2. Nothing was exported.")
                    .arg(path, file.reason()));
}

}

CertificateWork certificateImport(const QString &path, const SecretBytes &passphrase)
{
    return [path, passphrase](const Encryption &encryption, Database &database, const Progress &) {
        return readFile(path)
            .and_then([&](const QByteArray &file) {
                return certificates::import(database, encryption, file, passphrase,
                                            QDateTime::currentDateTimeUtc());
            })
            .transform([](const SigningCertificate &taken) {
                return CertificateExportText::tr("Certificate %1 is imported.")
                    .arg(taken.thumbprint.left(16));
            });
    };
}

CertificateWork certificateExport(const SigningCertificate &certificate, What what, const QString &path,
                                  const SecretBytes &passphrase)
{
    return [certificate, what, path, passphrase](const Encryption &encryption, Database &database,
                                                 const Progress &) {
        return content(encryption, database, certificate, what, passphrase)
            .and_then([&](const SecretBytes &bytes) {
                return note(database, certificate, what, path).and_then([&] {
                    return writeFile(path, bytes);
                });
            })
            .transform([&] { return CertificateExportText::tr("Written to \"%1\".").arg(path); });
    };
}

}
