#pragma once

#include "domain/formats/JsonFormat.h"

/// What the files of this folder have for each other.
namespace gatehouse {

/// What differs between the configurations that hold IdentityServer's sections.
struct IdentityServerVariant
{
    /// The members of the document that hold the sections; the first is the one that is written. Empty: the
    /// document itself.
    std::vector<std::string> envelopes;
    bool isInAnySection;   ///< or wherever else in the document they are
    const char *claims;    ///< what a client's claims are called
    bool secretsAreHashed; ///< else they stand in clear
};

/// Whether an object holds resources or scopes of IdentityServer, by their names.
bool holdsIdentityServerResources(const json::Json &object);

/// `variant` outlives what is made for it.
std::unique_ptr<ClientWriter> identityServerWriter(const IdentityServerVariant &variant, QIODevice &target);
std::unique_ptr<JsonReader> identityServerReader(const IdentityServerVariant &variant, ImportedHead &file,
                                                 const QDateTime &now);

/// Turns one client of IdentityServer into ours; the error is its refusal. What the file leaves out has
/// IdentityServer's default value in a new client application, and is left alone in one that exists.
Result<void> readIdentityServerClient(ImportedClient &imported, const json::Json &object,
                                      const IdentityServerVariant &variant, const QDateTime &now);

/// The section ClientSecrets of IdentityServer: `{"Value", "Description", "Expiration", "Type":
/// "SharedSecret"}`. A hashed Value is base64 of the raw SHA-256, as ClientSecret::hash; Expiration is in
/// UTC, and written without a zone.
/// Takes those that are shared secrets and cannot be guessed. `section` may be null. `now` is when they were
/// created, which the file does not tell. The error refuses the client application.
Result<void> readIdentityServerSecrets(ImportedClient &imported, const json::Json *section,
                                       const IdentityServerVariant &variant, const QDateTime &now);

/// The section, to be wiped; what it does not hold goes to `losses` as texts for people.
json::Json identityServerSecrets(const ClientApplication &client, const IdentityServerVariant &variant,
                                 const ExportHead &head, QStringList &losses);
/// Overwrites the values in what was written.
void wipeIdentityServerSecrets(json::Json &section);

}
