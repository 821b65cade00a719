#pragma once

#include "domain/Error.h"
#include "secrets/SecretBytes.h"

/// The passphrase under which a private key leaves.
namespace gatehouse::passphrase {

inline constexpr int leastCharacters = 12;
/// What OWASP asks of PBKDF2 with HMAC-SHA-256.
inline constexpr int rounds = 600'000;

/// Refused when it is too short, or holds what C ends a text with.
Result<void> check(const SecretBytes &passphrase);

/// For functions that take the end from the zero.
SecretBytes terminated(const SecretBytes &passphrase);

}
