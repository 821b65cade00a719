#pragma once

#include "domain/Error.h"
#include "secrets/SecretBytes.h"

/// Small files whose content is nobody else's business. The content passes through wiped memory alone.
namespace gatehouse::privatefile {

enum class Readers {
    OwnerAlone, ///< a file that others can read or write, or that is another's, is refused
    Anyone,     ///< what protects the content is not the file
};

/// NotFound when there is no such file, else Unreachable.
Result<SecretBytes> read(const QString &path, Readers readers);
/// Whole or not at all, 0600, and on the disk when it returns; replaces what was there.
Result<void> write(const QString &path, const SecretBytes &content);
/// The same where nothing is yet; a Conflict, and nothing changed, where something is.
Result<void> writeNew(const QString &path, const SecretBytes &content);
/// Removes what a write to this path left that was cut off: a file of yours beside it, under the name that
/// write() gives, that no program is writing now.
void removeHalfWritten(const QString &path);
/// It is no error when there is none.
Result<void> remove(const QString &path);

/// Makes the folder for its owner alone (0700); one that is there must be so already.
Result<void> makeFolder(const QString &path);
/// Refused when others can read or write it, or when it is another's.
Result<void> checkFolder(const QString &path);
/// Whether both paths lead to one folder, by whatever links and mounts.
bool isSameFolder(const QString &one, const QString &other);

}
