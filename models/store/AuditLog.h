#pragma once

#include "domain/AuditEntry.h"
#include "store/Database.h"

#include <optional>

/// The audit trail: who did what to which record. Writing goes through EditSession alone.
namespace gatehouse::store {

/// The last entry, as it is kept beside the trail.
struct AuditHead
{
    qint64 number = 0;
    QString hash;
};
Result<AuditHead> loadAuditHead(Database &database);

/// Adds entries within one write transaction, in which nobody else does: the end is read once, at the first,
/// and written once.
class AuditLog
{
public:
    /// Gives the entry its number, its hash and the administrator of the connection.
    Result<void> append(Database &database, AuditEntry entry);
    /// Before the transaction is committed.
    Result<void> finish(Database &database);

private:
    std::optional<AuditHead> m_head; ///< nothing: nothing was added
};

/// Which entries are wanted; what is empty is not asked for.
struct AuditFilter
{
    QString recordId;
    QString text; ///< in the name of the record, the user ID or the changes, whatever the case

    bool operator==(const AuditFilter &) const = default;
};

/// The newest entries with smaller numbers than `before` (nothing: of all), newest first, at most `most`.
Result<QList<AuditEntry>> loadAuditPage(Database &database, const AuditFilter &filter,
                                        std::optional<qint64> before, int most);

/// The primary key of the client application that has, or had last, the client ID; empty: none ever had.
Result<QString> clientInAudit(Database &database, const QString &clientId);

/// Calls the visitor for all entries, oldest first.
Result<void> visitAudit(Database &database, const std::function<Result<void>(const AuditEntry &)> &visitor);

}
