#include "app/cli/Access.h"
#include "app/cli/Console.h"
#include "app/cli/FormatOption.h"
#include "app/cli/SignedInVerb.h"
#include "app/cli/TaskLine.h"
#include "app/cli/Verbs.h"
#include "services/export/ClientExporter.h"
#include "store/records/ServerStore.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

/// `export`: writes client applications in a format to a file or standard output.
class ExportVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(ExportVerb)

public:
    void declare(CLI::App &program) override
    {
        CLI::App &app = command(
            program, "export", tr("Write client applications in a format that an authorization server reads"),
            u"gatehouse export --format gatehouse --output backup.json\n"
            "gatehouse export --format rfc7591 --client web-shop --client price-feed > clients.json\n"
            "gatehouse export --format keycloak --server production --output production.json\n"
            "gatehouse export --format oidc-provider --include-secrets --include-signing-keys --output server.json"_s);
        app.add_option("--format", m_format, utf8(exportFormatsText()))
            ->type_name("FORMAT")
            ->check(checkExportFormat)
            ->required();
        app.add_option("--client", m_clientIds,
                       utf8(tr("Only this client application; may be given more than once")))
            ->type_name("CLIENT_ID")
            ->allow_extra_args(false);
        app.add_option(
               "--server", m_server,
               utf8(tr("As the client applications are on this server: redirects, origins and secrets for "
                       "all servers and for this one, and whether they are enabled there. Without it "
                       "those for all servers alone, but in the format gatehouse, which says all")))
            ->type_name("NAME");
        flag("--include-signing-keys", m_includeSigningKeys,
             tr("oidc-provider only: the private keys that tokens are signed with, readable. Asks before it "
                "writes. Guard the file"));
        flag("--include-secrets", m_includeSecrets,
             tr("The encrypted secrets, readable: of each client application the newest that has not "
                "expired, or all of them (gatehouse). Asks before it writes. Guard the file"));
        flag("--yes", m_yes, tr("Do not ask"));
        outputOption(
            m_output,
            tr("Write to this file, whole or not at all, readable by you alone; else to standard output"));
    }

    Result<ExitStatus> work(Console &console, Session &session) override
    {
        Database &database = session.database;
        const auto wanted = request(session);
        if (!wanted)
            return std::unexpected(wanted.error());

        const bool isInClear = m_includeSecrets || m_includeSigningKeys;
        if (const auto refused = isInClear ? refusedByPerson(console, m_yes, question()) : std::nullopt)
            return *refused;

        const QString path = QString::fromStdString(m_output);
        auto outcome = write(console, database, *wanted, path);
        if (outcome && path.isEmpty())
            outcome = console.finish().transform([&] { return *outcome; });
        return outcome.transform([&](const exporter::Outcome &done) {
            for (const Loss &loss : done.losses)
                console.note(tr("%1: %2: %3").arg(loss.clientId, loss.field, loss.text));
            if (!path.isEmpty() || done.tally.written() < done.tally.chosen)
                console.note((path.isEmpty() ? tr("Written: %1.") : tr("In the file: %1."))
                                 .arg(exporter::tallyText(done.tally)));
            if (!done.unrecorded.isEmpty())
                console.note(done.unrecorded);
            if (!path.isEmpty())
                console.note(tr("Written to \"%1\".").arg(path));
            return ExitStatus::Done;
        });
    }

    bool usesEncryptionKey() const override { return m_includeSecrets || m_includeSigningKeys; }

private:
    Result<exporter::Request> request(Session &session) const
    {
        const auto format = exportFormatByName(QString::fromStdString(m_format));
        if (!format)
            return std::unexpected(format.error());
        QStringList ids;
        for (const std::string &id : m_clientIds)
            ids << QString::fromStdString(id);
        const auto server = serverName(session.database);
        if (!server)
            return std::unexpected(server.error());
        const exporter::Request request{.clients = ids.isEmpty() ? ClientSelection::all()
                                                                 : ClientSelection::byClientIds(ids),
                                        .format = *format,
                                        .settings = session.settings,
                                        .server = *server};
        return exporter::withOpened(request, session.database, Encryption(session.settings), m_includeSecrets,
                                    m_includeSigningKeys);
    }

    Result<QString> serverName(Database &database) const
    {
        if (m_server.empty())
            return QString();
        return store::findServer(database, QString::fromStdString(m_server))
            .transform([](const Server &server) { return server.name; });
    }

    static Result<exporter::Outcome> write(Console &console, Database &database,
                                           const exporter::Request &wanted, const QString &path)
    {
        using Data = TaskLine::Data;
        TaskLine line(path.isEmpty() ? Data::OnStandardOutput : Data::Elsewhere);
        const Progress progress = line.step(tr("Exporting client applications"));
        return path.isEmpty() ? exporter::toDevice(database, wanted, console.dataDevice(), progress)
                              : exporter::toFile(database, wanted, path, progress);
    }

    QString question() const
    {
        const QString place =
            m_output.empty() ? tr("standard output") : u'"' + QString::fromStdString(m_output) + u'"';
        if (!m_includeSigningKeys)
            return tr("Write client secrets in clear to %1?").arg(place);
        return m_includeSecrets
                   ? tr("Write client secrets and private signing keys in clear to %1?").arg(place)
                   : tr("Write private signing keys in clear to %1?").arg(place);
    }

    std::string m_format;
    std::vector<std::string> m_clientIds;
    std::string m_server;
    std::string m_output;
    bool m_includeSigningKeys = false;
    bool m_includeSecrets = false;
    bool m_yes = false;
};

}

Verbs exportVerb()
{
    return made<ExportVerb>();
}

}
