#include "domain/servers/OnServers.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

struct OnServersText
{
    Q_DECLARE_TR_FUNCTIONS(OnServers)
};

QString countText(ClientField field, qsizetype count)
{
    switch (field) {
    case ClientField::LoginRedirects:
        return OnServersText::tr("%n login redirect(s)", nullptr, int(count));
    case ClientField::LogoutRedirects:
        return OnServersText::tr("%n logout redirect(s)", nullptr, int(count));
    default:
        return OnServersText::tr("%n CORS origin(s)", nullptr, int(count));
    }
}

void addMissing(QStringList &rows, const QStringList &more)
{
    for (const QString &row : more) {
        if (!rows.contains(row))
            rows << row;
    }
}

ServerPart together(ServerPart part, const ServerPart &other)
{
    if (other.enabled)
        part.enabled = other.enabled;
    for (const ServerList &list : serverLists)
        addMissing(part.*list.onOne, other.*list.onOne);
    return part;
}

}

const ServerList *serverListOf(ClientField field)
{
    const auto *const found = std::ranges::find(serverLists, field, &ServerList::field);
    return found == serverLists.end() ? nullptr : &*found;
}

QList<ServerRow> rowsOf(const ClientApplication &client, ClientField field)
{
    const ServerList &list = *serverListOf(field);
    QList<ServerRow> rows;
    for (const QString &text : client.*list.forAll)
        rows << ServerRow{{}, text};
    for (const auto &[server, part] : client.onServers.asKeyValueRange()) {
        for (const QString &text : part.*list.onOne)
            rows << ServerRow{server, text};
    }
    return rows;
}

QStringList serversOf(const ClientApplication &client)
{
    QStringList servers = client.onServers.keys();
    for (const ClientSecret &secret : client.secrets) {
        if (!secret.onlyOn.isEmpty())
            servers << secret.onlyOn;
    }
    servers.removeDuplicates();
    servers.sort();
    return servers;
}

ClientApplication forServer(const ClientApplication &client, const QString &server)
{
    ClientApplication there = client;
    const ServerPart part = server.isEmpty() ? ServerPart() : client.onServers.value(server);
    there.enabled = part.enabled.value_or(client.enabled);
    for (const ServerList &list : serverLists)
        addMissing(there.*list.forAll, part.*list.onOne);
    there.secrets.removeIf(
        [&](const ClientSecret &secret) { return !secret.onlyOn.isEmpty() && secret.onlyOn != server; });
    for (ClientSecret &secret : there.secrets)
        secret.onlyOn.clear();
    there.onServers.clear();
    return there;
}

namespace {

/// What is no more for all stays on the others, what is new is on this one.
void splitRows(ClientApplication &client, const QStringList &there, const ServerList &list,
               const QString &server, const QStringList &others)
{
    QStringList gone;
    (client.*list.forAll).removeIf([&](const QString &row) {
        const bool isGone = !there.contains(row);
        if (isGone)
            gone << row;
        return isGone;
    });
    for (const QString &other : others)
        addMissing(client.onServers[other].*list.onOne, gone);
    QStringList onOne = there;
    onOne.removeIf([&](const QString &row) { return (client.*list.forAll).contains(row); });
    client.onServers[server].*list.onOne = onOne;
}

void splitEnabled(ClientApplication &client, bool before, const QString &server)
{
    ServerPart &part = client.onServers[server];
    if (part.enabled || client.enabled != before)
        part.enabled = client.enabled;
    client.enabled = before;
}

/// Those of other servers, which nobody sees there, stay.
QList<ClientSecret> splitSecrets(const QList<ClientSecret> &stored, QList<ClientSecret> there,
                                 const QString &server)
{
    for (ClientSecret &secret : there) {
        const auto known = std::ranges::find(stored, secret.hash, &ClientSecret::hash);
        secret.onlyOn = known == stored.end() ? server : known->onlyOn;
    }
    for (const ClientSecret &secret : stored) {
        if (!secret.onlyOn.isEmpty() && secret.onlyOn != server)
            there << secret;
    }
    return there;
}

}

ClientApplication fromServer(const ClientApplication &stored, const ClientApplication &there,
                             const QString &server, const QStringList &servers)
{
    ClientApplication client = there;
    if (serversOf(stored).isEmpty())
        return client;
    QStringList others = servers;
    others.removeAll(server);
    client.onServers = stored.onServers;
    for (const ServerList &list : serverLists) {
        client.*list.forAll = stored.*list.forAll;
        splitRows(client, there.*list.forAll, list, server, others);
    }
    splitEnabled(client, stored.enabled, server);
    client.secrets = splitSecrets(stored.secrets, there.secrets, server);
    client.onServers.removeIf([](const auto &part) { return part.value().isEmpty(); });
    return client;
}

QString textOfPart(const ClientApplication &client, const QString &server)
{
    const ServerPart part = client.onServers.value(server);
    QStringList said;
    for (const ServerList &list : serverLists) {
        if (const qsizetype count = (part.*list.onOne).size(); count > 0)
            said << countText(list.field, count);
    }
    if (const auto count = std::ranges::count(client.secrets, server, &ClientSecret::onlyOn); count > 0)
        said << OnServersText::tr("%n secret(s)", nullptr, int(count));
    if (part.enabled)
        said << (*part.enabled ? OnServersText::tr("Enabled: on") : OnServersText::tr("Enabled: off"));
    return said.join(", "_L1);
}

bool isEnabledOn(const ClientApplication &client, const QString &server)
{
    return client.onServers.value(server).enabled.value_or(client.enabled);
}

bool isEnabledAnywhere(const ClientApplication &client)
{
    return client.enabled || std::ranges::any_of(client.onServers, [](const ServerPart &part) {
               return part.enabled.value_or(false);
           });
}

void disableEverywhere(ClientApplication &client)
{
    client.enabled = false;
    for (ServerPart &part : client.onServers) {
        if (part.enabled)
            part.enabled = false;
    }
}

void moveServer(ClientApplication &client, const QString &server, const QString &serverAfter)
{
    const ServerPart part = client.onServers.take(server);
    if (!serverAfter.isEmpty() && !part.isEmpty())
        client.onServers.insert(serverAfter, together(client.onServers.value(serverAfter), part));
    if (serverAfter.isEmpty())
        client.secrets.removeIf([&](const ClientSecret &secret) { return secret.onlyOn == server; });
    for (ClientSecret &secret : client.secrets) {
        if (secret.onlyOn == server)
            secret.onlyOn = serverAfter;
    }
}

void spellServers(ClientApplication &client, const QStringList &servers)
{
    for (const QString &named : serversOf(client)) {
        const auto known = std::ranges::find_if(
            servers, [&](const QString &server) { return server.compare(named, Qt::CaseInsensitive) == 0; });
        if (known != servers.end() && *known != named)
            moveServer(client, named, *known);
    }
}

}
