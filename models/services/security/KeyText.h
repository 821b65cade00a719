#pragma once

#include "services/security/SecretCipher.h"

#include <optional>

/// An encryption key as one line of text, for a key file or a keyring: format, version, id, the key in
/// hexadecimal and a checksum, between colons.
namespace gatehouse::keytext {

SecretBytes from(const EncryptionKeyBytes &key);
/// Refused (Unreachable) when it is damaged, of a newer version, or the key of another id.
Result<EncryptionKeyBytes> read(const SecretBytes &text, const QString &id);

/// Letters, digits and hyphens: an id gets into file names, and ids come from the database.
bool isId(const QString &id);

/// A line with a checksum behind a colon, and back; nothing when that does not match.
SecretBytes withChecksum(const SecretBytes &line);
std::optional<SecretBytes> withoutChecksum(const SecretBytes &line);

SecretBytes hex(const SecretBytes &bytes);
/// Empty when it is no hexadecimal.
SecretBytes fromHex(QByteArrayView text);

}
