#pragma once

#include "domain/Error.h"
#include "secrets/SecretBytes.h"

namespace gatehouse {

/// The text of a password as it is hashed, so that the same characters count as the same however a keyboard
/// composes them: NFC, and every space a plain one (RFC 8265, OpaqueString). A rule refuses what is no text:
/// invalid UTF-8, and NUL.
Result<SecretBytes> preparedPassword(const SecretBytes &typed);

}
