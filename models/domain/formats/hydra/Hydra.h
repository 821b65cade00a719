#pragma once

#include "domain/formats/ImportedAccess.h"
#include "domain/formats/rfc7591/Rfc7591.h"

namespace gatehouse {

/// RFC 7591 metadata in Hydra's words, without a secret.
json::Json hydraMetadata(const ClientApplication &client);

/// Lifetimes of tokens, which Hydra has for each grant type, and we for all of them.
namespace hydralifetimes {

/// Those of the grant types that the client application has. What is no whole number of seconds has no field.
void read(ImportedAccess &access, ClientApplication &client, const json::Json &object);
void add(json::Json &object, const ClientApplication &client);

}

/// Durations as Go writes and reads them: "1h30m0s", "720h", "1.5h".
namespace goduration {

/// In whole seconds; nothing where it is no duration, below a second, or more than an int holds.
std::optional<int> toSeconds(const QString &text);
/// As Go's own Duration.String() has it.
QString fromSeconds(int seconds);

}

}
