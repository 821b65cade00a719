#pragma once

#include "services/security/AppSettings.h"
#include "store/Database.h"
#include "store/FileIdentity.h"

#include <QList>

namespace gatehouse {

/// The files that Gatehouse has open or cannot do without. What is written for people never lands on one of
/// them, whatever way leads there: links, `..`, `/proc/self/fd`, or a name that SQLite would take next.
class NeededFiles
{
public:
    /// None, for the settings themselves.
    NeededFiles() = default;
    /// The database with what is beside it, the settings, the encryption keys, the certificates.
    static Result<NeededFiles> of(Database &database, const AppSettings &settings);
    /// What is needed whichever database is open.
    static NeededFiles of(const AppSettings &settings);

    /// Empty, or why nothing may be written there, as part of a sentence.
    QString reasonAgainst(const QString &path) const;
    /// The same as a refusal, in words that fit behind "cannot be written:". Before it is noted that
    /// something leaves.
    Result<void> check(const QString &path) const;
    /// Refused where a database would be made, with what SQLite keeps beside it, that is no place for one.
    Result<void> checkNewDatabase(const DatabaseUrl &url) const;

private:
    /// A name in a folder, which may lead to a file or not yet.
    struct Name
    {
        FileIdentity folder;
        QString name;
        bool operator==(const Name &) const = default;
    };
    struct Needed
    {
        QString what;
        std::optional<FileIdentity> file;
        std::optional<Name> name;
    };
    using IsNeeded = bool (*)(const QString &name, const QString &keyName);
    struct Folder
    {
        QString what;
        FileIdentity folder;
        QString keyName;
        IsNeeded isNeeded;
    };

    static std::optional<Name> nameOf(const QString &path);
    void add(const QString &path, const QString &what);
    void addFolder(const QString &path, const QString &what, const QString &keyName, IsNeeded isNeeded);

    QList<Needed> m_files;
    QList<Folder> m_folders;
};

/// A file that is being read: as long as this lives nothing is written over it.
class FileInUse
{
public:
    explicit FileInUse(int descriptor);
    ~FileInUse();
    Q_DISABLE_COPY_MOVE(FileInUse)

    static bool isAny(const FileIdentity &file);

private:
    std::optional<FileIdentity> m_file;
};

}
