#pragma once

#include "domain/ClientApplication.h"
#include "domain/json/JsonText.h"

namespace gatehouse {

inline constexpr const char *publicKeyName = "pubkey";

/// The body of `POST /api/client/` without a secret; `client` is normalized.
json::Json glewlwydJson(const ClientApplication &client);

}
