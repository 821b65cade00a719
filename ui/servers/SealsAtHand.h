#pragma once

#include "services/servers/ServerSeals.h"

#include <QCoreApplication>

#include <mutex>

namespace gatehouse {

/// What a save seals with, handed from the page to the thread that saves. The key is fetched before, because
/// its store may wait for a person; what is sealed for what is known in the transaction alone, behind a merge
/// with what somebody else made of the server. Any thread may call.
class SealsAtHand
{
    Q_DECLARE_TR_FUNCTIONS(ServersPage)

public:
    void put(const Result<ServerSeals> &seals)
    {
        const std::scoped_lock lock(m_mutex);
        m_seals = seals;
    }
    /// No longer than needed, as there is a key in it.
    void forget() { put(none()); }
    Result<ServerSeals> get() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_seals;
    }

private:
    static std::unexpected<Error> none()
    {
        return fail(Error::Kind::Conflict,
                    tr("The server was changed by somebody else meanwhile, so that its secret has to be "
                       "encrypted anew for it. Save it again."));
    }

    mutable std::mutex m_mutex;
    Result<ServerSeals> m_seals = none();
};

}
