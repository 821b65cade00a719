#include "store/edit/ServerEdits.h"

#include "domain/servers/ServerNames.h"
#include "domain/servers/ServerRules.h"
#include "store/edit/RecordChange.h"
#include "store/records/RecordStore.h"
#include "store/records/SecurityStore.h"

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace gatehouse::edit {

using store::sameKey;

namespace {

QString serverTitle(const Server &server)
{
    return EditText::tr("Server \"%1\"").arg(server.name);
}

Result<void> checkIsFree(const Server &server, const QList<Server> &stored)
{
    const bool isTaken = std::ranges::any_of(stored, [&](const Server &other) {
        return other.key != server.key && other.name.compare(server.name, Qt::CaseInsensitive) == 0;
    });
    if (!isTaken)
        return {};
    return fail(Error::Kind::Rule,
                EditText::tr("%1 exists already. Choose another name.").arg(serverTitle(server)), u"name"_s);
}

QVariantList columnsOf(const Server &server)
{
    return {server.version,
            server.name,
            nameOfKind(server.kind),
            server.url,
            server.realm,
            server.format,
            nameOfSignIn(server.signIn),
            server.account,
            QString::fromLatin1(server.sealed),
            server.certificate};
}

Result<void> insertServer(Database &database, const Server &server)
{
    return database.execute(u"INSERT INTO server (version, name, kind, url, realm, format, sign_in, account, "
                            "sealed, certificate, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
                            columnsOf(server) << server.key);
}

Result<void> updateServer(Database &database, const Server &server)
{
    return store::changeOne(database, u"server"_s,
                            u"UPDATE server SET version = ?, name = ?, kind = ?, url = ?, realm = ?, "
                            "format = ?, sign_in = ?, account = ?, sealed = ?, certificate = ? "
                            "WHERE id = ? AND version = ?"_s,
                            columnsOf(server) << server.key << server.version - 1, server.key,
                            serverTitle(server));
}

Result<void> checkSeal(Database &database, const QByteArray &sealed, const QByteArray &stored)
{
    return sealed.isEmpty() || sealed == stored ? Result<void>() : store::checkSealKey(database, sealed);
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

}

Result<Server> save(EditSession &session, const Server &typed)
{
    Database &database = session.database();
    const Server server = store::nextVersion(rules::normalized(typed));
    const auto write = [&](const QList<Server> &all) {
        const auto stored = sameKey(all, server.key);
        return checkIsFree(server, all)
            .and_then([&] {
                return store::isFirstVersion(server) ? insertServer(database, server)
                                                     : updateServer(database, server);
            })
            .and_then(
                [&] { return checkSeal(database, server.sealed, stored ? stored->sealed : QByteArray()); })
            .and_then([&] { return forgetSeen(database, server, stored); })
            .and_then([&] { return session.note(audit::recordOf(stored), audit::recordOf(server)); });
    };
    return session.step(rules::checkServer(server)
                            .and_then([&] { return store::loadServers(database); })
                            .and_then(write)
                            .transform([&] { return server; }));
}

Result<void> remove(EditSession &session, const Server &server)
{
    Database &database = session.database();
    return session.step(store::loadServer(database, server.key).and_then([&](const auto &stored) {
        return store::changeOne(database, u"server"_s, u"DELETE FROM server WHERE id = ? AND version = ?"_s,
                                {server.key, server.version}, server.key, serverTitle(server))
            .and_then([&] { return session.note(audit::recordOf(stored), std::nullopt); });
    }));
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

}
