#pragma once

#include "services/certificates/CertificateCheck.h"
#include "services/security/Encryption.h"
#include "store/records/SecurityStore.h"

/// The signing certificates of the client applications: made, kept, given out and replaced. Everything here
/// may take long: run it as a task, on the thread of the connection.
namespace gatehouse::certificates {

/// What has to be said of something that is done; empty: nothing.
using Notice = QString;

/// Sets up encryption where it is not, then the storage. What one click, and `gatehouse init`, do.
Result<Notice> setUp(Database &database, const Encryption &encryption, CertificateStorage storage,
                     const QString &folder = {});
/// The same with all settings, over the version that was read.
Result<Notice> setUp(Database &database, const Encryption &encryption, store::CertificateSettings settings);

/// Makes the first certificate when storage is chosen, there is a client application and no certificate that
/// signs or will. Gives what was made, if anything.
Result<std::optional<SigningCertificate>> ensureOne(Database &database, const Encryption &encryption,
                                                    const QDateTime &now);

/// The same whether or not there is a client application; refused when there is a certificate that signs or
/// will.
Result<SigningCertificate> create(Database &database, const Encryption &encryption, const QDateTime &now);

/// Another certificate, published at once. Without any that signs it signs at once, else after the overlap.
Result<SigningCertificate> rollOver(Database &database, const Encryption &encryption, const QDateTime &now);

/// Takes a certificate with its private key; it takes its place as one that rollOver() makes.
Result<SigningCertificate> import(Database &database, const Encryption &encryption, const QByteArray &file,
                                  const SecretBytes &passphrase, const QDateTime &now);

/// Certificate and private key, from wherever that is kept; refused unless they are what was stored and
/// belong together.
Result<KeyedCertificate> open(Database &database, const Encryption &encryption,
                              const SigningCertificate &certificate);

/// Whether each may be used, in the order of loadCertificates().
Result<QList<Verdict>> examine(Database &database, const Encryption &encryption);

/// The certificate's row, and its file, if that is provably this database's own; refused for the one that
/// signs, unless that cannot sign.
Result<Notice> remove(Database &database, const Encryption &encryption, const SigningCertificate &certificate,
                      const QDateTime &now);

/// A JSON Web Key Set (RFC 7517) of those that are published, the signing one first; with private keys for a
/// server. Refused when one of them cannot be checked against its private key: who reads a key set trusts
/// every token that is signed with what stands in it.
enum class KeyParts { Public, Private };
Result<SecretBytes> jwks(Database &database, const Encryption &encryption, KeyParts parts,
                         const QDateTime &now);

}
