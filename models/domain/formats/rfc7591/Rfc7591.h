#pragma once

#include "domain/formats/ClientFormat.h"
#include "domain/formats/ExportLosses.h"
#include "domain/formats/SecretsInClear.h"
#include "domain/json/JsonText.h"

namespace gatehouse {

/// What the code of npm `oidc-provider` needs to heed require_pkce: on its own it only stores that.
inline constexpr QLatin1StringView
    demandsPkce("pkce: { required: (ctx, client) => client.require_pkce === true }");

/// As much of a client application as a format by RFC 7591 can say, and what it cannot, whatever stands
/// around it.
struct Rfc7591Client
{
    ClientApplication client; ///< normalized
    QList<Loss> losses;
    bool isLeftOut = false;
};

/// Takes away, and tells of, what the server of a format refuses although it is right in itself.
using TakeRefused = void (*)(ClientApplication &client, ExportLosses &losses);
/// Of npm `oidc-provider`.
void takeRefusedByProvider(ClientApplication &client, ExportLosses &losses);

/// `head` knows the resources, of which a disabled one is left out of the scope.
Rfc7591Client rfc7591Client(const ClientApplication &typed, const ExportHead &head, const QString &format,
                            TakeRefused takeRefused);
/// All that it has, whether a server takes it or not.
ClientApplication wholeClient(const ClientApplication &typed, const ExportHead &head);

/// Client metadata (RFC 7591 2, OpenID Connect Registration 1.0, RP-Initiated Logout 1.0) without a secret.
json::Json rfc7591Metadata(const ClientApplication &client);

/// Whether it is what servers answer for metadata that they were not given (RFC 7591 3.2.1, OpenID Connect
/// Registration 1.0, 2): their own bookkeeping, nothing, or the default.
bool isSaidByServers(const std::string &name, const json::Json &value);

/// The secret, which `written` says what is lost of.
void addSecret(json::Json &metadata, Rfc7591Client &written, const ExportHead &head,
               const SecretNames &names = {"client_secret", "client_secret_expires_at"});
/// Overwrites the secret in what was written.
void wipeSecret(json::Json &metadata);

/// Turns the RFC 7591 metadata of one client into ours; the error is its refusal. `now` is the creation time
/// of its secret. The format cannot say Enabled: a new client application is proposed enabled, and Enabled is
/// never among the named fields.
Result<void> readRfc7591(ImportedClient &imported, const json::Json &object, const QDateTime &now);

}
