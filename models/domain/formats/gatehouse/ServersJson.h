#pragma once

#include "domain/ClientApplication.h"
#include "domain/json/JsonText.h"

#include <functional>

/// What a client application has on one server alone, as the gatehouse format and whoever else shows JSON
/// write and read it: `{"production": {"enabled", "login_redirects", "logout_redirects",
/// "allowed_cors_origins", "secrets"}}`; `enabled` is null where it is as without a server.
namespace gatehouse {

using SecretToJson = std::function<json::Json(const ClientSecret &)>;
/// The secrets for that server alone, or (no name) for all of them.
json::Json secretsJson(const QList<ClientSecret> &secrets, const QString &server, const SecretToJson &toJson);
json::Json serversJson(const ClientApplication &client, const SecretToJson &toJson);

using SecretFromJson =
    std::function<Result<void>(const QString &server, const json::Json &object, const QString &place)>;
/// Gives the places of properties that are not taken through `unknown`; without `readSecret` a secret is one.
Result<ServerParts> readServers(const json::Json &object, const QString &place, QStringList &unknown,
                                const SecretFromJson &readSecret = {});

}
