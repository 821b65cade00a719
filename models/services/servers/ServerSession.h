#pragma once

#include "services/servers/ServerComparison.h"
#include "services/servers/ServerOpening.h"
#include "services/servers/ServerRegistrations.h"

#include <functional>

namespace gatehouse {

/// Makes a connection: openConnection(), unless a test has a server of its own.
using ServerConnector =
    std::function<Result<std::unique_ptr<ServerConnection>>(Database &, const Encryption &, const Server &)>;

/// Progress that can be asked whether to go on while there is nothing new to tell, as when a server does not
/// answer. For one thread; copies are the same one.
class AskedProgress
{
public:
    explicit AskedProgress(Progress progress);

    Progress teller() const;
    bool goesOn() const;
    /// Two parts that count the same client applications, as one.
    ComparisonProgress inTwoParts() const;

private:
    struct State;
    std::shared_ptr<State> m_state;
};

/// Connects, does `work(ServerConnection &)`, which gives a Result, and keeps what a registration endpoint
/// gave anew meanwhile.
template<typename Work>
auto withServer(const ServerConnector &connect, Database &database, const Encryption &encryption,
                const Server &server, const AskedProgress &progress, const Work &work)
    -> std::invoke_result_t<const Work &, ServerConnection &>
{
    const auto connection = connect(database, encryption, server);
    if (!connection)
        return std::unexpected(connection.error());
    (*connection)->setGoesOn([progress] { return progress.goesOn(); });
    auto outcome = work(**connection);
    const auto kept = keepRegistrations(database, encryption, server, **connection);
    if (outcome && !kept)
        return std::unexpected(kept.error());
    return outcome;
}

}
