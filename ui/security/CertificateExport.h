#pragma once

#include "domain/Progress.h"
#include "services/security/Encryption.h"
#include "ui/security/CertificateExportDialog.h"

namespace gatehouse {

using CertificateWork = std::function<Result<QString>(const Encryption &, Database &, const Progress &)>;

/// Reads a certificate with its private key from a file.
CertificateWork certificateImport(const QString &path, const SecretBytes &passphrase);
/// Writes a certificate, or the keys of all that are published, to a file, whole or not at all.
CertificateWork certificateExport(const SigningCertificate &certificate, CertificateExportDialog::What what,
                                  const QString &path, const SecretBytes &passphrase);

}
