#pragma once

#include "domain/servers/ThreeWayMerge.h"

namespace gatehouse {

/// What was last seen of a client application on a server, as it is stored.
struct SeenOnServer
{
    /// What both sides agreed on; nothing: never.
    std::optional<ClientView> base;
    /// What the server did not take when it was sent there, and what it has instead: no difference as long as
    /// both stay so.
    QList<MergePart> notTaken;

    bool operator==(const SeenOnServer &) const = default;
};

namespace seen {

/// Without the places that the server did not take, as far as they are as then.
ClientMerge without(ClientMerge merge, const QList<MergePart> &notTaken);

QString toText(const SeenOnServer &seen);
/// Of what is stored; what was made otherwise is as never seen.
SeenOnServer fromText(const QString &text);

}

}
