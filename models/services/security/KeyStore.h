#pragma once

#include "services/security/AppSettings.h"
#include "services/security/SecretCipher.h"

#include <memory>

namespace gatehouse {

/// Keeps encryption keys outside the database. May wait for a person or a service: never on the GUI thread.
class KeyStore
{
public:
    virtual ~KeyStore() = default;
    /// For people: the folder, or "the desktop's keyring".
    virtual QString place() const = 0;
    /// NotFound when there is no such key; Unreachable when the store is locked, missing, damaged or readable
    /// by others.
    virtual Result<EncryptionKeyBytes> read(const QString &id) = 0;
    /// Never overwrites another key.
    virtual Result<void> write(const EncryptionKeyBytes &key) = 0;
    virtual Result<void> remove(const QString &id) = 0;
};

std::unique_ptr<KeyStore> keyStore(const EncryptionSettings &settings);

}
