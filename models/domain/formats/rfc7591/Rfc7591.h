#pragma once

#include "domain/formats/ClientFormat.h"
#include "domain/formats/SecretsInClear.h"
#include "domain/json/JsonText.h"

namespace gatehouse {

/// What the code of npm `oidc-provider` needs to heed require_pkce: on its own it only stores that.
inline constexpr QLatin1StringView
    demandsPkce("pkce: { required: (ctx, client) => client.require_pkce === true }");

/// One client application as client metadata (RFC 7591 2, OpenID Connect Registration 1.0, RP-Initiated
/// Logout 1.0), and what that cannot say whatever stands around it.
struct Rfc7591Client
{
    json::Json metadata = nullptr; ///< null: the client application is left out
    ClientApplication client;      ///< what metadata says, normalized
    QList<Loss> losses;
};

/// `head` knows the resources, of which a disabled one is left out of the scope, and opens secrets.
Rfc7591Client rfc7591Client(const ClientApplication &typed, const ExportHead &head,
                            const SecretNames &names = {"client_secret", "client_secret_expires_at"});
/// Overwrites the secret in what was written.
void wipeSecret(json::Json &metadata);

/// Turns the RFC 7591 metadata of one client into ours; the error is its refusal. `now` is the creation time
/// of its secret. The format cannot say Enabled: a new client application is proposed enabled, except where
/// its secret could not be used, and Enabled is never among the named fields.
Result<void> readRfc7591(ImportedClient &imported, const json::Json &object, const QDateTime &now);

}
