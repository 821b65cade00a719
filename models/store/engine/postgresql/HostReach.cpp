#include "store/engine/postgresql/HostReach.h"

#include "store/Descriptor.h"
#include "store/StoreText.h"

#include <QDeadlineTimer>
#include <QFileInfo>

#include <algorithm>
#include <memory>

#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

const QString usualPort = u"5432"_s;

using Reached = std::expected<void, QString>;
using Addresses = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

Addresses addressesOf(const QString &name, const QString &port)
{
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo *found = nullptr;
    if (getaddrinfo(name.toUtf8().constData(), port.toUtf8().constData(), &hints, &found) != 0)
        found = nullptr;
    return {found, &freeaddrinfo};
}

/// How long to wait for one host, and whether anybody still wants to know.
struct Patience
{
    QDeadlineTimer deadline;
    const std::function<bool()> &goesOn;
};

bool hasAnswered(int socket, const Patience &patience)
{
    constexpr qint64 longestWait = 100;
    while (!patience.deadline.hasExpired() && patience.goesOn()) {
        pollfd waited{.fd = socket, .events = POLLOUT, .revents = 0};
        if (::poll(&waited, 1, int(std::min(longestWait, patience.deadline.remainingTime()))) > 0)
            return true;
    }
    return false;
}

/// The error of the system; 0: connected.
int errorOf(const addrinfo &address, const Patience &patience)
{
    const Descriptor socket(
        ::socket(address.ai_family, address.ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, address.ai_protocol));
    if (socket.number() < 0 || ::connect(socket.number(), address.ai_addr, address.ai_addrlen) == 0)
        return socket.number() < 0 ? errno : 0;
    if (errno != EINPROGRESS)
        return errno;
    if (!hasAnswered(socket.number(), patience))
        return ETIMEDOUT;
    int error = 0;
    socklen_t size = sizeof(error);
    getsockopt(socket.number(), SOL_SOCKET, SO_ERROR, &error, &size);
    return error;
}

Reached reachSocket(const PostgresAddress::Host &host, const QString &port)
{
    const QString path = host.name + "/.s.PGSQL."_L1 + port;
    if (host.name.startsWith(u'@') || QFileInfo::exists(path))
        return {};
    return std::unexpected(StoreText::tr("No server of this machine listens at \"%1\". Start it, or check "
                                         "folder and port.")
                               .arg(path));
}

}

Reached reachHost(const PostgresAddress::Host &host, std::chrono::milliseconds patience,
                  const std::function<bool()> &goesOn)
{
    const QString port = host.port.isEmpty() ? usualPort : host.port;
    if (host.name.startsWith(u'/') || host.name.startsWith(u'@'))
        return reachSocket(host, port);
    if (host.name.isEmpty()) {
        return std::unexpected(
            StoreText::tr("No server of this machine listens at its usual socket. Start it, "
                          "or name a host."));
    }
    const Addresses addresses = addressesOf(host.name, port);
    if (!addresses) {
        return std::unexpected(
            StoreText::tr("There is no host \"%1\": its name leads to no address. Check the "
                          "spelling and the network.")
                .arg(host.name));
    }
    int error = 0;
    for (const addrinfo *one = addresses.get(); one; one = one->ai_next) {
        error = errorOf(*one, {QDeadlineTimer(patience), goesOn});
        if (error == 0)
            return {};
    }
    if (error == ECONNREFUSED) {
        return std::unexpected(
            StoreText::tr("\"%1\" refuses connections on port %2: no server runs there, or "
                          "it does not listen on the network. Check the port, and "
                          "listen_addresses on the server.")
                .arg(host.name, port));
    }
    return std::unexpected(StoreText::tr("\"%1\" does not answer on port %2: it is off, or a firewall stands "
                                         "between. Check the network.")
                               .arg(host.name, port));
}

}
