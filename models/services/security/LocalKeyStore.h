#pragma once

#include "services/security/KeyStore.h"

namespace gatehouse {

/// Key files in a folder: `<key name>.<key id>`, readable by their owner alone, as the folder. What others
/// can read or change is refused.
class LocalKeyStore final : public KeyStore
{
public:
    LocalKeyStore(QString folder, QString keyName);

    QString place() const override { return m_folder; }
    Result<EncryptionKeyBytes> read(const QString &id) override;
    /// A damaged file in its place is replaced: nothing can be lost any more.
    Result<void> write(const EncryptionKeyBytes &key) override;
    Result<void> remove(const QString &id) override;

private:
    QString pathOf(const QString &id) const;

    QString m_folder;
    QString m_keyName;
};

}
