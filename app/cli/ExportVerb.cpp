#include "app/cli/ExportVerb.h"

#include "app/cli/FormatOption.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

void ExportVerb::declare(CLI::App &program)
{
    CLI::App &app = command(
        program, "export", tr("Write client applications in a format that an authorization server reads"),
        u"gatehouse export --format gatehouse --output backup.json\n"
        "gatehouse export --format rfc7591 --client web-shop --client price-feed > clients.json"_s);
    app.add_option("--format", m_format, utf8(formatsText()))
        ->type_name("FORMAT")
        ->check(checkFormat)
        ->required();
    app.add_option("--client", m_clientIds,
                   utf8(tr("Only this client application; may be given more than once")))
        ->type_name("CLIENT_ID")
        ->allow_extra_args(false);
    option("--output", m_output, "FILE",
           tr("Write to this file, whole or not at all, readable by you alone; else to standard output"));
}

Result<ExitStatus> ExportVerb::run(Console &console, const DatabaseUrl &url)
{
    auto database = open(url);
    if (!database)
        return std::unexpected(database.error());
    const auto wanted = request();
    if (!wanted)
        return std::unexpected(wanted.error());

    const QString path = QString::fromStdString(m_output);
    auto outcome = path.isEmpty() ? exporter::toDevice(*database, *wanted, console.dataDevice())
                                  : exporter::toFile(*database, *wanted, path);
    if (outcome && path.isEmpty())
        outcome = console.finish().transform([&] { return *outcome; });
    return outcome.transform([&](const exporter::Outcome &done) {
        for (const Loss &loss : done.losses)
            console.note(tr("%1: %2: %3").arg(loss.clientId, loss.field, loss.text));
        if (!path.isEmpty())
            console.note(tr("Written to \"%1\".").arg(path));
        return ExitStatus::Done;
    });
}

Result<exporter::Request> ExportVerb::request() const
{
    return formatByName(QString::fromStdString(m_format)).transform([this](const ClientFormat *format) {
        QStringList ids;
        for (const std::string &id : m_clientIds)
            ids << QString::fromStdString(id);
        return exporter::Request{ids.isEmpty() ? ClientSelection::all() : ClientSelection::byClientIds(ids),
                                 format};
    });
}

}
