#pragma once

#include "domain/RecordKey.h"
#include "domain/SecretMaker.h"
#include "services/security/Encryption.h"
#include "support/TestDatabase.h"

#include <QCryptographicHash>

/// Client applications with encrypted secrets, and what a test asks of them.
namespace gatehouse::test {

inline ClientApplication sealedClient(const EncryptionKeyBytes &key, const QString &databaseId,
                                      const QString &clientId, int secrets)
{
    ClientApplication client;
    client.key = newRecordKey();
    client.clientId = clientId;
    for (int i = 0; i < secrets; ++i) {
        const SecretBytes secret = takeSecret(generateSecret());
        client.secrets << sealedSecret(key, databaseId, client.key, secret,
                                       QStringLiteral("number %1").arg(i), testTime(), {})
                              .value();
    }
    return client;
}

/// In one transaction.
inline Result<void> addSealedClients(Database &database, const EncryptionKeyBytes &key, int clients,
                                     int secretsEach)
{
    const auto record = store::loadEncryption(database);
    auto session = EditSession::begin(database, testTime());
    if (!record || !session)
        return std::unexpected(record ? session.error() : record.error());
    if (const auto unlimited = edit::setLicenceLimit(*session, {}); !unlimited)
        return unlimited;
    for (int i = 0; i < clients; ++i) {
        const auto client =
            sealedClient(key, record->databaseId, QStringLiteral("client-%1").arg(i), secretsEach);
        if (const auto saved = edit::save(*session, client); !saved)
            return std::unexpected(saved.error());
    }
    return session->commit();
}

/// How many secrets the key opens to what their hash says; an error names the first that it does not.
inline Result<int> openedSecrets(Database &database, const EncryptionKeyBytes &key)
{
    struct Row
    {
        QString owner, id, hash;
        QByteArray sealed;
    };
    const auto record = store::loadEncryption(database);
    const auto rows = database.list(
        QStringLiteral("SELECT application_id, id, hash, sealed FROM client_secret WHERE sealed <> ''"), {},
        [](const QSqlQuery &row) {
            return Row{row.value(0).toString(), row.value(1).toString(), row.value(2).toString(),
                       row.value(3).toByteArray()};
        });
    if (!record || !rows)
        return std::unexpected(record ? rows.error() : record.error());
    for (const Row &row : *rows) {
        const auto plain = unseal(key, {record->databaseId, row.owner, row.id}, row.sealed);
        if (!plain)
            return std::unexpected(plain.error());
        const QByteArray hash =
            QCryptographicHash::hash(viewOf(*plain), QCryptographicHash::Sha256).toBase64();
        if (hash != row.hash.toLatin1())
            return fail(Error::Kind::Rule, QStringLiteral("secret %1 opens to something else").arg(row.id));
    }
    return int(rows->size());
}

/// Settings of a folder of the test's own.
inline AppSettings settingsIn(const QString &folder)
{
    AppSettings settings(folder + QStringLiteral("/appsettings.json"));
    EncryptionSettings encryption = AppSettings::standardEncryption();
    encryption.folder = folder + QStringLiteral("/keys");
    if (const auto written = settings.setEncryption(encryption); !written)
        qFatal("%s", qPrintable(written.error().text));
    return settings;
}

inline QStringList filesIn(const QString &folder)
{
    return QDir(folder).entryList(QDir::Files | QDir::Hidden, QDir::Name);
}

}
