#pragma once

#include "domain/ClientApplication.h"
#include "domain/json/JsonText.h"

/// Other settings, accepted risks and keys as the gatehouse format writes and reads them.
namespace gatehouse {

/// `{"keycloak": {...}}`.
json::Json settingsJson(const FormatSettings &settings);
Result<FormatSettings> readSettings(const json::Json &object, const QString &place);

/// `[{"rule", "value", "reason", "by", "at"}]`.
json::Json risksJson(const QList<AcceptedRisk> &risks);
/// Gives the places of properties that we do not keep through `unknown`.
Result<QList<AcceptedRisk>> readRisks(const json::Json &array, const QString &place, QStringList &unknown);

/// A JSON Web Key Set (RFC 7517 5) of the texts of keys; null where there are none.
json::Json keySetJson(const QStringList &keys);
Result<QStringList> readKeySet(const json::Json &value, const QString &place);

}
