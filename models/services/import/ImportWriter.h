#pragma once

#include "domain/Error.h"
#include "domain/Progress.h"
#include "services/import/ImportPlan.h"
#include "store/Database.h"

#include <QHash>
#include <QList>

namespace gatehouse {

/// Writes what the plan says in one transaction: all of it, or nothing. What was refused is left out; an
/// obstacle, a change that somebody else made since the plan, a full licence or a cancel leaves everything as
/// it was.
Result<void> applyImport(Database &database, const ImportPlan &plan, const QDateTime &now,
                         const Progress &progress = {});

/// Why things were refused, as a list shows it: equal reasons once, and not more of them than memory has room
/// for. A value.
class RefusalReasons
{
public:
    /// Gives its number, never 0.
    quint32 add(const Error &reason);
    const Error &at(quint32 number) const { return m_reasons.at(number - 1); }
    bool isFull() const;

private:
    QList<Error> m_reasons;
    QHash<QString, quint32> m_numbers; ///< by text
};

}
