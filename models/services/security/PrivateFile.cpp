#include "services/security/PrivateFile.h"

#include "services/security/EncryptionText.h"
#include "store/Descriptor.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <algorithm>

#include <sys/file.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace gatehouse::privatefile {

namespace {

constexpr int largestFile = 64 * 1024;
constexpr mode_t othersRights = S_IRWXG | S_IRWXO;
const QString halfWritten = u".tmp"_s;

std::unexpected<Error> unreachable(const QString &text)
{
    return fail(Error::Kind::Unreachable, text);
}

QString reason()
{
    return qt_error_string(errno);
}

bool isOwnersAlone(const struct stat &info)
{
    return info.st_uid == ::geteuid() && (info.st_mode & othersRights) == 0;
}

Result<void> checkRights(const Descriptor &file, const QString &path, Readers readers)
{
    struct stat info = {};
    if (::fstat(file.number(), &info) != 0 || !S_ISREG(info.st_mode))
        return unreachable(EncryptionText::tr("\"%1\" is no file. Check the path.").arg(path));
    if (readers == Readers::Anyone || isOwnersAlone(info))
        return {};
    return unreachable(
        EncryptionText::tr("\"%1\" is not yours alone: others can read or change it, so it is not "
                           "used. Make it yours alone (chown, chmod 600), and think of what others "
                           "may have read.")
            .arg(path));
}

Result<SecretBytes> content(const Descriptor &file, const QString &path)
{
    prepareSecretMemory();
    SecretBytes bytes(largestFile);
    int size = 0;
    for (;;) {
        const ssize_t count = ::read(file.number(), bytes.data() + size, std::size_t(largestFile - size));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return unreachable(EncryptionText::tr("\"%1\" cannot be read: %2.").arg(path, reason()));
        size += int(count);
        if (size == largestFile)
            return unreachable(EncryptionText::tr("\"%1\" is too large. Check the path.").arg(path));
        if (count == 0)
            break;
    }
    bytes.resize(size);
    return bytes;
}

bool writeAll(const Descriptor &file, const SecretBytes &bytes)
{
    for (int written = 0; written < bytes.size();) {
        const ssize_t count =
            ::write(file.number(), bytes.constData() + written, std::size_t(bytes.size() - written));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        written += int(count);
    }
    return true;
}

/// A rename is on the disk once its folder is.
bool syncFolderOf(const QString &path)
{
    const Descriptor folder(QFileInfo(path).absolutePath(), O_RDONLY | O_DIRECTORY);
    return folder.isOpen() && ::fsync(folder.number()) == 0;
}

bool isLocked(const Descriptor &file)
{
    return ::flock(file.number(), LOCK_EX | LOCK_NB) == 0;
}

/// What write() puts behind the name.
bool isNameOfHalfWritten(QStringView ending)
{
    constexpr qsizetype idSize = 32;
    return ending.size() == idSize + halfWritten.size() && ending.endsWith(halfWritten) &&
           std::ranges::all_of(ending.first(idSize),
                               [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'); });
}

enum class Over { Anything, Nothing };

bool renamed(const QString &from, const QString &to, Over over)
{
    const QByteArray before = QFile::encodeName(from);
    const QByteArray after = QFile::encodeName(to);
    if (over == Over::Anything)
        return ::rename(before.constData(), after.constData()) == 0;
    // A link, unlike a new name, never takes the place of anything.
    return ::link(before.constData(), after.constData()) == 0 && ::unlink(before.constData()) == 0;
}

enum class Written { Whole, Disturbed, Failed };

/// Under a lock, so that removeHalfWritten() leaves it alone; between opening and locking it may have been
/// there.
Written writeOnce(const QString &path, const SecretBytes &bytes, Over over)
{
    const QString temporary = path + u'.' + QUuid::createUuid().toString(QUuid::Id128) + halfWritten;
    Descriptor file(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    if (!file.isOpen())
        return Written::Failed;
    const bool isDisturbed = !isLocked(file) && errno == EWOULDBLOCK;
    const bool isOnDisk = !isDisturbed && ::fchmod(file.number(), S_IRUSR | S_IWUSR) == 0 &&
                          writeAll(file, bytes) && ::fsync(file.number()) == 0;
    if (isOnDisk && renamed(temporary, path, over))
        return file.close() ? Written::Whole : Written::Failed;
    const int why = errno;
    const bool isGone = isOnDisk && why == ENOENT;
    ::unlink(QFile::encodeName(temporary).constData());
    errno = why;
    return isDisturbed || isGone ? Written::Disturbed : Written::Failed;
}

Result<void> writeOver(const QString &path, const SecretBytes &bytes, Over over)
{
    constexpr int mostTries = 5;
    Written written = Written::Disturbed;
    for (int i = 0; written == Written::Disturbed && i < mostTries; ++i)
        written = writeOnce(path, bytes, over);
    if (written == Written::Whole && syncFolderOf(path))
        return {};
    const bool isThere = over == Over::Nothing && errno == EEXIST;
    return fail(isThere ? Error::Kind::Conflict : Error::Kind::Unreachable,
                EncryptionText::tr("\"%1\" cannot be written: %2.").arg(path, reason()));
}

}

Result<SecretBytes> read(const QString &path, Readers readers)
{
    const int links = readers == Readers::OwnerAlone ? O_NOFOLLOW : 0;
    // Without blocking: a pipe in place of the file would hold us up for ever.
    const Descriptor file(path, O_RDONLY | O_NONBLOCK | links);
    if (!file.isOpen()) {
        const bool missing = errno == ENOENT || errno == ENOTDIR;
        return fail(missing ? Error::Kind::NotFound : Error::Kind::Unreachable,
                    EncryptionText::tr("\"%1\" cannot be read: %2.").arg(path, reason()));
    }
    return checkRights(file, path, readers).and_then([&] { return content(file, path); });
}

Result<void> write(const QString &path, const SecretBytes &bytes)
{
    return writeOver(path, bytes, Over::Anything);
}

Result<void> writeNew(const QString &path, const SecretBytes &bytes)
{
    return writeOver(path, bytes, Over::Nothing);
}

void removeHalfWritten(const QString &path)
{
    const QFileInfo info(path);
    const qsizetype nameSize = info.fileName().size() + 1;
    const QDir folder = info.absoluteDir();
    for (const QString &name : folder.entryList(QDir::Files | QDir::Hidden)) {
        if (!name.startsWith(info.fileName() + u'.') || !isNameOfHalfWritten(name.sliced(nameSize)))
            continue;
        const QString found = folder.filePath(name);
        const Descriptor file(found, O_RDONLY | O_NONBLOCK | O_NOFOLLOW);
        struct stat state = {};
        if (file.isOpen() && ::fstat(file.number(), &state) == 0 && S_ISREG(state.st_mode) &&
            isOwnersAlone(state) && isLocked(file))
            ::unlink(QFile::encodeName(found).constData());
    }
}

Result<void> remove(const QString &path)
{
    const bool gone = ::unlink(QFile::encodeName(path).constData()) == 0
                          ? syncFolderOf(path)
                          : errno == ENOENT || errno == ENOTDIR;
    if (gone)
        return {};
    return unreachable(EncryptionText::tr("\"%1\" cannot be removed: %2.").arg(path, reason()));
}

Result<void> checkFolder(const QString &path)
{
    struct stat info = {};
    if (::stat(QFile::encodeName(path).constData(), &info) != 0) {
        return fail(errno == ENOENT ? Error::Kind::NotFound : Error::Kind::Unreachable,
                    EncryptionText::tr("The folder \"%1\" is out of reach: %2.").arg(path, reason()));
    }
    if (!S_ISDIR(info.st_mode))
        return unreachable(EncryptionText::tr("\"%1\" is no folder. Check the path.").arg(path));
    if (isOwnersAlone(info))
        return {};
    return unreachable(
        EncryptionText::tr("The folder \"%1\" is not yours alone: others can read or change it, so "
                           "it is not used. Make it yours alone (chown, chmod 700), or choose "
                           "another.")
            .arg(path));
}

bool isSameFolder(const QString &one, const QString &other)
{
    struct stat first = {};
    struct stat second = {};
    return ::stat(QFile::encodeName(one).constData(), &first) == 0 &&
           ::stat(QFile::encodeName(other).constData(), &second) == 0 && first.st_dev == second.st_dev &&
           first.st_ino == second.st_ino;
}

Result<void> makeFolder(const QString &path)
{
    const QByteArray name = QFile::encodeName(QDir::cleanPath(path));
    const bool parentIsThere = QDir().mkpath(QFileInfo(QDir::cleanPath(path)).absolutePath());
    if (!parentIsThere || (::mkdir(name.constData(), S_IRWXU) != 0 && errno != EEXIST)) {
        return unreachable(EncryptionText::tr("The folder \"%1\" cannot be made: %2. Check its name and your "
                                              "rights.")
                               .arg(path, reason()));
    }
    return checkFolder(path);
}

}
