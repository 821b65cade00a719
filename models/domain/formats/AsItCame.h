#pragma once

#include "domain/formats/ClientFormat.h"

#include <functional>

/// The object of a client application as a file has it, for ImportedClient::asItCame.
namespace gatehouse {

/// Without the members `notKept`, and without what looks like a secret, wherever it stands: others are told
/// of as not kept.
void keepAsItCame(ImportedClient &imported, const json::Json &object, const QSet<QString> &notKept);

/// Overwrites and removes what looks like a secret, wherever it stands, and tells of each; in lists of texts
/// it has no name. What is a field of the client application stays.
void removeSecrets(json::Json &value, const ClientApplication &client, const QString &place,
                   const std::function<void(const QString &where, const std::string &name)> &tell);

/// Without what only the owner of a key may know.
void removePrivateParts(json::Json &keys);

}
