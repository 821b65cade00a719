#pragma once

#include "domain/Error.h"
#include "secrets/SecretBytes.h"

namespace gatehouse {

/// Argon2id (RFC 9106), 3 passes over 64 MiB, as a PHC string. Takes about 0.3 s: never on the GUI thread.
Result<QByteArray> hashPassword(const SecretBytes &password);
enum class PasswordFit {
    Right,
    Wrong,   ///< or there is no hash
    Damaged, ///< the hash is none that was made here, so nothing fits it
};
/// Takes as long whatever the hash is. Unreachable when there is not enough memory.
Result<PasswordFit> checkPassword(const SecretBytes &password, const QByteArray &phc);

/// The text of a password as it is hashed, so that the same characters count as the same however a keyboard
/// composes them: NFC, and every space a plain one (RFC 8265, OpaqueString). A rule refuses what is no text:
/// invalid UTF-8, and NUL.
Result<SecretBytes> preparedPassword(const SecretBytes &typed);

}
