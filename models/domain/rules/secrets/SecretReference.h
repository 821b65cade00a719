#pragma once

#include <string_view>

/// Texts that say where a secret is to be looked up.
namespace gatehouse::references {

/// As `vault:secret/shop`, `op://vault/item`, `/run/secrets/shop` or `!Ref ShopSecret`.
bool isReference(std::string_view text);
/// How much of a reference says what it is; what comes after may be a password, as in
/// `https://user:password@host`.
std::size_t knownSize(std::string_view reference);

/// A variable of a shell, as `$CLIENT_SECRET`.
bool isVariable(std::string_view text);
/// Whether it reads as a name: in capital letters random text looks like a variable.
bool isShownVariable(std::string_view variable);

}
