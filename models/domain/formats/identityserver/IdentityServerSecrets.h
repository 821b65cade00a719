#pragma once

#include "domain/formats/identityserver/IdentityServer.h"

/// The list ClientSecrets of IdentityServer: `{"Value", "Description", "Expiration", "Type"}`. Of a
/// SharedSecret a hashed Value is base64 of the raw SHA-256, as ClientSecret::hash, and Expiration is in UTC,
/// written without a zone. A JWK is a public key, as is an X509CertificateBase64 with a certificate around
/// it; an X509Thumbprint and others are certificates for mutual TLS. Where a client application is kept as it
/// came, those that are ours have an identity instead of their Value, because that may be a secret in clear.
namespace gatehouse::identityserver {

inline constexpr const char *secretIdentity = "name"; ///< by which formats/KeptSettings tells elements apart
inline constexpr const char *valueName = "Value";
inline constexpr const char *sharedSecretType = "SharedSecret";
inline constexpr const char *jwkType = "JWK";
inline constexpr const char *certificateType = "X509CertificateBase64";

/// Takes how the client application proves who it is: by secrets, else keys, else certificates, which stay
/// under Other settings, as do the others of two kinds. Gives the list as it came, for them; null where
/// there is none. `section` may be null. `now` is when the secrets were created, which the file does not
/// tell. The error refuses the client application.
Result<json::Json> readSecrets(ImportedClient &imported, const json::Json *section,
                               const IdentityServerVariant &variant, const QDateTime &now);

/// The list for secrets and keys that are exported, with identities; null where there is none.
json::Json secretsWithIdentity(const ClientApplication &client);
/// By which a key in secretsWithIdentity() is known: its certificate, else its text.
json::Json identityOfKey(const QString &key);
/// Takes the identities out of what gave none of the secrets and keys, as a certificate that nobody can read.
void forgetStrangers(json::Json &section, const ClientApplication &client);
/// Gives them their Value and takes the identities away, and those whose Value the file cannot have: these go
/// to `losses` as texts for people. The list is to be wiped.
void giveValues(json::Json &section, const ClientApplication &client, const IdentityServerVariant &variant,
                const ExportHead &head, QStringList &losses);

}
