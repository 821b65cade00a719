#pragma once

#include "domain/formats/JsonFormat.h"

/// What the files of this folder have for each other.
namespace gatehouse {

/// What differs between the configurations that hold IdentityServer's sections.
struct IdentityServerVariant
{
    const char *format; ///< ClientFormat::name()
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

/// What our fields say of a client application that is normalized, as an object of IdentityServer. Its
/// secrets have identities, see IdentityServerSecrets.h.
json::Json identityServerObject(const ClientApplication &client, const IdentityServerVariant &variant);

/// Other settings of a client application have the section that it stands in, as .NET writes it:
/// `IdentityServer:Clients`. Absent: the usual one.
inline constexpr const char *sectionSetting = "section";

// Properties that are ours, for what IdentityServer has no property for.
inline constexpr const char *policyProperty = "policy_uri";
inline constexpr const char *tosProperty = "tos_uri";
inline constexpr const char *contactsProperty = "contacts"; ///< one a line

inline constexpr const char *prefixProperty = "ClientClaimsPrefix";
inline constexpr const char *secretsProperty = "ClientSecrets";

}
