#include "store/engine/postgresql/HostOrder.h"

#include <QHash>

#include <algorithm>
#include <mutex>

using namespace Qt::StringLiterals;

namespace gatehouse::hostorder {

namespace {

std::mutex mutex;

/// By the address, without its password.
QHash<QString, PostgresAddress::Host> &answered()
{
    static QHash<QString, PostgresAddress::Host> hosts;
    return hosts;
}

qsizetype placeOf(const PostgresAddress &address, const PostgresAddress::Host &server)
{
    const QList<PostgresAddress::Host> hosts = address.hostList();
    const auto isThat = [&](const PostgresAddress::Host &host) {
        return host.name == server.name && (host.port.isEmpty() || host.port == server.port);
    };
    const auto found = std::ranges::find_if(hosts, isThat);
    return found == hosts.end() ? -1 : found - hosts.begin();
}

}

void noteAnswer(const PostgresAddress &address, const PostgresAddress::Host &server)
{
    if (placeOf(address, server) < 0 || address.hostList().size() < 2)
        return;
    const std::scoped_lock lock(mutex);
    answered().insert(address.connectionText(), server);
}

PostgresAddress byAnswer(const PostgresAddress &address)
{
    // Any will do, it says, and names first the one that it would rather have.
    if (address.value(u"target_session_attrs"_s) == "any"_L1)
        return address;
    const std::scoped_lock lock(mutex);
    const auto host = answered().constFind(address.connectionText());
    return host == answered().cend() ? address : address.withFirst(placeOf(address, *host));
}

}
