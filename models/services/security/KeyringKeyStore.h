#pragma once

#include "domain/Error.h"
#include "services/security/KeyStore.h"

#include <chrono>
#include <functional>
#include <memory>
#include <qt6keychain/keychain.h>

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

/// The one thread that talks to the keyring: QtKeychain's queue belongs to the thread that first used it, and
/// its answers need that thread's event loop.
class KeyringThread
{
public:
    using Make = std::function<std::unique_ptr<QKeychain::Job>()>;
    /// What QtKeychain says, read on its thread while the job still is there.
    using Ended = std::function<void(QKeychain::Job &)>;

    /// Makes the job, starts it and waits until it ended: false when that took longer than the patience.
    /// `ended` is then not called, nor is it later.
    static bool run(const Make &make, const Ended &ended, std::chrono::milliseconds patience);
};

}
