#include "services/security/Encryption.h"

#include "services/security/EncryptionText.h"
#include "services/security/KeyChange.h"
#include "services/security/OpenedKey.h"
#include "services/security/Resealer.h"
#include "store/edit/EncryptionEdits.h"
#include "store/records/ClientStore.h"
#include "store/records/ServerStore.h"

#include <algorithm>
#include <tuple>

namespace gatehouse {

namespace {

using store::SealedValue;

constexpr int valuesPerProgress = 32;

QString certificateNamed(Database &database, const SealedValue &value)
{
    const auto certificates = store::loadCertificates(database).value_or(QList<SigningCertificate>());
    const auto found = std::ranges::find(certificates, value.key, &SigningCertificate::key);
    return EncryptionText::tr("Certificate %1")
        .arg(found == certificates.end() ? value.key : found->thumbprint.left(16));
}

QString serverNamed(Database &database, const QString &key)
{
    const auto server = store::loadServer(database, key);
    return server && *server ? (*server)->name : key;
}

QString secretNamed(Database &database, const SealedValue &value)
{
    const auto client = store::loadClient(database, value.owner);
    if (!client || !*client)
        return EncryptionText::tr("Secret %1").arg(value.key);
    const auto &secrets = (*client)->secrets;
    const auto found = std::ranges::find(secrets, value.key, &ClientSecret::key);
    return EncryptionText::tr("Secret …%1 of \"%2\"")
        .arg(found == secrets.end() ? QString() : found->lastFour, (*client)->clientId);
}

QString registrationNamed(Database &database, const SealedValue &value)
{
    const auto client = store::loadClient(database, value.key);
    return EncryptionText::tr("Registration of \"%1\" on server \"%2\"")
        .arg(client && *client ? (*client)->clientId : value.key, serverNamed(database, value.owner));
}

QString nameOf(Database &database, const SealedValue &value)
{
    switch (value.kind) {
    case SealedValue::Kind::ClientSecret:
        break;
    case SealedValue::Kind::Certificate:
        return certificateNamed(database, value);
    case SealedValue::Kind::Server:
        return EncryptionText::tr("Secret of server \"%1\"").arg(serverNamed(database, value.owner));
    case SealedValue::Kind::Registration:
        return registrationNamed(database, value);
    case SealedValue::Kind::ServerProof:
        return EncryptionText::tr("Proof of server \"%1\"").arg(serverNamed(database, value.owner));
    }
    return secretNamed(database, value);
}

/// What is done in the write transaction of a session.
class Replacement
{
public:
    Replacement(Database &database, const OpenedKey &old, const EncryptionKeyBytes &next,
                const Progress &progress)
        : m_database(database)
        , m_databaseId(old.record.databaseId)
        , m_present(old.key)
        , m_next(next)
        , m_progress(progress)
        , m_resealer(m_databaseId, old.key, next)
    {
    }

    Result<int> run(EditSession &session)
    {
        const auto reseal = [this](const QList<SealedValue> &all, qsizetype index) {
            return resealed(all, index);
        };
        const auto before = store::loadEncryption(m_database);
        if (!before)
            return std::unexpected(before.error());
        return keychange::checkNothingChanged(m_database, &m_present, m_next)
            .and_then([&] {
                return edit::replaceEncryptionKey(
                    session, keychange::recordOf(m_next, m_database, m_databaseId), reseal);
            })
            .and_then([&](int count) {
                return keychange::take(session, m_database, *before, &m_present, m_next).transform([&] {
                    return count;
                });
            })
            .and_then([&](int count) -> Result<int> {
                return goesOn(m_progress, count, count) ? Result<int>(count) : cancelled();
            });
    }

private:
    Result<QByteArray> resealed(const QList<SealedValue> &all, qsizetype index)
    {
        if (index % valuesPerProgress == 0 && !goesOn(m_progress, int(index), int(all.size())))
            return cancelled();
        return m_resealer.at(all, index).transform_error([&](Error error) {
            const SealedValue &value = all.at(index);
            error.text =
                EncryptionText::tr("%1 cannot be encrypted anew (table %2), so nothing was replaced. %3")
                    .arg(nameOf(m_database, value), store::tableOf(value.kind), error.text);
            return error;
        });
    }

    static std::unexpected<Error> cancelled()
    {
        return fail(Error::Kind::Cancelled,
                    EncryptionText::tr("Cancelled. The encryption key was not replaced."));
    }

    Database &m_database;
    QString m_databaseId;
    const EncryptionKeyBytes &m_present;
    const EncryptionKeyBytes &m_next;
    const Progress &m_progress;
    Resealer m_resealer;
};

}

Result<int> Encryption::replaceKey(Database &database, const Progress &progress) const
{
    // Before the lock: it brings into order what an earlier change left, which nobody does while it is held.
    const auto opened = OpenedKey::of(database, m_settings);
    const auto lock = keychange::alone();
    if (!opened)
        return std::unexpected(opened.error());
    if (!opened->settings.active)
        return std::unexpected(switchedOff(m_settings));
    const auto next = generateEncryptionKey();
    if (!next)
        return std::unexpected(next.error());

    const auto reseal = [&] {
        return editing(database, [&](EditSession &session) {
            return Replacement(database, *opened, *next, progress).run(session);
        });
    };
    const auto replaced = keychange::finish(database, *opened->store)
                              .and_then([&] { return keychange::begin(database, &opened->key, *next); })
                              .and_then([&] { return writeChecked(*opened->store, *next, KeyEntry::New); })
                              .and_then(reseal);
    if (replaced)
        std::ignore = writeChecked(*opened->store, *next); // where that fails, it is read as the new one
    // What the database has now decides which key is one too many; where that cannot be done now, the next
    // look at the encryption does it.
    std::ignore = keychange::finish(database, *opened->store);
    return replaced;
}

}
