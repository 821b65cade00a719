#pragma once

#include <string>
#include <string_view>

namespace gatehouse::rules {

/// Whether a setting of that name is a secret by itself (`client_secret`, `privateKey`), whatever capitals
/// and separators a server writes it with.
bool namesSecret(std::string_view name);

/// No mask, no placeholder, and no switch, as in `"RequireClientSecret": "true"`.
bool saysSecret(const std::string &text);

/// That, and what is named for a secret, but goes on (`client.secret.old`, `token_2`), unless it only
/// describes one (`client.secret.creation.time`, `access.token.lifespan`, `token_endpoint_auth_method`).
bool isSecretByName(std::string_view name, const std::string &text);

}
