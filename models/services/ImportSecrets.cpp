#include "services/ImportSecrets.h"

#include "domain/RecordKey.h"
#include "services/PlannedClient.h"

#include <QCoreApplication>

namespace gatehouse {

namespace {

struct ImportSecretsText
{
    Q_DECLARE_TR_FUNCTIONS(ImportSecrets)
};

Result<ClientSecret> sealedCopy(const ClientSecret &secret, const QByteArray &inClear,
                                const QString &clientKey, const SecretSealing &sealing)
{
    return sealedSecret(*sealing.key, sealing.databaseId, clientKey, secretCopy(inClear), secret.description,
                        secret.created, secret.expires);
}

}

Result<SecretSealing> secretSealing(Database &database, const Encryption &encryption,
                                    const FileSurvey &survey)
{
    if (!survey.hasSecretsInClear)
        return SecretSealing();
    const EncryptionStatus status = encryption.status(database);
    if (status.state == EncryptionStatus::State::NotSetUp)
        return SecretSealing();
    if (status.state != EncryptionStatus::State::Ready)
        return SecretSealing{.reason = status.text};
    const auto record = store::loadEncryption(database);
    if (!record)
        return std::unexpected(record.error());
    return encryption.key(database).transform([&](const EncryptionKeyBytes &key) {
        return SecretSealing{.key = key, .databaseId = record->databaseId};
    });
}

Result<void> sealImported(PlannedClient &planned, const ImportedClient &imported,
                          const SecretSealing &sealing)
{
    ClientApplication &client = planned.client;
    for (ClientSecret &secret : client.secrets) {
        if (!secret.key.isEmpty())
            continue;
        const auto inClear = imported.secretsInClear.constFind(secret.hash);
        const bool isInClear = inClear != imported.secretsInClear.constEnd();
        if (!sealing.key) {
            if (isInClear && !sealing.reason.isEmpty()) {
                planned.notes << ImportSecretsText::tr(
                                     "Secret …%1 is kept as a hash, which nobody can read again. %2")
                                     .arg(secret.lastFour, sealing.reason);
            }
            continue;
        }
        secret.key = newRecordKey(); // also of the others: secrets of the same second keep their order
        if (!isInClear)
            continue;
        if (client.key.isEmpty())
            client.key = newRecordKey();
        auto sealed = sealedCopy(secret, *inClear, client.key, sealing);
        if (!sealed)
            return std::unexpected(sealed.error());
        secret = *sealed;
    }
    return {};
}

}
