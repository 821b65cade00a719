#pragma once

#include "domain/audit/AuditEntry.h"
#include "store/Database.h"

#include <optional>
#include <utility>

/// The audit trail: who did what to which record. Writing goes through EditSession alone.
namespace gatehouse::store {

/// The last entry, as it is kept beside the trail.
struct AuditHead
{
    qint64 number = 0;
    QString hash;
};
/// Nothing when it is missing, or is not what Gatehouse writes there.
Result<std::optional<AuditHead>> loadAuditHead(Database &database);

/// The first entry of a database that was made before there was an audit trail, as part of the migration:
/// from then on an empty trail is a broken one. Nothing where nobody uses the database yet.
Result<void> beginAuditTrail(Database &database);

/// Adds entries within one write transaction, in which nobody else does: the end is read once, at the first,
/// and written once.
class AuditLog
{
public:
    AuditLog() = default;
    /// Behind that end, whatever is stored.
    explicit AuditLog(AuditHead end) : m_head(std::move(end)) {}

    /// Gives the entry its number, its hash and the administrator of the connection.
    Result<void> append(Database &database, AuditEntry entry);
    /// Before the transaction is committed.
    Result<void> finish(Database &database);
    /// The numbers of the first and the last entry that were added; nothing: none was.
    std::optional<std::pair<qint64, qint64>> added() const;
    /// The last entry that was added; nothing: none was.
    std::optional<AuditHead> last() const { return m_added == 0 ? std::nullopt : m_head; }

private:
    Result<void> checkIsStored(Database &database) const;

    std::optional<AuditHead> m_head; ///< nothing: nothing was added
    qint64 m_added = 0;
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

/// The entry of that number; nothing when there is none.
Result<std::optional<AuditEntry>> loadAuditEntry(Database &database, qint64 number);
/// The last entry, if it is the one that was noted beside the trail.
Result<std::optional<AuditEntry>> loadLastAuditEntry(Database &database);

/// An entry as it is found, which may be a damaged one.
struct FoundEntry
{
    AuditEntry entry;
    bool hasNumber = true;  ///< else what stands there is none
    bool holdsTexts = true; ///< else a value of another type stands where a text belongs
};
/// Calls the visitor for all entries, by their numbers.
Result<void> visitAudit(Database &database, const std::function<Result<void>(const FoundEntry &)> &visitor);

}
