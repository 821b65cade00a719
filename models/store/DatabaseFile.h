#pragma once

#include "domain/Error.h"
#include "store/FileIdentity.h"

#include <array>
#include <memory>

namespace gatehouse {

inline constexpr int lockWaitMilliseconds = 3000;

/// What SQLite appends to the name of a database for the files that it keeps beside it.
inline constexpr std::array sqliteSuffixes{QLatin1StringView("-wal"), QLatin1StringView("-shm"),
                                           QLatin1StringView("-journal")};

class Descriptor;

/// The file of one connection: how it may be opened, and whether its name still leads to it.
class DatabaseFile
{
public:
    enum class Access {
        ReadWrite,
        ReadOnly, ///< finds its place among writers, if there are any
        Alone,    ///< read-only, without what is beside it: whoever writes meanwhile is noticed
    };

    DatabaseFile(QString path, Access access) : m_path(std::move(path)), m_access(access) {}

    const QString &path() const { return m_path; }
    bool isReadOnly() const { return m_access != Access::ReadWrite; }
    /// For QSqlDatabase.
    QString driverName() const;
    QString driverOptions() const;

    /// The refusal of another file in its place.
    static Error replaced(const QString &path);
    /// Refused where SQLite takes whatever has that name for what belongs to another database.
    static Result<void> checkName(const QString &path);
    /// Creates the file, for its owner alone, where it is missing; refuses what is no plain file.
    static Result<void> prepare(const QString &path, bool mayCreate);
    /// Whether file and folder are writable by their rights and their file system.
    static bool mayBeWritten(const QString &path);
    /// How to open it where it cannot be written. Refused where something is still to be taken from beside
    /// it, which needs writing.
    static Result<Access> readOnlyAccess(const QString &path);
    /// The same where nothing can be made beside it for want of room: what others who find that, too, make
    /// and remove there is none of ours as long as it is empty.
    static Result<Access> accessWithoutRoom(const QString &path);
    /// The same where what is beside it cannot be used.
    static Result<Access> readingAlone(const QString &path);

    /// The file that is open now is the one to stay with.
    void remember();
    /// Where another file has the name now, or the one that was opened is gone for good: moves away what
    /// SQLite kept beside that one, which it would take for the changes of whatever has the name next. It
    /// does not know which file they belong to (https://sqlite.org/howtocorrupt.html, 1.4).
    void setAsideWhatIsLeft() const;
    /// Refused where the name leads to another file by now, or nowhere: what is written then is lost.
    Result<void> check() const;
    /// The same, for the files beside it, too. Only while something is read or written.
    Result<void> checkAll() const;
    /// Refused where another file has its name, beside which our last changes still are.
    Result<void> checkSuccessor() const;

private:
    struct State
    {
        FileIdentity identity;
        qint64 size = 0;
        qint64 modified = 0; ///< nanoseconds
        bool operator==(const State &) const = default;
    };
    std::optional<State> state() const;

    QString m_path;
    Access m_access;
    std::optional<State> m_opened;
    std::shared_ptr<Descriptor> m_file; ///< tells whether the file that was opened has any name
    std::optional<FileIdentity> m_wal;  ///< where there is one
};

}
