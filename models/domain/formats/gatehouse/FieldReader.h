#pragma once

#include "domain/ClientField.h"
#include "domain/json/JsonText.h"

namespace gatehouse {

/// Sets one field but the secrets from the value that fieldJson() makes of it, for files and the command line
/// alike. Gives the places of properties inside the value that we do not keep through `unknown`.
Result<void> readFieldJson(ClientApplication &client, const ClientFieldInfo &info, const json::Json &value,
                           const QString &place, QStringList &unknown);

}
