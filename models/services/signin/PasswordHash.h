#pragma once

#include "domain/Error.h"
#include "services/security/SecretBytes.h"

namespace gatehouse {

/// Argon2id (RFC 9106), 3 passes over 64 MiB, as a PHC string. Takes about 0.3 s: never on the GUI thread.
Result<QByteArray> hashPassword(const SecretBytes &password);
/// Takes as long when the hash is empty or no PHC string: then it is false.
bool isPassword(const SecretBytes &password, const QByteArray &phc);

}
