#pragma once

#include "domain/TimeText.h"
#include "store/audit/AuditLog.h"

#include <optional>

namespace gatehouse {

/// An entry of an audit trail, and when this machine saw it as the last one.
struct SeenEntry
{
    qint64 number = 0;
    QString hash;
    QString at;   ///< the entry's own time
    QString seen; ///< UTC, as 2026-01-31T23:59:59Z

    bool operator==(const SeenEntry &) const = default;
};

/// A trail that does not hold what was seen before: the database was restored from a backup, or the trail was
/// cut or redone.
struct AuditLoss
{
    SeenEntry seen;
    std::optional<AuditEntry> last; ///< what the trail ends with now; nothing: with nothing that is whole
    bool isElsewhere = false;       ///< the entry was seen in another file: this one is a copy, or was moved
    bool isAnother = false;         ///< the entry was seen here, in a database with another identity

    /// What happened, with both times.
    QString text(TimeText times = storedTime) const;
};

/// What this machine remembers of each database's audit trail, outside of the database: the highest entry
/// that it has seen, and that of each file which is this database or a copy of it. A file that is seen for
/// the first time must hold the highest of all, and must not have been that of a database with another
/// identity: a database says itself which it is. Several processes at once may use it.
class AuditMemory
{
public:
    /// A folder of the person alone, which is made when something is remembered.
    explicit AuditMemory(QString folder = usualFolder());

    /// Compares the trail with what is remembered and, if it holds that, remembers its last entry. The error
    /// says why nothing could be compared or remembered: it is to be told, and no reason not to work.
    Result<std::optional<AuditLoss>> look(Database &database) const;

    /// Notes in the audit trail that an administrator knows of the loss, and takes the trail as it is from
    /// then on; the same where what was remembered cannot be read. Refused when there is nothing to know of.
    Result<void> acknowledge(Database &database) const;

    /// Remembers the last entry of a database that was just made here, be it as a copy of one that was looked
    /// at: it is no news that it does not hold what others of its kind do, or what was at its place before.
    Result<void> takeNew(Database &made) const;

    static QString usualFolder();
    /// Whether a file of the folder has a name of what is remembered; the second is not used.
    static bool isKeptAs(const QString &fileName, const QString &);

private:
    QString pathFor(const QString &databaseId) const;
    /// Of what is remembered elsewhere than at `path`, the last that was seen in that file.
    std::optional<SeenEntry> seenInAnother(const QString &path, const std::string &file) const;

    QString m_folder;
};

}
