#pragma once

#include "services/certificates/Certificates.h"
#include "support/SampleClients.h"
#include "support/TestDatabase.h"

namespace gatehouse::test {

inline const QDateTime start = testTime();

inline QString textOf(const auto &refused)
{
    return refused ? QStringLiteral("not refused") : refused.error().text;
}

/// A database with an encryption key in a folder of its own, and the times at which things happen in it.
class CertificateFixture
{
public:
    CertificateFixture() : m_encryption(AppSettings(m_folder.filePath(QStringLiteral("appsettings.json"))))
    {
        EncryptionSettings settings = AppSettings::standardEncryption();
        settings.folder = path(QStringLiteral("keys"));
        const auto ready = m_encryption.settings().setEncryption(settings).and_then(
            [&] { return m_encryption.create(*m_database); });
        if (!ready)
            qFatal("%s", qPrintable(ready.error().text));
    }

    const TestDatabase &file() const { return m_database; }
    Database &database() { return *m_database; }
    const Encryption &encryption() const { return m_encryption; }
    QString path(const QString &name) const { return m_folder.filePath(name); }

    Result<ClientApplication> addClient(const QString &clientId)
    {
        return m_database.save(sampleWebClient(clientId, testTime()));
    }

    Result<SigningCertificate> rollOver(const QDateTime &now)
    {
        return certificates::rollOver(database(), m_encryption, now);
    }

    QList<SigningCertificate> stored() { return store::loadCertificates(database()).value(); }
    SigningCertificate stored(const QString &key)
    {
        for (const SigningCertificate &certificate : stored()) {
            if (certificate.key == key)
                return certificate;
        }
        return {};
    }

    /// Changes the settings by `change(store::CertificateSettings &)`.
    template<typename Change>
    Result<void> configure(Change change)
    {
        return store::loadCertificateSettings(database()).and_then([&](store::CertificateSettings settings) {
            change(settings);
            return m_database.edit(
                [&](EditSession &session) { return edit::setCertificateSettings(session, settings); });
        });
    }

private:
    QTemporaryDir m_folder;
    TestDatabase m_database;
    Encryption m_encryption;
};

}
