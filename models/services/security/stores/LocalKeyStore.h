#pragma once

#include "services/security/stores/KeyStore.h"

namespace gatehouse {

/// Key files in a folder: `<key name>.<key id>`, and with `.new` behind it while it is taken in, readable by
/// their owner alone, as the folder. What others can read or change is refused.
class LocalKeyStore final : public KeyStore
{
public:
    LocalKeyStore(QString folder, QString keyName);

    QString place() const override { return m_folder; }
    Result<EncryptionKeyBytes> read(const QString &id, KeyEntry entry = KeyEntry::InUse) override;
    /// A damaged file in its place is replaced: nothing can be lost any more.
    Result<void> write(const EncryptionKeyBytes &key, KeyEntry entry = KeyEntry::InUse) override;
    Result<void> remove(const QString &id, KeyEntry entry = KeyEntry::InUse) override;
    void removeHalfWritten(const QString &id) override;

private:
    QString pathOf(const QString &id, KeyEntry entry) const;

    QString m_folder;
    QString m_keyName;
};

}
