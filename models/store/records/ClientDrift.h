#pragma once

#include "store/records/ServerStore.h"

/// Where a client application was not the same at the last comparison with a server, as the list of client
/// applications reads it along with each row.
namespace gatehouse::store {

struct ClientDrift
{
    QString server; ///< its name
    ServerClientState state = ServerClientState::Unknown;
    int differing = 0; ///< number of fields
    QDateTime comparedAt;

    bool operator==(const ClientDrift &) const = default;
};

namespace drift {

/// For a query of client_application: one column with all of a row's drift as text, NULL where there is none.
QString column();
/// A condition of such a query: anything drifted.
QString exists();
/// Of that column. What nobody here would have written is left out: loadServerClients() tells of it.
QList<ClientDrift> fromColumn(const QString &text);

}

}
