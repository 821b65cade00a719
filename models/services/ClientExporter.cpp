#include "services/ClientExporter.h"

#include "store/ReadSnapshot.h"
#include "store/RecordStore.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QSaveFile>

namespace gatehouse::exporter {

namespace {

struct ExporterText
{
    Q_DECLARE_TR_FUNCTIONS(ClientExporter)
};

Error cannotWrite(const QString &path, const QString &reason)
{
    return {
        Error::Kind::Unreachable,
        ExporterText::tr("The file \"%1\" cannot be written: %2. Nothing was exported. Choose another place, "
                         "or free some space.")
            .arg(path, reason)};
}

/// A disk that fills up in the middle of a write leaves Qt without a reason.
QString reasonOf(const QFileDevice &file)
{
    const QString unknown = QBuffer().errorString();
    return file.errorString() == unknown
               ? ExporterText::tr("the disk is full, or a limit on the size of files is reached")
               : file.errorString();
}

Error cancelled()
{
    return {Error::Kind::Cancelled, ExporterText::tr("The export was cancelled. No file was written.")};
}

/// What client applications refer to.
class References
{
public:
    void add(const ClientApplication &client)
    {
        m_users << client.identity;
        m_scopes.unite(QSet(client.apiScopes.begin(), client.apiScopes.end()));
        m_resources.unite(QSet(client.customResources.begin(), client.customResources.end()));
        m_tags.unite(QSet(client.consentTexts.keyBegin(), client.consentTexts.keyEnd()));
    }

    ExportHead only(ExportHead head)
    {
        head.users.removeIf([&](const User &user) { return !m_users.contains(user.userId); });
        head.apiScopes.removeIf([&](const ApiScope &scope) { return !m_scopes.contains(scope.name); });
        head.customResources.removeIf(
            [&](const CustomResource &resource) { return !m_resources.contains(resource.name); });
        for (const CustomResource &resource : std::as_const(head.customResources))
            m_tags.unite(QSet(resource.texts.keyBegin(), resource.texts.keyEnd()));
        head.languages.removeIf([&](const Language &language) { return !m_tags.contains(language.tag); });
        return head;
    }

private:
    QSet<QString> m_users;
    QSet<QString> m_scopes;
    QSet<QString> m_resources;
    QSet<QString> m_tags;
};

/// What the named client applications refer to, in the database's order.
Result<ExportHead> headOf(Database &database, const ClientSelection &selection)
{
    const auto users = store::loadUsers(database);
    if (!users)
        return std::unexpected(users.error());
    const auto scopes = store::loadApiScopes(database);
    if (!scopes)
        return std::unexpected(scopes.error());
    const auto languages = store::loadLanguages(database);
    if (!languages)
        return std::unexpected(languages.error());
    const auto resources = store::loadCustomResources(database);
    if (!resources)
        return std::unexpected(resources.error());
    const ExportHead head{*users, *scopes, *languages, *resources};
    if (selection.isAll())
        return head;

    References references;
    const auto collect = [&](const ClientApplication &client) -> Result<void> {
        references.add(client);
        return {};
    };
    return selection.visit(database, collect).transform([&] { return references.only(head); });
}

Result<Outcome> write(Database &database, const Request &request, ClientWriter &writer,
                      const Progress &progress)
{
    const auto total = request.clients.count(database);
    if (!total)
        return std::unexpected(total.error());
    Outcome outcome;
    const auto add = [&](const ClientApplication &client) -> Result<void> {
        if (!goesOn(progress, outcome.clients, *total))
            return std::unexpected(cancelled());
        return writer.add(client).transform([&](const QList<Loss> &losses) {
            outcome.losses << losses;
            ++outcome.clients;
        });
    };
    return headOf(database, request.clients)
        .and_then([&](const ExportHead &head) { return writer.begin(head); })
        .and_then([&] { return request.clients.visit(database, add); })
        .and_then([&] { return writer.end(); })
        .transform([&] { return outcome; });
}

/// Exports to the file, and names it when it is what fails.
Result<Outcome> toOpenFile(Database &database, const Request &request, QFileDevice &file,
                           const Progress &progress)
{
    const auto named = [&](const Error &error) {
        return file.error() == QFileDevice::NoError ? error : cannotWrite(file.fileName(), reasonOf(file));
    };
    return toDevice(database, request, file, progress)
        .and_then([&](const Outcome &outcome) -> Result<Outcome> {
            if (file.flush())
                return outcome;
            return std::unexpected(cannotWrite(file.fileName(), reasonOf(file)));
        })
        .transform_error(named);
}

/// Renaming a new file over a device or pipe would destroy it.
bool isDeviceOrPipe(const QString &path)
{
    const QFileInfo info(path);
    return info.exists() && !info.isFile() && !info.isDir();
}

Result<Outcome> toDeviceOrPipe(Database &database, const Request &request, const QString &path,
                               const Progress &progress)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return std::unexpected(cannotWrite(path, file.errorString()));
    return toOpenFile(database, request, file, progress);
}

}

Result<Outcome> toDevice(Database &database, const Request &request, QIODevice &target,
                         const Progress &progress)
{
    const auto snapshot = store::ReadSnapshot::begin(database);
    if (!snapshot)
        return std::unexpected(snapshot.error());
    const auto writer = request.format->writer(target);
    return write(database, request, *writer, progress);
}

Result<Outcome> toFile(Database &database, const Request &request, const QString &path,
                       const Progress &progress)
{
    if (isDeviceOrPipe(path))
        return toDeviceOrPipe(database, request, path, progress);

    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) ||
        !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return std::unexpected(cannotWrite(path, file.errorString()));
    return toOpenFile(database, request, file, progress)
        .and_then([&](const Outcome &outcome) -> Result<Outcome> {
            if (!file.commit())
                return std::unexpected(cannotWrite(path, reasonOf(file)));
            return outcome;
        });
}

}
