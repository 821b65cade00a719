#include "services/import/ImportFile.h"

#include "secrets/SecretBytes.h"
#include "services/import/ImportText.h"
#include "services/import/PipeInput.h"

#include <QBuffer>
#include <QFileInfo>

#include <algorithm>
#include <sys/stat.h>

namespace gatehouse {

namespace {

constexpr qint64 MiB = 1024 * 1024;
constexpr qint64 largestPipe = 64 * MiB;

}

ImportFile::~ImportFile()
{
    m_reader.reset();
    m_pipe.reset();
    wipe(m_piped);
}

Result<std::unique_ptr<ImportFile>> ImportFile::open(const QString &path, const QString &formatName,
                                                     const QDateTime &now, const Progress &progress)
{
    std::unique_ptr<ImportFile> file(new ImportFile(path));
    return file->openSource(progress)
        .and_then([&] { return file->readThrough(formatName, now, progress); })
        .transform([&] { return std::move(file); });
}

Result<void> ImportFile::openSource(const Progress &progress)
{
    const QFileInfo info(m_file);
    if (info.isDir())
        return std::unexpected(cannotRead(ImportText::tr("it is a folder")));
    if (info.exists() && !info.isFile())
        return openPipe(progress);
    if (!m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return std::unexpected(cannotRead(m_file.errorString()));
    m_inUse = std::make_unique<FileInUse>(m_file.handle());
    m_version = version();
    return {};
}

/// It can be read but once, and does not tell its size.
Result<void> ImportFile::openPipe(const Progress &progress)
{
    auto piped = readPipe(m_file.fileName(), largestPipe, progress);
    if (!piped) {
        return std::unexpected(piped.error().kind == Error::Kind::Cancelled ? withName(piped.error())
                                                                            : cannotRead(piped.error().text));
    }
    m_piped = std::move(*piped);
    if (m_piped.size() > largestPipe) {
        return fail(Error::Kind::Rule,
                    ImportText::tr("\"%1\" is no plain file and brings more than %2 MiB. Save it as a file "
                                   "and import that: a file may be of any size.")
                        .arg(m_file.fileName(), QString::number(largestPipe / MiB)));
    }
    m_pipe = std::make_unique<QBuffer>(&m_piped);
    m_pipe->open(QIODevice::ReadOnly);
    return {};
}

Result<void> ImportFile::readThrough(const QString &formatName, const QDateTime &now,
                                     const Progress &progress)
{
    QIODevice &source = m_pipe ? *m_pipe : m_file;
    const auto format = formatName.isEmpty() ? formatByContent(source, progress) : formatByName(formatName);
    return format
        .and_then([&](const ClientFormat *found) {
            m_format = found;
            m_reader = found->reader(source, now);
            return m_reader->survey(progress);
        })
        .transform([&](FileSurvey &&survey) { m_survey = std::move(survey); })
        .transform_error([&](const Error &error) {
            if (error.kind == Error::Kind::Cancelled)
                return withName(error);
            const auto unchanged = checkUnchanged(); // else the fault may be of what it was changed to
            return unchanged ? withName(error) : unchanged.error();
        });
}

Result<void> ImportFile::visit(const ClientReader::Visitor &visitor)
{
    std::optional<Error> ofVisitor;
    const auto noting = [&](const ImportedClient &imported) {
        return visitor(imported).transform_error([&](const Error &error) {
            ofVisitor = error;
            return error;
        });
    };
    const auto visited = checkUnchanged().and_then([&] { return m_reader->visit(noting); });
    if (ofVisitor)
        return std::unexpected(*ofVisitor);
    if (const auto unchanged = checkUnchanged(); !unchanged)
        return unchanged;
    return visited.transform_error([&](const Error &error) { return withName(error); });
}

ImportFile::Version ImportFile::version() const
{
    struct stat now = {}; // QFile keeps what it once knew
    ::fstat(m_file.handle(), &now);
    return {now.st_size, now.st_mtim.tv_sec, now.st_mtim.tv_nsec};
}

Result<void> ImportFile::checkUnchanged() const
{
    if (m_pipe || version() == m_version)
        return {};
    return fail(Error::Kind::Conflict,
                ImportText::tr("Another program wrote into the file \"%1\" while it was read. Nothing was "
                               "imported. Import it again once that is done.")
                    .arg(m_file.fileName()));
}

Error ImportFile::cannotRead(const QString &reason) const
{
    return {Error::Kind::Unreachable,
            ImportText::tr("The file \"%1\" cannot be read: %2. Check its name and your rights.")
                .arg(m_file.fileName(), reason)};
}

Error ImportFile::withName(Error error) const
{
    if (error.kind == Error::Kind::Cancelled)
        error.text = ImportText::tr("The import was cancelled. Nothing was changed.");
    else
        error.text = ImportText::tr("File \"%1\": %2").arg(m_file.fileName(), error.text);
    return error;
}

WholeFileSource::WholeFileSource(const ImportedFile &file)
    : m_file(file)
    , m_survey{.head = file,
               .clients = int(file.clients.size()),
               .hasSecretsInClear = std::ranges::any_of(file.clients, [](const ImportedClient &imported) {
                   return !imported.refusal && !imported.secretsInClear.isEmpty();
               })}
{
}

Result<void> WholeFileSource::visit(const ClientReader::Visitor &visitor)
{
    for (const ImportedClient &imported : m_file.clients) {
        if (const auto done = visitor(imported); !done)
            return done;
    }
    return {};
}

}
