#pragma once

#include "domain/Error.h"
#include "secrets/SecretBytes.h"

namespace gatehouse::newpassphrase {

/// Refused unless it is what passphraseRule() asks of one that protects a file with a key. Every way out asks
/// it: the window, the command line, the key's backup.
Result<void> check(const SecretBytes &passphrase);

}
