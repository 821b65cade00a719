#pragma once

#include "domain/formats/ClientFormat.h"
#include "services/export/NeededFiles.h"

#include <QDateTime>
#include <QFile>

#include <memory>

namespace gatehouse {

/// What an import takes its client applications from.
class ImportSource
{
public:
    virtual ~ImportSource() = default;
    virtual const FileSurvey &survey() const = 0;
    virtual const ClientFormat *format() const = 0; ///< never null
    /// See ClientReader::visit().
    virtual Result<void> visit(const ClientReader::Visitor &visitor) = 0;
};

/// A small file that was read at once.
class WholeFileSource final : public ImportSource
{
public:
    explicit WholeFileSource(const ImportedFile &file);

    const ClientFormat *format() const override { return m_file.format; }
    const FileSurvey &survey() const override { return m_survey; }
    Result<void> visit(const ClientReader::Visitor &visitor) override;

private:
    const ImportedFile &m_file; ///< outlives this
    FileSurvey m_survey;
};

/// A file with client applications, in the format that it turned out to have. It is read from the disk once
/// more for each visit, so that memory does not grow with it; a pipe or a device is kept in memory and must
/// not be large.
class ImportFile final : public ImportSource
{
public:
    /// Reads it to its end. An empty format name: recognized by content. `now` is the creation time of
    /// secrets that the file holds in clear. Progress is told in KiB.
    static Result<std::unique_ptr<ImportFile>> open(const QString &path, const QString &formatName,
                                                    const QDateTime &now, const Progress &progress = {});
    /// Wipes what a pipe brought.
    ~ImportFile() override;

    const ClientFormat *format() const override { return m_format; }
    const FileSurvey &survey() const override { return m_survey; }
    /// Refused when somebody wrote into the file since it was opened.
    Result<void> visit(const ClientReader::Visitor &visitor) override;

private:
    explicit ImportFile(const QString &path) : m_file(path) {}

    Result<void> openSource(const Progress &progress);
    Result<void> openPipe(const Progress &progress);
    Result<void> readThrough(const QString &formatName, const QDateTime &now, const Progress &progress);
    Result<void> checkUnchanged() const;
    Error cannotRead(const QString &reason) const;
    Error withName(Error error) const;

    struct Version
    {
        qint64 size;
        qint64 modified;    ///< in seconds
        qint64 nanoseconds; ///< the rest of it
        bool operator==(const Version &) const = default;
    };
    Version version() const;

    QFile m_file;
    std::unique_ptr<FileInUse> m_inUse; ///< the file, as long as it is read
    QByteArray m_piped;
    std::unique_ptr<QIODevice> m_pipe; ///< over what was piped; null: the file itself is read
    Version m_version = {};
    const ClientFormat *m_format = nullptr;
    std::unique_ptr<ClientReader> m_reader;
    FileSurvey m_survey;
};

}
