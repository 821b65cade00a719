#pragma once

#include "secrets/ServerConnection.h"

#include <optional>

/// Client scopes as Keycloak's admin API takes them.
namespace gatehouse::keycloak {

/// One that each new realm has and this one has lost, as a new one has it; nothing where there is none of
/// that name.
std::optional<json::Json> standardScope(const QString &name);
/// What a client application may call.
json::Json apiScope(const ApiScope &scope);
/// A custom resource with a mapper for each of its claims.
json::Json resourceScope(const CustomResource &resource);

/// `gatehouse.resource.NAME`
QString localizationKey(const CustomResource &resource);
/// Its titles by language, where there are several; else empty.
QMap<QString, QString> localizedTitles(const CustomResource &resource);

}
