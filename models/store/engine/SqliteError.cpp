#include "store/engine/SqliteError.h"

#include "store/StoreText.h"
#include "store/engine/ChangedTables.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// SQLite's extended result codes, https://sqlite.org/rescode.html; the low byte is the primary code.
enum SqliteCode : int {
    Mistaken = 1, // also by what a table does not have
    Busy = 5,
    Locked = 6,
    ReadOnly = 8,
    InputOutput = 10,
    Corrupt = 11,
    Full = 13,
    CannotOpen = 14,
    Constraint = 19,
    NotADatabase = 26,
    Unique = 2067,
    PrimaryKey = 1555,
    ForeignKey = 787,
    ReadOnlyFolder = 1544,
    SharedMemorySize = 4874, // the -shm cannot grow
    WriteFailed = 778,       // also a full quota
};

Error unreachableError(const QString &text)
{
    return {Error::Kind::Unreachable, text};
}

/// There is no code for it. The text itself is not shown.
bool namesWhatIsNotThere(const QString &text)
{
    return text.startsWith("no such "_L1) || text.contains(" has no column named "_L1);
}

/// SQLite does not tell which of the two it was.
QString diskIsFull()
{
    return StoreText::tr("The disk is full, or your quota is used up, where the database or its temporary "
                         "files (TMPDIR) are. Nothing was changed. Free some space and try again.");
}

}

Error sqliteError(const QSqlError &error)
{
    const int code = error.nativeErrorCode().toInt();
    if (code == Unique || code == PrimaryKey)
        return {Error::Kind::Rule, StoreText::tr("The name is in use already. Choose another.")};
    if (code == ForeignKey) {
        return {Error::Kind::Rule,
                StoreText::tr("Something that this refers to is gone, or something still refers to it. "
                              "Reload and try again.")};
    }
    if (code == ReadOnlyFolder) {
        return unreachableError(
            StoreText::tr("The database is in a folder that is read-only, and even to read it something is "
                          "written beside it. Nothing was changed. Make the folder writable for you, or copy "
                          "the file to one that is."));
    }
    if (code == SharedMemorySize || code == WriteFailed)
        return unreachableError(diskIsFull());
    switch (code & 0xff) {
    case Busy:
    case Locked:
        return unreachableError(
            StoreText::tr("The database is locked by another program. Nothing was changed. Try again when "
                          "the other program is done."));
    case ReadOnly:
        return unreachableError(
            StoreText::tr("The database cannot be written: it is read-only. Nothing was changed. Make the "
                          "file and its folder writable for you, or open another database."));
    case Full:
        return unreachableError(diskIsFull());
    case CannotOpen:
        return unreachableError(
            StoreText::tr("The database file cannot be opened. Check that the folder exists and that you may "
                          "read and write it."));
    case Corrupt:
    case NotADatabase:
        return unreachableError(
            StoreText::tr("The database file is damaged or is not a database. Nothing was changed. Restore "
                          "a backup, or open another file."));
    case InputOutput:
        return unreachableError(
            StoreText::tr("The disk did not answer as it should. Nothing was changed. Check the disk and try "
                          "again."));
    case Constraint:
        return {Error::Kind::Rule, StoreText::tr("The database refused a value. Nothing was changed.")};
    case Mistaken:
        if (namesWhatIsNotThere(error.databaseText()))
            return changedTables();
        [[fallthrough]];
    default:
        return unreachableError(
            StoreText::tr("The database did not do what was asked (code %1). Nothing was changed.")
                .arg(code));
    }
}

bool isWriteRefused(const QSqlError &error)
{
    const int code = error.nativeErrorCode().toInt() & 0xff;
    return code == ReadOnly || code == Full || code == InputOutput || code == CannotOpen;
}

bool isLocked(const QSqlError &error)
{
    const int code = error.nativeErrorCode().toInt() & 0xff;
    return code == Busy || code == Locked;
}

}
