#include "services/servers/FileConnection.h"

#include "domain/formats/PlannedChange.h"
#include "domain/formats/keycloak/RealmInFile.h"
#include "services/export/OutputFile.h"
#include "services/servers/FileSurroundings.h"

#include <QFile>
#include <QFileInfo>

#include <cstring>

namespace gatehouse {

using json::Json;

namespace {

/// In memory at a time, to be changed as text.
constexpr qint64 largestFile = 256LL * 1024 * 1024;
constexpr qint64 pieceSize = 256LL * 1024;

constexpr const char *sectionName = "section";
constexpr const char *elementName = "name";
constexpr const char *elementValue = "value";
constexpr const char *besideName = "beside";

}

/// The file, and where in it the document begins and ends. Overwritten at the end: it may hold client
/// secrets.
struct FileConnection::Content
{
    explicit Content(QByteArray read) : text(std::move(read)), document{0, text.size()} {}
    ~Content() { wipe(text); }
    Content(Content &&) = default;
    Content &operator=(Content &&) = default;
    Q_DISABLE_COPY(Content)

    Result<ClientDocument> parsed(const ClientFormat &format) const
    {
        return ClientDocument::read(format, text.sliced(document.begin, document.end - document.begin));
    }
    /// The file with another document in it.
    QByteArray with(const QByteArray &changed) const
    {
        QByteArray file = text;
        return file.replace(document.begin, document.end - document.begin, changed);
    }

    QByteArray text;
    json::TextPlace document;
};

FileConnection::FileConnection(const ServerAccess &access, NeededFiles needed)
    : m_path(access.server.url)
    , m_formatName(access.server.format)
    , m_realm(access.server.realm)
    , m_needed(std::move(needed))
{
}

Result<FileConnection::Content> FileConnection::content() const
{
    QFile file(m_path);
    const QFileInfo info(m_path);
    if (info.exists() && !info.isFile())
        return fail(Error::Kind::Unreachable,
                    tr("\"%1\" is not a file. Choose another one under Settings > Servers.").arg(m_path));
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(Error::Kind::Unreachable,
                    tr("The file \"%1\" cannot be read: %2. Choose another one under Settings > Servers.")
                        .arg(m_path, file.errorString()));
    }
    if (file.size() > largestFile) {
        return fail(Error::Kind::Unreachable,
                    tr("The file \"%1\" takes more than %2 MiB. Check that it is the right one.")
                        .arg(m_path, QString::number(largestFile / 1024 / 1024)));
    }
    Content read(file.readAll());
    if (file.error() != QFileDevice::NoError) {
        return fail(Error::Kind::Unreachable,
                    tr("The file \"%1\" cannot be read: %2.").arg(m_path, file.errorString()));
    }
    if (m_realm.isEmpty())
        return read;
    return realmInFile(read.text, m_realm).transform([&](const json::TextPlace &place) {
        read.document = place;
        return std::move(read);
    });
}

Result<ClientDocument> FileConnection::document() const
{
    return formatByName(m_formatName).and_then([&](const ClientFormat *format) {
        return content().and_then([&](const Content &read) { return read.parsed(*format); });
    });
}

Result<ClientDocument> FileConnection::changed(const Change &change) const
{
    return formatByName(m_formatName).and_then([&](const ClientFormat *format) {
        return content().and_then([&](const Content &read) {
            auto document = read.parsed(*format);
            return document.and_then([&](ClientDocument &found) { return change(found); })
                .and_then([&] {
                    QByteArray text = read.with(document->text());
                    const auto saved = save(text);
                    wipe(text);
                    return saved;
                })
                .and_then([&] { return std::move(document); });
        });
    });
}

Result<void> FileConnection::save(const QByteArray &text) const
{
    return OutputFile::write(m_path, m_needed, OutputFile::Readers::AsUsual, text)
        .transform_error([&](const Error &error) {
            return Error{
                error.kind,
                tr("The file \"%1\" cannot be written: %2. It is as it was.").arg(m_path, error.text)};
        });
}

Result<QString> FileConnection::test()
{
    const auto read = document();
    if (!read)
        return std::unexpected(read.error());
    if (const auto may = m_needed.check(m_path); !may)
        return fail(Error::Kind::Unreachable,
                    tr("Nothing can be written to \"%1\": %2.").arg(m_path, may.error().text));
    const QFileInfo info(m_path);
    if (!info.isWritable() || !QFileInfo(info.canonicalPath()).isWritable()) {
        return fail(
            Error::Kind::Unreachable,
            tr("\"%1\" can be read, but not written. Change the permissions of the file and its folder.")
                .arg(m_path));
    }
    return tr("%Ln client application(s) in the format %1.", nullptr, int(read->clients())).arg(m_formatName);
}

Result<void> FileConnection::read(QIODevice &document, const QStringList &, const Progress &progress)
{
    return content().and_then([&](const Content &read) -> Result<void> {
        const auto [begin, end] = read.document;
        for (qint64 at = begin; at < end; at += pieceSize) {
            const qint64 size = std::min(pieceSize, end - at);
            if (!gatehouse::goesOn(progress, int((at - begin) / 1024), int((end - begin) / 1024)))
                return fail(Error::Kind::Cancelled, tr("Reading the file was cancelled."));
            if (document.write(read.text.constData() + at, size) != size)
                return fail(Error::Kind::Unreachable,
                            tr("What the file holds cannot be kept: %1.").arg(document.errorString()));
        }
        return {};
    });
}

Result<QList<ServerStep>> FileConnection::missing(const ServerNeeds &needs)
{
    return formatByName(m_formatName).and_then([&](const ClientFormat *format) {
        return document()
            .and_then([&](const ClientDocument &read) { return surroundings::missing(read, *format, needs); })
            .transform([&](const QList<Surrounding> &lacking) {
                QList<ServerStep> steps;
                for (const Surrounding &one : lacking) {
                    const QString section = json::toText(one.section);
                    const QString name = json::toText(one.name);
                    steps << ServerStep{one.beside.isEmpty()
                                            ? tr("Add \"%1\" to %2 in the file").arg(name, section)
                                            : tr("Add \"%1\" to %2 in the file, beside \"%3\"")
                                                  .arg(name, section, one.beside),
                                        section + u' ' + name,
                                        {{sectionName, one.section},
                                         {elementName, one.name},
                                         {elementValue, one.value},
                                         {besideName, json::fromText(one.beside)}}};
                }
                return steps;
            });
    });
}

Result<QHash<QString, Error>> FileConnection::refusedAdditions(const QStringList &clientIds)
{
    return document().transform([&](const ClientDocument &read) {
        QHash<QString, Error> refused;
        for (const QString &clientId : clientIds) {
            if (const auto may = read.mayAdd(clientId); !may)
                refused.insert(clientId, may.error());
        }
        return refused;
    });
}

Result<void> FileConnection::make(const ServerStep &step)
{
    const Surrounding wanted{step.detail.value(sectionName, std::string()),
                             step.detail.value(elementName, std::string()),
                             step.detail.value(elementValue, Json())};
    const QString beside = json::toText(step.detail.value(besideName, std::string()));
    return changed([&](ClientDocument &read) { return read.put(wanted, beside); })
        .transform([](const ClientDocument &) {});
}

Result<ServerWritten> FileConnection::write(const ServerWrite &change)
{
    const auto format = formatByName(m_formatName);
    if (!format)
        return std::unexpected(format.error());
    const auto apply = [&](ClientDocument &read) {
        const bool isNew = change.before.is_null();
        Result<void> done = isNew ? read.add(change.clientId, change.after)
                                  : read.change(change.clientId, change.before, change.after);
        for (const Surrounding &one : surroundings::ofClient(**format, change.around))
            done = done.and_then([&] { return read.put(one, change.clientId); });
        return done;
    };
    return changed(apply)
        .and_then([&](const ClientDocument &read) { return read.client(change.clientId); })
        .transform([](const Json &now) { return ServerWritten{planned::withoutSecrets(now), {}, {}}; });
}

}
