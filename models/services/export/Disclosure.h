#pragma once

#include "secrets/SecretBytes.h"
#include "services/export/ClientExporter.h"

/// What shows or hands out secrets, private keys, or whatever else leaves. Each is noted in the audit trail,
/// in a transaction of its own, before anything leaves. Not inside a ReadSnapshot, which could not become a
/// write.
namespace gatehouse::disclosure {

/// Why something is not in the audit trail although it happens; empty: it is. Only what gives nothing away in
/// clear happens unrecorded, where the database cannot be written: what else cannot be noted is not
/// disclosed, and the error says so.
using Unrecorded = QString;

/// `destination` is a path, or nothing: standard output.
Result<Unrecorded> noteExport(Database &database, const exporter::Request &request,
                              const QString &destination);

/// Everything, to another database; nothing of it is in clear that is not in this one.
Result<void> noteCopy(Database &database, const QString &destination);

/// Private keys: of one certificate, or (nothing) of all that are published.
Result<void> noteKeyExport(Database &database, const std::optional<SigningCertificate> &certificate,
                           const QString &format, const QString &destination);
/// The same without private keys.
Result<Unrecorded> notePublicExport(Database &database, const std::optional<SigningCertificate> &certificate,
                                    const QString &format, const QString &destination);

/// The encryption key, to or from a file.
Result<void> noteKeyBackup(Database &database, const QString &keyId, const QString &destination);
Result<void> noteKeyRestored(Database &database, const QString &keyId, const QString &source);

/// The secret in clear, as it is stored now: the encryption key may have been replaced since it was read. One
/// that is not stored yet is as it was made. `destination`: the server that it is sent to; nothing: a person
/// sees it.
Result<SecretBytes> reveal(Database &database, const Encryption &encryption, const QString &clientKey,
                           const ClientSecret &secret, const QString &destination = {});

}
