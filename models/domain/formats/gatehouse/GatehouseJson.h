#pragma once

#include "domain/ClientApplication.h"
#include "domain/ClientField.h"
#include "domain/CustomResource.h"
#include "domain/formats/ClientFormat.h"
#include "domain/json/JsonText.h"

#include <functional>

/// What client applications and custom resources hold, as the gatehouse format, the command line and the
/// audit trail write and read it. Readers give the places of properties that we do not keep through
/// `unknown`.
namespace gatehouse {

/// The value of a field.
json::Json fieldJson(const ClientApplication &client, const ClientFieldInfo &info);

/// Sets one field but the secrets from the value that fieldJson() makes of it, for files and the command line
/// alike.
Result<void> readFieldJson(ClientApplication &client, const ClientFieldInfo &info, const json::Json &value,
                           const QString &place, QStringList &unknown);

/// Reads one of the secrets of a client application in the gatehouse format. Nothing when the file has only
/// its plain text and that is not taken, which is a loss then. `now` is when a secret was created of which
/// the file does not tell it.
Result<std::optional<ClientSecret>> readSecret(ImportedClient &imported, const json::Json &object,
                                               const QString &place, const QDateTime &now);

/// What it has on one server alone: `{"production": {"enabled", "login_redirects", "logout_redirects",
/// "allowed_cors_origins", "secrets"}}`; `enabled` is null where it is as without a server.
using SecretToJson = std::function<json::Json(const ClientSecret &)>;
/// The secrets for that server alone, or (no name) for all of them.
json::Json secretsJson(const QList<ClientSecret> &secrets, const QString &server, const SecretToJson &toJson);
json::Json serversJson(const ClientApplication &client, const SecretToJson &toJson);

using SecretFromJson =
    std::function<Result<void>(const QString &server, const json::Json &object, const QString &place)>;
/// Without `readSecret` a secret is a property that is not taken.
Result<ServerParts> readServers(const json::Json &object, const QString &place, QStringList &unknown,
                                const SecretFromJson &readSecret = {});

/// `{"name", "data"}` with the bytes in base64, or null where there is none.
json::Json logoJson(const Logo &logo);
Result<Logo> readLogo(const json::Json &value, const QString &place);

/// `{"nl": {"profile", "email", "api"}}`; language tags come out of reading in canonical case.
json::Json consentTextsJson(const ConsentTextMap &texts);
Result<ConsentTextMap> readConsentTexts(const json::Json &object, const QString &place, QStringList &unknown);

/// `{"name", "enabled", "title", "claims": [{"claim", "attribute"} or {"claim", "value"}], "texts": {"nl":
/// {"title", "description"}}}`.
json::Json customResourceJson(const CustomResource &resource);
Result<CustomResource> readCustomResource(const json::Json &object, const QString &place,
                                          QStringList &unknown);

/// `{"keycloak": {...}}`.
json::Json settingsJson(const FormatSettings &settings);
Result<FormatSettings> readSettings(const json::Json &object, const QString &place);

/// `[{"rule", "value", "reason", "by", "at"}]`.
json::Json risksJson(const QList<AcceptedRisk> &risks);
Result<QList<AcceptedRisk>> readRisks(const json::Json &array, const QString &place, QStringList &unknown);

/// A JSON Web Key Set (RFC 7517 5) of the texts of keys; null where there are none.
json::Json keySetJson(const QStringList &keys);
Result<QStringList> readKeySet(const json::Json &value, const QString &place);

}
