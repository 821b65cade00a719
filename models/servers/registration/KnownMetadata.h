#pragma once

#include "domain/json/JsonText.h"

#include <vector>

namespace gatehouse::registration {

/// What of the metadata a server refuses, by its words; where these name nothing of it, what is not in
/// the registry of client metadata (RFC 7591 4.1), as `client_name#nl`. Never what a client application
/// cannot do without. Empty: it cannot be told.
std::vector<std::string> refusedOf(const json::Json &metadata, const QString &reason);

}
