#pragma once

#include "domain/Error.h"
#include "domain/Progress.h"
#include "store/Database.h"

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
};

/// Enables or disables the client applications with these primary keys; who is incomplete is not enabled.
Result<Outcome> setEnabled(const Database &database, const QStringList &keys, bool enabled,
                           const Progress &progress = {});

/// Deletes them all, with their secrets, redirects and choices, or none.
Result<Outcome> remove(const Database &database, const QStringList &keys, const Progress &progress = {});

}
