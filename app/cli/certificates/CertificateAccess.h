#pragma once

#include "app/cli/Console.h"
#include "services/certificates/Certificates.h"

/// What several commands do with signing certificates.
namespace gatehouse::cli {

/// Makes the first signing certificate once there is a client application to sign for, and tells so.
Result<void> ensureCertificate(Console &console, Database &database, const AppSettings &settings);

/// The one whose thumbprint begins so or whose record has that key, or when that is empty the one that signs;
/// NotFound names it.
Result<SigningCertificate> findCertificate(Database &database, const QString &thumbprint,
                                           const QDateTime &now);

QString statusName(CertificateStatus status); ///< for programs: `retiring`
QString statusLabel(CertificateStatus status);
QString storageText(const store::CertificateSettings &settings);

/// "Certificate 0123456789abcdef is made. It signs from … on."
void tellOfNew(Console &console, const SigningCertificate &certificate, const QDateTime &now);

/// Typed twice at a terminal, else the first line of standard input; never empty nor easily guessed.
Result<SecretBytes> newPassphrase(Console &console);

}
