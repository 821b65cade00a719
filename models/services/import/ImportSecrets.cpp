#include "services/import/ImportSecrets.h"

#include "domain/RecordKey.h"
#include "services/import/ImportText.h"
#include "services/import/PlannedClients.h"

namespace gatehouse {

namespace {

Result<void> sealIt(ClientApplication &client, ClientSecret &secret, const QByteArray &inClear,
                    const SecretSealing &sealing)
{
    if (client.key.isEmpty())
        client.key = newRecordKey();
    return seal(*sealing.key, {sealing.databaseId, client.key, secret.key}, secretCopy(inClear))
        .transform([&](const QByteArray &sealed) { secret.sealed = sealed; });
}

void tellOfHash(PlannedClient &planned, const ClientSecret &secret, const SecretSealing &sealing)
{
    if (sealing.reason.isEmpty())
        return;
    planned.notes << ImportText::tr("Secret …%1 is kept as a hash, which nobody can read again. %2")
                         .arg(secret.lastFour, sealing.reason);
}

Result<SecretSealing> onlyHashes(Database &database)
{
    return store::loadEncryption(database).transform([](const store::EncryptionRecord &record) {
        return SecretSealing{.reason = record.key ? ImportText::tr("That was asked for.") : QString()};
    });
}

}

Result<SecretSealing> secretSealing(Database &database, const Encryption &encryption,
                                    const FileSurvey &survey, SecretKeeping keeping)
{
    if (!survey.hasSecretsInClear)
        return SecretSealing();
    if (keeping == SecretKeeping::HashOnly)
        return onlyHashes(database);
    const EncryptionStatus status = encryption.status(database);
    if (status.state == EncryptionStatus::State::NotSetUp)
        return SecretSealing();
    if (status.state != EncryptionStatus::State::Ready)
        return SecretSealing{.reason = status.text, .isOutOfReach = true};
    const auto record = store::loadEncryption(database);
    if (!record)
        return std::unexpected(record.error());
    return encryption.key(database).transform([&](const EncryptionKeyBytes &key) {
        return SecretSealing{.key = key, .databaseId = record->databaseId};
    });
}

Result<int> sealImported(PlannedClient &planned, const ImportedClient &imported, const SecretSealing &sealing)
{
    int hashes = 0;
    ClientApplication &client = planned.client;
    for (ClientSecret &secret : client.secrets) {
        const auto inClear = imported.secretsInClear.constFind(secret.hash);
        const bool isInClear = inClear != imported.secretsInClear.constEnd() && !secret.isRecoverable();
        if (!sealing.key) {
            if (!isInClear)
                continue;
            if (secret.key.isEmpty() || sealing.isOutOfReach)
                tellOfHash(planned, secret, sealing);
            ++hashes;
            continue;
        }
        if (secret.key.isEmpty())
            secret.key = newRecordKey(); // also of the others: secrets of the same second keep their order
        if (!isInClear)
            continue;
        if (const auto sealed = sealIt(client, secret, *inClear, sealing); !sealed)
            return std::unexpected(sealed.error());
    }
    return hashes;
}

}
