#include "ui/security/CertificateExport.h"

#include "services/certificates/CertificateToolsLoader.h"
#include "services/certificates/Certificates.h"
#include "services/export/Disclosure.h"
#include "services/export/OutputFile.h"
#include "services/import/PipeInput.h"
#include "services/security/NewPassphrase.h"

#include <QCoreApplication>

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
    return readPipe(path, largestFile, {}).transform_error([&](Error error) {
        error.text = CertificateExportText::tr("The file \"%1\" cannot be read: %2. Choose another.")
                         .arg(path, error.text);
        return error;
    });
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
                return newpassphrase::check(passphrase).and_then([&] {
                    return what == What::WithKey ? tools->toPkcs12(keyed, passphrase)
                                                 : tools->toPem(keyed, passphrase);
                });
            });
    });
}

/// Gives why it is not in the audit trail, if it is not.
Result<QString> note(Database &database, const SigningCertificate &certificate, What what,
                     const QString &path)
{
    const auto recorded = [] { return QString(); };
    switch (what) {
    case What::PublicKeys:
        return disclosure::notePublicExport(database, {}, u"jwks"_s, path);
    case What::Certificate:
        return disclosure::notePublicExport(database, certificate, u"pem"_s, path);
    case What::PrivateKeys:
        return disclosure::noteKeyExport(database, {}, u"jwks"_s, path).transform(recorded);
    case What::WithKey:
        return disclosure::noteKeyExport(database, certificate, u"pkcs12"_s, path).transform(recorded);
    default:
        return disclosure::noteKeyExport(database, certificate, u"pem"_s, path).transform(recorded);
    }
}

auto cannotBeWritten(const QString &path)
{
    return [path](Error error) {
        error.text = CertificateExportText::tr("The file \"%1\" cannot be written: %2. Nothing was exported.")
                         .arg(path, error.text);
        return error;
    };
}

Result<void> writeFile(const QString &path, const NeededFiles &needed, const SecretBytes &bytes)
{
    return OutputFile::write(path, needed, OutputFile::Readers::OwnerAlone, viewOf(bytes),
                             QDeadlineTimer(OutputFile::usualPatience))
        .transform_error(cannotBeWritten(path));
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
                return NeededFiles::of(database, encryption.settings())
                    .and_then([&](const NeededFiles &needed) {
                        return needed.check(path)
                            .transform_error(cannotBeWritten(path))
                            .and_then([&] { return note(database, certificate, what, path); })
                            .and_then([&](const QString &unrecorded) {
                                return writeFile(path, needed, bytes).transform([&] {
                                    const QString written =
                                        CertificateExportText::tr("Written to \"%1\".").arg(path);
                                    return unrecorded.isEmpty() ? written : written + u' ' + unrecorded;
                                });
                            });
                    });
            });
    };
}

}
