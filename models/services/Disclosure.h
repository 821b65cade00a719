#pragma once

#include "services/ClientExporter.h"
#include "services/security/SecretBytes.h"

/// What shows or hands out secrets or private keys. Each is noted in the audit trail, in a transaction of its
/// own, before anything leaves: what cannot be noted is not disclosed, and the error says so. Not inside a
/// ReadSnapshot, which could not become a write.
namespace gatehouse::disclosure {

/// An export whose request has keys. `destination` is a path, or nothing: standard output.
Result<void> noteExport(Database &database, const exporter::Request &request, const QString &destination);

/// Private keys: of one certificate, or (nothing) of all that are published.
Result<void> noteKeyExport(Database &database, const std::optional<SigningCertificate> &certificate,
                           const QString &format, const QString &destination);

/// The secret in clear, as it is stored now: the encryption key may have been replaced since it was read. One
/// that is not stored yet is as it was made.
Result<SecretBytes> reveal(Database &database, const Encryption &encryption, const QString &clientKey,
                           const ClientSecret &secret);

}
