#pragma once

#include "services/security/stores/KeyStore.h"
#include "support/SealedClients.h"

namespace gatehouse::test {

/// A database and a folder for its settings and key, new for each test.
class EncryptionFixture
{
public:
    void reset()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_database = std::make_unique<TestDatabase>();
        settingsIn(m_folder->path());
    }

    QString folder(const QString &name = QStringLiteral("keys")) const { return m_folder->filePath(name); }
    QString settingsPath() const { return m_folder->filePath(QStringLiteral("appsettings.json")); }
    Encryption encryption() const { return Encryption(AppSettings(settingsPath())); }
    EncryptionSettings settings() const { return encryption().settings().encryption().value(); }
    Result<EncryptionKeyBytes> key() const { return encryption().key(**m_database); }
    store::EncryptionRecord record() const { return store::loadEncryption(**m_database).value(); }
    TestDatabase &database() const { return *m_database; }

    /// The ids of the keys in the folder; a file that is none stands there with what follows the id.
    QStringList keys() const
    {
        QStringList ids = filesIn(folder());
        for (QString &id : ids)
            id = id.section(u'.', 1);
        return ids;
    }
    /// In the order of keys().
    static QStringList sorted(QStringList ids)
    {
        ids.sort();
        return ids;
    }

    Result<void> damageFirstSeal() const
    {
        return (**m_database)
            .execute(QStringLiteral(
                "UPDATE client_secret SET sealed = replace(sealed, substr(sealed, 60, 4), 'AAAA') "
                "WHERE id = (SELECT min(id) FROM client_secret)"));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<TestDatabase> m_database;
};

}
