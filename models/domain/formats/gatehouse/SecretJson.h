#pragma once

#include "domain/formats/ClientFormat.h"
#include "domain/json/JsonText.h"

namespace gatehouse {

/// Reads one of the secrets of a client application in the gatehouse format. Nothing when the file has only
/// its plain text and that is not taken, which is a loss then. `now` is when a secret was created of which
/// the file does not tell it.
Result<std::optional<ClientSecret>> readSecret(ImportedClient &imported, const json::Json &object,
                                               const QString &place, const QDateTime &now);

}
