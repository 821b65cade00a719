#pragma once

#include "services/ClientTarget.h"

namespace gatehouse {

/// With which server, and which client applications, a dialog about servers begins.
struct ServerTarget
{
    ClientTarget clients = {};
    /// Those of a comparison instead, which may be on the server alone.
    QStringList clientIds = {};
    QString serverKey = {}; ///< empty: the one that was used last

    bool isEmpty() const { return clientIds.isEmpty() && clients.isEmpty(); }
};

}
