#include "store/edit/ServerEdits.h"

#include "domain/servers/OnServers.h"
#include "domain/servers/SeenOnServer.h"
#include "domain/servers/ServerPurpose.h"
#include "domain/servers/ServerRules.h"
#include "store/edit/ClientEdits.h"
#include "store/edit/RecordChange.h"
#include "store/records/ClientServers.h"
#include "store/records/ClientStore.h"
#include "store/records/FieldStore.h"
#include "store/records/RecordStore.h"
#include "store/records/SecurityStore.h"

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace gatehouse::edit {

using store::sameKey;

namespace {

/// A message that names more client applications than this is not read.
constexpr qsizetype mostNamedOnServer = 5;

Result<void> checkIsFree(const Server &server, const QList<Server> &stored)
{
    const bool isTaken = std::ranges::any_of(stored, [&](const Server &other) {
        return other.key != server.key && other.name.compare(server.name, Qt::CaseInsensitive) == 0;
    });
    if (!isTaken)
        return {};
    return fail(Error::Kind::Rule,
                EditText::tr("%1 exists already. Choose another name.").arg(store::titleOf(server)),
                u"name"_s);
}

Result<void> checkSeal(Database &database, const QByteArray &sealed, const QByteArray &stored)
{
    return sealed.isEmpty() || sealed == stored ? Result<void>() : store::checkSealKey(database, sealed);
}

/// Whoever changes what a secret is for seals it again, which needs the key: what was not would open nowhere.
Result<void> checkPurpose(const Server &server)
{
    if (server.sealed.isEmpty() || server.sealedFor == secretPurpose(server))
        return {};
    return fail(
        Error::Kind::Conflict,
        EditText::tr("The secret of %1 was encrypted for what the server was before. Nothing was saved. "
                     "Save it again, or enter the secret again.")
            .arg(store::titleOf(server)),
        u"secret"_s);
}

/// What was seen on one server is no base of a push to another.
Result<void> forgetSeen(Database &database, const Server &server, const std::optional<Server> &stored)
{
    if (!stored)
        return {};
    if (stored->kind != server.kind)
        return database.execute(u"DELETE FROM server_client WHERE server_id = ?"_s, {server.key});
    const auto whichOne = [](const Server &one) { return std::tie(one.url, one.realm, one.format); };
    if (whichOne(*stored) == whichOne(server))
        return {};
    return database.execute(u"UPDATE server_client SET last_seen = '', compared_at = NULL, state = '', "
                            "differing = 0, pushed_at = NULL WHERE server_id = ?"_s,
                            {server.key});
}

/// Each as it is stored.
Result<void> eachClient(Database &database, const QStringList &keys,
                        const std::function<Result<void>(const ClientApplication &)> &visit)
{
    Result<void> done;
    for (const QString &key : keys) {
        if (!done)
            break;
        done = store::loadClient(database, key).and_then([&](const auto &client) {
            return client ? visit(*client) : Result<void>();
        });
    }
    return done;
}

/// What the client applications have on this server alone is on it under another name, or (no name) goes.
Result<void> noteParts(EditSession &session, const Server &server, const QStringList &clients,
                       const QString &nameAfter)
{
    return eachClient(session.database(), clients, [&](const ClientApplication &client) {
        ClientApplication after = client;
        moveServer(after, server.name, nameAfter);
        return session.note(audit::recordOf(client), audit::recordOf(after));
    });
}

/// Another name is told to whoever has one of the client applications open.
Result<void> renameParts(EditSession &session, const Server &server, const std::optional<Server> &stored)
{
    if (!stored || stored->name == server.name)
        return {};
    Database &database = session.database();
    return store::clientsOnServer(database, server.key)
        .and_then(
            [&](const QStringList &clients) { return noteParts(session, *stored, clients, server.name); })
        .and_then([&] { return store::bumpVersionsOnServer(database, server.key); });
}

/// A server more or less is one more that a client application may lack something on.
Result<void> recheckParts(EditSession &session)
{
    return store::clientsOnAnyServer(session.database()).and_then([&](const QStringList &clients) {
        return recheck(session, clients);
    });
}

Result<void> removeWithParts(EditSession &session, const Server &server, const std::optional<Server> &stored)
{
    Database &database = session.database();
    const auto clients = store::clientsOnServer(database, server.key);
    if (!clients)
        return std::unexpected(clients.error());
    return (stored ? noteParts(session, *stored, *clients, {}) : Result<void>())
        .and_then([&] { return store::bumpVersionsOnServer(database, server.key); })
        .and_then([&] { return store::emptyServer(database, server.key); })
        .and_then([&] { return store::removeRecord(database, server); })
        .and_then([&] { return recheck(session, *clients); })
        .and_then([&] { return recheckParts(session); });
}

}

Result<Server> save(EditSession &session, const Server &typed)
{
    session.context().forget();
    Database &database = session.database();
    const Server server = store::nextVersion(rules::normalized(typed));
    const auto write = [&](const QList<Server> &all) {
        const auto stored = sameKey(all, server.key);
        return checkIsFree(server, all)
            .and_then([&] { return renameParts(session, server, stored); })
            .and_then([&] {
                return store::isFirstVersion(server) ? store::insertRecord(database, server)
                                                     : store::updateRecord(database, server);
            })
            .and_then(
                [&] { return checkSeal(database, server.sealed, stored ? stored->sealed : QByteArray()); })
            .and_then(
                [&] { return checkSeal(database, server.proof, stored ? stored->proof : QByteArray()); })
            .and_then([&] { return forgetSeen(database, server, stored); })
            .and_then([&] { return session.note(audit::recordOf(stored), audit::recordOf(server)); })
            .and_then([&] { return recheckParts(session); });
    };
    return session.step(rules::checkServer(server)
                            .and_then([&] { return checkPurpose(server); })
                            .and_then([&] { return store::loadServers(database); })
                            .and_then(write)
                            .transform([&] { return server; }));
}

Result<void> remove(EditSession &session, const Server &server)
{
    session.context().forget();
    return session.step(store::loadServer(session.database(), server.key).and_then([&](const auto &stored) {
        return removeWithParts(session, server, stored).and_then([&] {
            return session.note(audit::recordOf(stored), std::nullopt);
        });
    }));
}

Result<QString> partsOn(Database &database, const Server &server)
{
    QStringList said;
    const auto say = [&](const ClientApplication &client) -> Result<void> {
        said << u"%1: %2"_s.arg(client.clientId, textOfPart(client, server.name));
        return {};
    };
    return store::clientsOnServer(database, server.key).and_then([&](const QStringList &clients) {
        return eachClient(database, clients.first(std::min(clients.size(), mostNamedOnServer)), say)
            .transform([&] {
                if (clients.size() > mostNamedOnServer)
                    said << EditText::tr("and %n more", nullptr, int(clients.size() - mostNamedOnServer));
                return said.join("; "_L1);
            });
    });
}

Result<void> noteServerClient(EditSession &session, const store::ServerClient &client)
{
    Database &database = session.database();
    return session.step(checkSeal(database, client.registrationToken, {}).and_then([&] {
        return database.execute(
            u"INSERT INTO server_client (server_id, application_id, last_seen, compared_at, state, "
            "differing, pushed_at, there_id, registration_uri, registration_token, registration_pending) "
            "SELECT s.id, c.id, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM server s, client_application c "
            "WHERE s.id = ? AND c.id = ? "
            "ON CONFLICT (server_id, application_id) DO UPDATE SET last_seen = excluded.last_seen, "
            "compared_at = excluded.compared_at, state = excluded.state, differing = excluded.differing, "
            "pushed_at = excluded.pushed_at, there_id = excluded.there_id, "
            "registration_uri = excluded.registration_uri, "
            "registration_token = excluded.registration_token, "
            "registration_pending = excluded.registration_pending"_s,
            {client.lastSeen, store::toColumn(client.comparedAt), store::toColumn(client.state),
             client.differing, store::toColumn(client.pushedAt), client.thereId, client.registrationUri,
             QString::fromLatin1(client.registrationToken), int(client.registrationPending), client.serverKey,
             client.applicationKey});
    }));
}

Result<void> changeServerClient(EditSession &session, const QString &serverKey, const QString &applicationKey,
                                const std::function<Result<void>(store::ServerClient &known)> &change)
{
    return session.step(store::loadClientOnServers(session.database(), applicationKey))
        .and_then([&](const store::ServerClients &onServers) {
            store::ServerClient known = onServers.value(serverKey);
            known.serverKey = serverKey;
            known.applicationKey = applicationKey;
            return change(known).and_then([&] { return noteServerClient(session, known); });
        });
}

Result<void> forgetKeptDisabled(Database &database, const ClientApplication &client,
                                const ClientApplication &stored, const QList<store::LastSeen> &seen)
{
    Result<void> done;
    for (const store::LastSeen &there : seen) {
        const bool isTurnedOn =
            isEnabledOn(client, there.serverName) && !isEnabledOn(stored, there.serverName);
        SeenOnServer known = isTurnedOn ? seen::fromText(there.seen) : SeenOnServer();
        if (done && isTurnedOn && seen::forgetKeptDisabled(known)) {
            done = store::writeLastSeen(database, client.key,
                                        {there.serverKey, there.serverName, seen::toText(known)});
        }
    }
    return done;
}

}
