#pragma once

#include "store/Database.h"

#include <QDateTime>

#include <chrono>

namespace gatehouse {

/// A window in which somebody works with the database, and what is open in it. A hint, which proves nothing:
/// whoever can write the database can write it, and times are by the clocks of the machines.
struct Presence
{
    QString windowId; ///< made anew for each window
    QString userId;
    QString machine;   ///< the name of the computer
    QString clientKey; ///< of the client application that is open; empty: none is
    bool isEditing = false;
    QDateTime since;  ///< it is open, or edited
    QDateTime seenAt; ///< the last sign of life

    bool operator==(const Presence &) const = default;
};

namespace store {

/// Who gave no sign of life for so long is ignored.
inline constexpr std::chrono::seconds presenceEnds{30};

/// Says it to the others, outside of the audit trail, and removes those who ended without saying so. A hint
/// makes nobody wait: where another holds the lock it is not written, and it is not forced onto the disk.
Result<void> writePresence(Database &database, const Presence &own);
/// The window is gone, and so are those that ended without saying so.
Result<void> removePresence(Database &database, const QString &windowId, const QDateTime &now);

/// The other windows that have the client application open, as of `now`, those that edit it first; only a
/// few. What Gatehouse would not have written is left out.
Result<QList<Presence>> loadPresence(Database &database, const QString &clientKey, const QString &ownWindowId,
                                     const QDateTime &now);

}

}
