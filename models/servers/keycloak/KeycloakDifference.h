#pragma once

#include "domain/json/JsonText.h"

#include <QStringList>

#include <optional>

/// What differs between two representations of a client application of Keycloak, for its admin API: lists are
/// sets, what is absent has Keycloak's value, and ids are the server's.
namespace gatehouse::keycloak {

/// What has to be sent so that the server says `after` where it said `before`.
struct ClientChange
{
    json::Json members = json::Json::object(); ///< of a PUT, which merges; empty: nothing
    std::optional<QStringList> always;         ///< defaultClientScopes; nothing: as they are
    std::optional<QStringList> asked;          ///< optionalClientScopes
};

/// `hasSecret`: whether secrets are to be sent; otherwise what is said of them counts for nothing.
ClientChange changeOf(const json::Json &before, const json::Json &after, bool hasSecret);

/// The names of the properties in which they differ, as `redirectUris` or `attributes.logoUri`.
QStringList differences(const json::Json &one, const json::Json &other, bool withSecrets);

/// For a client application that is new there: without ids, without a mask, and without what is empty.
json::Json newClient(json::Json after, bool hasSecret);

/// As the server told it, without secrets and without what is about who asks.
json::Json withoutSecrets(json::Json representation);

/// Texts of the list of that name.
QStringList namesIn(const json::Json &object, const char *name);

/// Null where there is none.
json::Json valueOf(const json::Json &object, const std::string &name);

inline constexpr const char *alwaysScopes = "defaultClientScopes";
inline constexpr const char *askedScopes = "optionalClientScopes";

}
