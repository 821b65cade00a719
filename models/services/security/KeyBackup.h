#pragma once

#include "services/security/SecretCipher.h"

/// An encryption key as a line of text that only a passphrase opens: Argon2id (RFC 9106) with 3 passes over
/// 64 MiB, AES-256-GCM. Each way takes about 0.3 s.
namespace gatehouse::keybackup {

/// Refused when the passphrase has under 12 characters.
Result<SecretBytes> from(const EncryptionKeyBytes &key, const SecretBytes &passphrase);
/// Tells a damaged file from a wrong passphrase.
Result<EncryptionKeyBytes> open(const SecretBytes &text, const SecretBytes &passphrase);

}
