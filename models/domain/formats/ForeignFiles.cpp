#include "domain/formats/ForeignFiles.h"

#include "domain/formats/FormatText.h"
#include "domain/json/JsonText.h"

#include <QIODevice>

#include <algorithm>
#include <array>
#include <cstring>

namespace gatehouse {

using json::Json;

namespace {

bool hasAny(const Json &object, const auto &names)
{
    return object.is_object() &&
           std::ranges::any_of(names, [&](const char *name) { return object.contains(name); });
}

/// Null when there is none; .NET does not tell names by case.
const Json *section(const Json &object, std::string_view name)
{
    if (!object.is_object())
        return nullptr;
    for (const auto &[key, value] : object.items()) {
        if (json::isSameName(name, key, json::Dialect::Configuration))
            return &value;
    }
    return nullptr;
}

/// keycloak.json of an adapter, or what keycloak-js is given.
bool isKeycloakAdapter(const Json &root)
{
    if (!root.is_object() || root.contains("clients"))
        return false;
    const auto has = [&](const char *name) { return root.contains(name); };
    constexpr std::array ofScript{"realm", "url", "clientId"};
    return has("auth-server-url") || (has("realm") && has("resource")) || std::ranges::all_of(ofScript, has);
}

/// What Hydra says of logins, consents and tokens, in its API and in its tables. Some hold a client_id.
constexpr std::array sessionProperties{"consent_request",
                                       "login_request",
                                       "consent_request_id",
                                       "login_challenge",
                                       "consent_challenge",
                                       "login_verifier",
                                       "consent_verifier",
                                       "login_session_id",
                                       "session_data",
                                       "granted_scope",
                                       "grant_scope",
                                       "requested_scope",
                                       "handled_at",
                                       "id_token_claims",
                                       "authenticated_at",
                                       "granted_audience",
                                       "grant_access_token_audience"};

bool isSession(const Json &value)
{
    return hasAny(value, sessionProperties);
}

bool isSessionList(const Json &value)
{
    return value.is_array() && !value.empty() && isSession(value.front());
}

bool holdsSessions(const Json &root)
{
    return isSession(root) || isSessionList(root) ||
           (root.is_object() && std::ranges::any_of(root, isSessionList));
}

/// A client of IdentityServer by what it may do, which seeds of others leave to code.
bool hasAccess(const Json &client)
{
    return section(client, "AllowedGrantTypes") || section(client, "AllowedScopes") ||
           section(client, "RedirectUris");
}

bool isAbpClient(const Json &client)
{
    return section(client, "ClientId") && !hasAccess(client) &&
           (section(client, "RootUrl") || section(client, "ClientSecret"));
}

bool isTemplateClient(const Json &client)
{
    return section(client, "Profile") && !hasAccess(client);
}

bool holdsOnly(const Json &root, const char *outer, const char *inner, bool (*isOne)(const Json &))
{
    const Json *outerSection = section(root, outer);
    const Json *clients = outerSection ? section(*outerSection, inner) : nullptr;
    return clients && clients->is_object() && std::ranges::any_of(*clients, isOne) &&
           std::ranges::none_of(*clients, hasAccess);
}

QString foreignText(const Json &root)
{
    if (isKeycloakAdapter(root)) {
        return FormatText::tr(
            "The file tells one program where its Keycloak is (an adapter's keycloak.json): it holds no "
            "client "
            "applications. Export these from Keycloak: Realm settings, Action, Partial export.");
    }
    if (holdsSessions(root)) {
        return FormatText::tr(
            "The file lists sessions of Ory Hydra (logins, consents or tokens): it holds no client "
            "applications. List these by hydra list oauth2-clients --format json-pretty.");
    }
    if (holdsOnly(root, "IdentityServer", "Clients", isAbpClient) ||
        holdsOnly(root, "OpenIddict", "Applications", isAbpClient)) {
        return FormatText::tr(
            "The file has the settings that code of ABP makes client applications of: it holds IDs and "
            "addresses, and nothing of what they may do. Add them by hand, by what its "
            "DataSeedContributor.cs makes of them.");
    }
    if (holdsOnly(root, "IdentityServer", "Clients", isTemplateClient)) {
        return FormatText::tr(
            "The file has the settings of Microsoft's template for Angular and React with IdentityServer: it "
            "names a Profile for each client application, and the host (AddApiAuthorization) fills in the "
            "rest. Add them by hand.");
    }
    return {};
}

}

Result<void> refuseForeignFile(QIODevice &source)
{
    source.seek(0);
    QByteArray bytes = source.read(json::enoughToRecognize);
    Json start = json::beginning(bytes);
    const QString text = foreignText(start);
    json::wipeTexts(start); // as bytes, it may hold a client secret
    explicit_bzero(bytes.data(), std::size_t(bytes.size()));
    return text.isEmpty() ? Result<void>() : fail(Error::Kind::Rule, text);
}

}
