#pragma once

#include "domain/Error.h"
#include "services/security/stores/KeyStore.h"

#include <chrono>

namespace gatehouse {

/// The desktop's keyring (Secret Service or KWallet) by QtKeychain. Waits for the service, and that for a
/// person who unlocks it, at most as long as the patience lasts.
class KeyringKeyStore final : public KeyStore
{
public:
    explicit KeyringKeyStore(QString keyName, std::chrono::milliseconds patience = std::chrono::minutes(1));

    QString place() const override;
    /// A locked keyring answers as one without the key: the error tells both.
    Result<EncryptionKeyBytes> read(const QString &id, KeyEntry entry = KeyEntry::InUse) override;
    Result<void> write(const EncryptionKeyBytes &key, KeyEntry entry = KeyEntry::InUse) override;
    Result<void> remove(const QString &id, KeyEntry entry = KeyEntry::InUse) override;

private:
    QString nameOf(const QString &id, KeyEntry entry) const;

    QString m_keyName;
    std::chrono::milliseconds m_patience;
};

}
