#pragma once

#include "domain/json/JsonText.h"

/// What of Other settings is a secret, which everybody could read there.
namespace gatehouse::rules {

/// Whether the value is a secret by its name or by its look, and neither a mask nor a placeholder.
bool isSecret(std::string_view name, const json::Json &value);
/// By its name (`client_secret`, `registration_access_token`): a text, or a list of them.
bool isNamedSecret(std::string_view name, const json::Json &value);
/// Whatever its name: a token, a text with a password in an address, a private key.
bool looksSecret(const json::Json &value);

/// Lists that the readers of files empty themselves.
bool listsSecrets(std::string_view name, const json::Json &value);

/// The name of a member; of the value in `{"Key": name, "Value": value}` that of the setting.
std::string settingName(const json::Json &object, const std::string &member);

}
