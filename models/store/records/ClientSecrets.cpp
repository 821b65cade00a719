#include "store/records/ClientParts.h"

#include "domain/HiddenSecrets.h"
#include "store/RowReader.h"
#include "store/StoreText.h"
#include "store/records/RecordStore.h"
#include "store/records/SecurityStore.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::store {

namespace {

/// Base64 of the 32 bytes of a SHA-256, or nothing.
std::optional<QString> sha256From(const QString &text)
{
    if (text.isEmpty())
        return text;
    constexpr qsizetype length = 44;
    const auto isBase64 = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') ||
               c == u'+' || c == u'/';
    };
    if (text.size() == length && text.back() == u'=' && std::ranges::all_of(text.chopped(1), isBase64))
        return text;
    return std::nullopt;
}

Result<void> insertSecret(Database &database, const QString &applicationKey, const ClientSecret &secret)
{
    return database.execute(
        u"INSERT INTO client_secret (hash, last_four, description, created_at, expires_at, sealed, "
        "weak_length, server_id, id, application_id) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT id FROM server WHERE fold(name) = fold(?)), ?, ?)"_s,
        {secret.hash, secret.lastFour, secret.description, toColumn(secret.created), toColumn(secret.expires),
         QString::fromLatin1(secret.sealed), secret.weakLength, secret.onlyOn, secret.key, applicationKey});
}

/// A seal is written once, to a secret that has none, and else only dropped: whoever saves what was read
/// before the encryption key was replaced would bring back one that no key opens.
Result<void> updateSecret(Database &database, const ClientSecret &secret)
{
    return database.execute(
        u"UPDATE client_secret SET version = version + 1, description = ?, expires_at = ?, "
        "server_id = (SELECT id FROM server WHERE fold(name) = fold(?)), "
        "sealed = CASE WHEN ? = '' THEN '' WHEN sealed = '' THEN ? ELSE sealed END WHERE id = ?"_s,
        {secret.description, toColumn(secret.expires), secret.onlyOn, QString::fromLatin1(secret.sealed),
         QString::fromLatin1(secret.sealed), secret.key});
}

Result<void> writeSecret(Database &database, const QString &applicationKey, const ClientSecret &secret,
                         const ClientSecret *stored)
{
    if (stored)
        return updateSecret(database, secret);
    if (hidden::isHidden(secret)) {
        return fail(
            Error::Kind::Rule,
            StoreText::tr("Secret …%1 was read by an auditor, who is not shown what is stored of it. Nothing "
                          "was changed. Open the client application again.")
                .arg(secret.lastFour));
    }
    return insertSecret(database, applicationKey, secret);
}

ClientSecret secretFrom(RowReader &row)
{
    ClientSecret secret{.key = row.key("id"_L1),
                        .hash = row.one("hash"_L1, sha256From),
                        .lastFour = row.text("last_four"_L1),
                        .description = row.text("description"_L1),
                        .created = row.time("created_at"_L1),
                        .expires = row.timeOrNone("expires_at"_L1),
                        .sealed = row.text("sealed"_L1).toLatin1(),
                        .weakLength = row.count("weak_length"_L1)};
    row.count("version"_L1, 1);
    if (!row.isNull())
        secret.onlyOn = row.referred("server_id"_L1, "server"_L1, "name"_L1);
    const bool isEmptied =
        secret.isKnownToServerOnly() && (secret.isRecoverable() || !secret.lastFour.isEmpty());
    row.refuseUnless(!isEmptied, "hash"_L1);
    return secret;
}

Result<void> takeSecret(const QSqlQuery &query, ClientApplication &client)
{
    RowReader row(
        query,
        {.table = "client_secret"_L1, .ownerTable = "client_application"_L1, .owner = client.clientId});
    client.secrets << secretFrom(row);
    return row.whole();
}

}

Engine::Question secretsOf(ReadClients &clients)
{
    constexpr int ownerAt = 11;
    return {
        clients.sql(u"SELECT c.id, c.hash, c.last_four, c.description, c.created_at, c.expires_at, c.sealed, "
                    "c.weak_length, c.version, c.server_id, s.name, c.application_id FROM client_secret c "
                    "LEFT JOIN server s ON s.id = c.server_id "
                    "WHERE c.application_id IN (%1) ORDER BY c.created_at, c.id"_s),
        clients.keys(), clients.each(ownerAt, takeSecret)};
}

Result<void> writeSecrets(Database &database, const ClientApplication &client,
                          const QList<ClientSecret> &stored)
{
    for (const ClientSecret &secret : stored) {
        if (!std::ranges::contains(client.secrets, secret.key, &ClientSecret::key)) {
            if (const auto done = database.execute(u"DELETE FROM client_secret WHERE id = ?"_s, {secret.key});
                !done)
                return done;
        }
    }
    for (const ClientSecret &secret : client.secrets) {
        const auto found = std::ranges::find(stored, secret.key, &ClientSecret::key);
        const ClientSecret *before = found == stored.end() ? nullptr : &*found;
        if (before && *before == secret)
            continue;
        if (const auto done = writeSecret(database, client.key, secret, before); !done)
            return done;
    }
    return {};
}

}
