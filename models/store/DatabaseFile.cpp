#include "store/DatabaseFile.h"

#include "store/Descriptor.h"
#include "store/StoreText.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUrl>
#include <QUuid>

#include <algorithm>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr qint64 nanosecondsPerSecond = 1'000'000'000;

std::unexpected<Error> unreachable(const QString &text)
{
    return fail(Error::Kind::Unreachable, text);
}

Result<void> createPrivateFile(const QString &path)
{
    const QFileInfo info(path);
    if (!QDir().mkpath(info.absolutePath())) {
        return unreachable(StoreText::tr("The folder \"%1\" cannot be made. Check its name and your rights.")
                               .arg(info.absolutePath()));
    }
    QFile file(path);
    const bool created =
        file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner);
    const bool madeByAnotherMeanwhile = !created && QFileInfo::exists(path);
    if (created || madeByAnotherMeanwhile)
        return {};
    return unreachable(
        StoreText::tr("The database \"%1\" cannot be made: %2.").arg(path, file.errorString()));
}

/// An empty file becomes a database, so nobody else may read it from before anything is in it.
Result<void> makePrivate(const QString &path)
{
    const QFileInfo info(path);
    if (info.size() > 0 || QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner))
        return {};
    return unreachable(
        StoreText::tr("The empty file \"%1\" cannot be made a database that only you can read: it "
                      "belongs to another user, or is read-only. Remove it, or choose another path.")
            .arg(path));
}

bool hasContent(const QString &path)
{
    return QFileInfo(path).size() > 0;
}

/// SQLite follows links before it names the files beside.
QString besideOf(const QString &path, QLatin1StringView suffix)
{
    const QString target = QFileInfo(path).canonicalFilePath();
    return (target.isEmpty() ? path : target) + suffix;
}

bool isGone(const Descriptor &file)
{
    struct stat info = {};
    return file.isOpen() && ::fstat(file.number(), &info) == 0 && info.st_nlink == 0;
}

bool canBe(const QString &path, int mode)
{
    return ::faccessat(AT_FDCWD, QFile::encodeName(path).constData(), mode, AT_EACCESS) == 0;
}

}

QString DatabaseFile::driverName() const
{
    const auto uri = [this](const char *parameters) {
        return u"file:%1?%2"_s.arg(QString::fromLatin1(QUrl::toPercentEncoding(m_path, "/")),
                                   QLatin1StringView(parameters));
    };
    switch (m_access) {
    case Access::ReadWrite:
        return m_path;
    case Access::ReadOnly:
        return uri("mode=ro&readonly_shm=1");
    case Access::Alone:
        return uri("immutable=1");
    }
    Q_UNREACHABLE_RETURN({});
}

QString DatabaseFile::driverOptions() const
{
    const QString patience = u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(lockWaitMilliseconds);
    return isReadOnly() ? patience + ";QSQLITE_OPEN_READONLY;QSQLITE_OPEN_URI"_L1 : patience;
}

Error DatabaseFile::replaced(const QString &path)
{
    return {Error::Kind::Unreachable,
            StoreText::tr("The database file \"%1\" was replaced by another while it was open. Nothing was "
                          "saved. Open the database again to work with the new one.")
                .arg(path)};
}

Result<void> DatabaseFile::checkName(const QString &path)
{
    for (const QLatin1StringView suffix : sqliteSuffixes) {
        if (!path.endsWith(suffix) && !QFileInfo(path).canonicalFilePath().endsWith(suffix))
            continue;
        return unreachable(
            StoreText::tr("\"%1\" cannot become a database: what has a name that ends in %2 is taken for a "
                          "part of the database that is called so without it, and removed with that. Choose "
                          "another name.")
                .arg(path, suffix));
    }
    return {};
}

Result<void> DatabaseFile::prepare(const QString &path, bool mayCreate)
{
    const QFileInfo info(path);
    const bool becomesOne = info.exists() ? info.isFile() && info.size() == 0 : mayCreate;
    if (const auto named = becomesOne ? checkName(path) : Result<void>(); !named)
        return named;
    if (!info.exists()) {
        if (mayCreate)
            return createPrivateFile(path);
        return fail(Error::Kind::Unreachable,
                    StoreText::tr("There is no database at \"%1\". Check the path, or make one.").arg(path),
                    {}, u"gatehouse init"_s);
    }
    if (!info.isFile())
        return unreachable(
            StoreText::tr("\"%1\" is no plain file, so it is no database. Check the path.").arg(path));
    return makePrivate(path);
}

bool DatabaseFile::mayBeWritten(const QString &path)
{
    return canBe(path, W_OK);
}

Result<DatabaseFile::Access> DatabaseFile::readOnlyAccess(const QString &path)
{
    // Among writers a reader needs the -shm, which it can read, but not make without the right to write.
    if (canBe(besideOf(path, "-shm"_L1), R_OK) && canBe(besideOf(path, "-wal"_L1), R_OK))
        return Access::ReadOnly;
    return readingAlone(path);
}

Result<DatabaseFile::Access> DatabaseFile::accessWithoutRoom(const QString &path)
{
    return readingAlone(path).or_else([&](const Error &) { return readOnlyAccess(path); });
}

Result<DatabaseFile::Access> DatabaseFile::readingAlone(const QString &path)
{
    const QString journal = besideOf(path, "-journal"_L1);
    for (const QString &left : {besideOf(path, "-wal"_L1), journal}) {
        if (hasContent(left)) {
            return unreachable(
                StoreText::tr("its last changes are in \"%1\" and have to be taken from there first, which "
                              "needs the right to write. Make the file and its folder writable for you, or "
                              "copy both files to a folder that is.")
                    .arg(left));
        }
    }
    return Access::Alone;
}

std::optional<DatabaseFile::State> DatabaseFile::state() const
{
    struct stat info = {};
    if (::stat(QFile::encodeName(m_path).constData(), &info) != 0)
        return std::nullopt;
    return State{{info.st_dev, info.st_ino},
                 info.st_size,
                 info.st_mtim.tv_sec * nanosecondsPerSecond + info.st_mtim.tv_nsec};
}

void DatabaseFile::remember()
{
    m_opened = state();
    // Not opened for reading: closing it would drop the locks that SQLite has on the file.
    m_file = std::make_shared<Descriptor>(m_path, O_PATH);
    m_wal = FileIdentity::of(besideOf(m_path, "-wal"_L1));
}

void DatabaseFile::setAsideWhatIsLeft() const
{
    const auto now = FileIdentity::of(m_path);
    const bool isAnother = m_opened && now && *now != m_opened->identity;
    const QString wal = besideOf(m_path, "-wal"_L1);
    if (isReadOnly() || (!isAnother && !(m_file && isGone(*m_file))) || !m_wal ||
        FileIdentity::of(wal) != m_wal)
        return;
    if (QFile::rename(wal, wal + ".of-lost-file."_L1 + QUuid::createUuid().toString(QUuid::Id128)))
        QFile::remove(besideOf(m_path, "-shm"_L1));
}

Result<void> DatabaseFile::check() const
{
    if (!m_opened)
        return {};
    const auto now = state();
    if (!now || now->identity != m_opened->identity)
        setAsideWhatIsLeft();
    if (!now && m_file && !isGone(*m_file)) {
        return unreachable(
            StoreText::tr(
                "The database file \"%1\" was moved away while it was open. Nothing is saved into a file "
                "that is somewhere else. Put it back, and open it again. Before another file takes its "
                "place, move what belongs to it (\"%2\") after it.")
                .arg(m_path, besideOf(m_path, "-wal"_L1)));
    }
    if (!now) {
        return unreachable(
            StoreText::tr("The database file \"%1\" was removed or moved away while it was open. Nothing is "
                          "saved into a file that has no name. Put it back, or restore a backup, and open it "
                          "again.")
                .arg(m_path));
    }
    if (now->identity != m_opened->identity)
        return std::unexpected(replaced(m_path));
    if (m_access == Access::Alone && (*now != *m_opened || hasContent(besideOf(m_path, "-wal"_L1)))) {
        return unreachable(
            StoreText::tr("The database \"%1\" was changed by another program while it was open for reading "
                          "only. Open it again.")
                .arg(m_path));
    }
    return {};
}

Result<void> DatabaseFile::checkAll() const
{
    return check().and_then([this]() -> Result<void> {
        if (!m_wal || FileIdentity::of(besideOf(m_path, "-wal"_L1)) == m_wal)
            return {};
        return unreachable(
            StoreText::tr("The file \"%1\", which belongs to the database, was removed or replaced while the "
                          "database was open. Nothing was saved. Close every Gatehouse that has it open, and "
                          "open it again.")
                .arg(besideOf(m_path, "-wal"_L1)));
    });
}

Result<void> DatabaseFile::checkSuccessor() const
{
    setAsideWhatIsLeft();
    const auto now = FileIdentity::of(m_path);
    const QString wal = besideOf(m_path, "-wal"_L1);
    const bool isAnother = now && m_opened && *now != m_opened->identity;
    if (!isAnother || !m_wal || FileIdentity::of(wal) != m_wal || !hasContent(wal))
        return {};
    return unreachable(
        StoreText::tr("\"%1\" holds changes of the file that was at \"%2\" before, and would be "
                      "mixed into the new one. Move it away together with its -shm, or put the "
                      "old file back. Then open the database again.")
            .arg(wal, m_path));
}

}
