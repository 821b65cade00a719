#include "services/export/NeededFiles.h"

#include "services/AuditMemory.h"
#include "services/export/ExportText.h"
#include "services/plugins/PluginLoader.h"
#include "services/security/KeyText.h"
#include "store/DatabaseFile.h"
#include "store/engine/postgresql/PasswordFile.h"
#include "store/engine/postgresql/PostgresAddress.h"
#include "store/records/SecurityStore.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMutex>
#include <QSettings>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// As many as Linux follows.
constexpr int mostLinks = 40;

/// Of this database or another: `NAME.ID`, and what is on its way there.
bool isKeyFile(const QString &name, const QString &keyName)
{
    const QString id = name.section(u'.', -1);
    return name.startsWith(keyName + u'.') || (id.size() >= 32 && keytext::isId(id));
}

bool isCertificateFile(const QString &name, const QString &)
{
    return name.endsWith(".p12"_L1, Qt::CaseInsensitive) || name.contains(".p12."_L1, Qt::CaseInsensitive);
}

bool isPlugin(const QString &name, const QString &)
{
    return name.startsWith("gatehouse_"_L1) && name.endsWith(".so"_L1);
}

bool beginsWith(const QString &path, QByteArrayView content)
{
    QFile file(path);
    return QFileInfo(path).isFile() && file.open(QIODevice::ReadOnly) && file.read(content.size()) == content;
}

/// Whoever has it open, and wherever the settings of today lead: nobody means to lose it for an export.
QString reasonByContent(const QString &path)
{
    static constexpr QByteArrayView database("SQLite format 3\0", 16); // https://sqlite.org/fileformat.html
    if (beginsWith(path, database))
        return ExportText::tr("it is a database");
    for (const QLatin1StringView suffix : sqliteSuffixes) {
        if (path.endsWith(suffix) && beginsWith(path.chopped(suffix.size()), database))
            return ExportText::tr("it belongs to a database");
    }
    return beginsWith(path, "gatehouse-key:") ? ExportText::tr("it is an encryption key") : QString();
}

QMutex inUseMutex;
QList<FileIdentity> &inUse()
{
    static QList<FileIdentity> files;
    return files;
}

}

Result<NeededFiles> NeededFiles::of(Database &database, const AppSettings &settings)
{
    return store::loadCertificateSettings(database).transform([&](const store::CertificateSettings &stored) {
        NeededFiles needed = of(settings);
        // Of a database on a server there are none. SQLite names what is beside a file by where links lead.
        const QStringList names =
            database.path().isEmpty() ? QStringList() : QStringList{database.path(), database.identity()};
        for (const QString &name : names) {
            needed.add(name, ExportText::tr("it is the database that is open"));
            for (const QLatin1StringView suffix : sqliteSuffixes)
                needed.add(name + suffix, ExportText::tr("it belongs to the database that is open"));
        }
        for (const QString &name : database.engine().filesForConnecting())
            needed.add(name, ExportText::tr("it is needed to connect to the database's server"));
        if (!stored.folder.isEmpty())
            needed.addFolder(stored.folder, ExportText::tr("it is kept for signing certificates"), {},
                             isCertificateFile);
        return needed;
    });
}

NeededFiles NeededFiles::of(const AppSettings &settings)
{
    NeededFiles needed;
    needed.add(settings.path(), ExportText::tr("it is the file with Gatehouse's settings"));
    if (const QString window = QSettings().fileName(); !window.isEmpty())
        needed.add(window, ExportText::tr("it is the file with the settings of Gatehouse's window"));
    needed.add(QCoreApplication::applicationFilePath(), ExportText::tr("it is Gatehouse itself"));
    for (const QString &folder : pluginFolders())
        needed.addFolder(folder, ExportText::tr("it belongs to Gatehouse itself"), {}, isPlugin);
    if (const auto anyServer = PostgresAddress::parse(u"postgresql://localhost/any"_s)) {
        for (const QString &path : filesOfLibpq(*anyServer))
            needed.add(path, ExportText::tr("it is needed to connect to servers of databases"));
    }
    // Where the settings cannot be read, keys are at the usual place, if anywhere.
    const EncryptionSettings keys = settings.encryption().value_or(AppSettings::standardEncryption());
    needed.addFolder(keys.folder, ExportText::tr("it is kept for encryption keys"), keys.keyName, isKeyFile);
    needed.addFolder(AuditMemory::usualFolder(),
                     ExportText::tr("it is kept for what this machine has seen of audit trails"), {},
                     AuditMemory::isKeptAs);
    return needed;
}

std::optional<NeededFiles::Name> NeededFiles::nameOf(const QString &path)
{
    QString at = QDir::current().absoluteFilePath(path);
    for (int links = 0; links < mostLinks; ++links) {
        while (at.size() > 1 && at.endsWith(u'/'))
            at.chop(1);
        const QString folder = at.first(std::max<qsizetype>(at.lastIndexOf(u'/'), 1));
        const QFileInfo info(at);
        if (!info.isSymLink()) {
            return FileIdentity::of(folder).transform(
                [&](const FileIdentity &identity) { return Name{identity, at.section(u'/', -1)}; });
        }
        at = QDir(folder).absoluteFilePath(info.readSymLink());
    }
    return std::nullopt;
}

void NeededFiles::add(const QString &path, const QString &what)
{
    m_files << Needed{what, FileIdentity::of(path), nameOf(path)};
}

void NeededFiles::addFolder(const QString &path, const QString &what, const QString &keyName,
                            IsNeeded isNeeded)
{
    add(path, what);
    const auto folder = FileIdentity::of(path);
    if (!folder)
        return;
    m_folders << Folder{what, *folder, keyName, isNeeded};
    for (const QString &name : QDir(path).entryList(QDir::Files | QDir::Hidden | QDir::System)) {
        if (isNeeded(name, keyName))
            add(path + u'/' + name, what);
    }
}

QString NeededFiles::reasonAgainst(const QString &path) const
{
    const auto file = FileIdentity::of(path);
    const auto name = nameOf(path);
    for (const Needed &needed : m_files) {
        if ((file && file == needed.file) || (name && name == needed.name))
            return needed.what;
    }
    for (const Folder &folder : m_folders) {
        if (name && name->folder == folder.folder && folder.isNeeded(name->name, folder.keyName))
            return folder.what;
    }
    if (file && FileInUse::isAny(*file))
        return ExportText::tr("it is being read for an import");
    return reasonByContent(path);
}

Result<void> NeededFiles::check(const QString &path) const
{
    const QString against = reasonAgainst(path);
    return against.isEmpty() ? Result<void>() : fail(Error::Kind::Unreachable, against);
}

Result<void> NeededFiles::checkNewDatabase(const DatabaseUrl &url) const
{
    // What is there is opened as it is, or refused as no database.
    if (!url.isFile() || QFileInfo(url.path()).size() > 0)
        return {};
    if (const auto named = DatabaseFile::checkName(url.path()); !named)
        return named;
    QStringList names{url.path()};
    for (const QLatin1StringView suffix : sqliteSuffixes)
        names << url.path() + suffix;
    for (const QString &name : names) {
        if (const QString against = reasonAgainst(name); !against.isEmpty()) {
            return fail(Error::Kind::Unreachable,
                        ExportText::tr("No database is made at \"%1\", because of \"%2\": %3. Choose another "
                                       "path.")
                            .arg(url.path(), name, against));
        }
    }
    return {};
}

FileInUse::FileInUse(int descriptor) : m_file(FileIdentity::of(descriptor))
{
    const QMutexLocker locker(&inUseMutex);
    if (m_file)
        inUse() << *m_file;
}

FileInUse::~FileInUse()
{
    const QMutexLocker locker(&inUseMutex);
    if (m_file)
        inUse().removeOne(*m_file);
}

bool FileInUse::isAny(const FileIdentity &file)
{
    const QMutexLocker locker(&inUseMutex);
    return inUse().contains(file);
}

}
