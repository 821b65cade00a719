#pragma once

#include "domain/servers/ThreeWayMerge.h"

namespace gatehouse {

/// What was last seen of a client application on a server, as it is stored.
struct SeenOnServer
{
    /// What both sides agreed on; nothing: never.
    std::optional<ClientView> base;
    /// What one side did not take of the other when it was pushed or taken, and what it has instead: no
    /// difference as long as both stay so.
    QList<MergePart> notTaken;
    /// What was sent there last got no answer: a part of it may be there.
    bool isUnanswered = false;
    /// It was new there then, with a secret that the server made and nobody has.
    bool lacksSecret = false;

    bool operator==(const SeenOnServer &) const = default;
};

namespace seen {

/// Whether both sides were seen to be the same under this client ID, whatever its case.
bool isKnownAs(const SeenOnServer &seen, const QString &clientId);
/// Under which other client ID they were; empty: under none, or it is not known.
QString otherNameIn(const SeenOnServer &seen, const QString &clientId);
/// Without the places that one side did not take, as far as they are as then.
ClientMerge without(ClientMerge merge, const QList<MergePart> &notTaken);
/// Without those in which both sides are the same by now: `merge` is all that differs.
QList<MergePart> stillNotTaken(QList<MergePart> notTaken, const ClientMerge &merge);
/// What is unanswered goes on: what the server lacks of it is not what somebody took away there; of one that
/// was new, what it says by its defaults or has beside our fields is what it gives everybody. Whether it is
/// enabled is.
void goOn(ClientMerge &merge, bool wasNew);
/// It is enabled on the server, and cannot be enabled here.
void noteKeptDisabled(SeenOnServer &seen);
/// Whether that was noted.
bool forgetKeptDisabled(SeenOnServer &seen);

QString toText(const SeenOnServer &seen);
/// Of what is stored; what was made otherwise is as never seen.
SeenOnServer fromText(const QString &text);

}

}
