#pragma once

#include "domain/Error.h"
#include "domain/Progress.h"
#include "store/Database.h"

#include <QHash>
#include <QStringList>

/// One change to several client applications in one transaction; a cancel leaves everything as it was.
namespace gatehouse::bulk {

struct Refusal
{
    QString clientId;
    QString reason;
};

struct Outcome
{
    QStringList changed;    ///< client IDs
    QList<Refusal> refused; ///< left as they were, the others are changed all the same
    int gone = 0;           ///< how many somebody else had deleted
    QStringList meanwhile =
        {}; ///< primary keys of those left as they were because somebody else changed them
};

/// The versions of those that somebody has read, by primary key.
using ReadVersions = QHash<QString, int>;

/// Enables or disables the client applications with these primary keys; who is incomplete is not enabled.
Result<Outcome> setEnabled(const Database &database, const QStringList &keys, bool enabled,
                           const Progress &progress = {});

/// Deletes them all, with their secrets, redirects and choices, or none; but of those that were read only
/// what is still so.
Result<Outcome> remove(const Database &database, const QStringList &keys, const ReadVersions &read = {},
                       const Progress &progress = {});

}
