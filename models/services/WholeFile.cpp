#include "services/WholeFile.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QUuid>

#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr auto ending = ".gatehouse-part"_L1;
constexpr mode_t asUmaskSays = 0666;

QString linksFollowed(const QString &path)
{
    const QFileInfo info(path);
    if (!info.isSymLink())
        return info.absoluteFilePath();
    const QString there = info.canonicalFilePath();
    return there.isEmpty() ? info.symLinkTarget() : there;
}

/// Ours, and nobody writes it any more: who does holds its lock.
bool isLeftOver(int file)
{
    struct stat info = {};
    return ::fstat(file, &info) == 0 && S_ISREG(info.st_mode) && info.st_uid == ::geteuid() &&
           ::flock(file, LOCK_EX | LOCK_NB) == 0;
}

void removeLeftOver(const QString &path)
{
    const QFileInfo destination(path);
    QDirIterator entries(destination.absolutePath(), QDir::Files | QDir::Hidden | QDir::System);
    while (entries.hasNext()) {
        const QFileInfo entry = entries.nextFileInfo();
        if (!entry.fileName().startsWith(destination.fileName() + u'.') || !entry.fileName().endsWith(ending))
            continue;
        const QByteArray name = QFile::encodeName(entry.filePath());
        const int file = ::open(name.constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
        if (file < 0)
            continue;
        if (isLeftOver(file))
            ::unlink(name.constData());
        ::close(file);
    }
}

}

WholeFile::WholeFile(const QString &path)
    : QFile(path), m_path(linksFollowed(path)), m_destination(encodeName(m_path))
{
}

WholeFile::~WholeFile()
{
    close();
    if (!m_part.isEmpty())
        ::unlink(m_part.constData());
}

bool WholeFile::open(OpenMode mode)
{
    const QFileInfo old(m_path);
    if (old.isDir())
        return failed(EISDIR);
    if (old.exists() && !old.isWritable())
        return failed(EACCES);
    removeLeftOver(m_path);
    if (!openWithoutName(mode) && !openWithName(mode))
        return false;
    ::flock(handle(), LOCK_EX | LOCK_NB);
    return !old.exists() || setPermissions(old.permissions());
}

bool WholeFile::openWithoutName(OpenMode mode)
{
    const QByteArray folder = encodeName(QFileInfo(m_path).absolutePath());
    const int file = ::access("/proc/self/fd", X_OK) == 0
                         ? ::open(folder.constData(), O_TMPFILE | O_RDWR | O_CLOEXEC, asUmaskSays)
                         : -1;
    if (file < 0)
        return false;
    if (QFile::open(file, mode, AutoCloseHandle))
        return true;
    ::close(file);
    return false;
}

bool WholeFile::openWithName(OpenMode mode)
{
    m_part = newName();
    setFileName(decodeName(m_part));
    if (QFile::open(mode | NewOnly))
        return true;
    m_part.clear();
    return false;
}

bool WholeFile::commit()
{
    // What could not be written earlier is missing, however well the rest went.
    if (error() != NoError || !flush())
        return false;
    if (::fsync(handle()) != 0 || !takePlace())
        return failed(errno);
    m_part.clear();
    close();
    return true;
}

bool WholeFile::takePlace()
{
    if (m_part.isEmpty()) {
        if (isLinkedAs(m_destination))
            return true; // where nothing was there: at once whole and named
        const QByteArray name = newName();
        if (errno != EEXIST || !isLinkedAs(name))
            return false;
        m_part = name;
    }
    return std::rename(m_part.constData(), m_destination.constData()) == 0;
}

bool WholeFile::isLinkedAs(const QByteArray &name) const
{
    const QByteArray self = "/proc/self/fd/" + QByteArray::number(handle());
    return ::linkat(AT_FDCWD, self.constData(), AT_FDCWD, name.constData(), AT_SYMLINK_FOLLOW) == 0;
}

bool WholeFile::failed(int number)
{
    setErrorString(qt_error_string(number));
    return false;
}

QByteArray WholeFile::newName() const
{
    return encodeName(m_path + u'.' + QUuid::createUuid().toString(QUuid::Id128) + ending);
}

}
