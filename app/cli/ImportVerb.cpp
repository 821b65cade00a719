#include "app/cli/ImportVerb.h"

#include "app/cli/FormatOption.h"
#include "app/cli/ImportReport.h"
#include "services/ImportPlanner.h"
#include "services/ImportReading.h"
#include "services/ImportWriter.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

struct ImportVerbText
{
    Q_DECLARE_TR_FUNCTIONS(ImportVerb)
};

QString explanation()
{
    return ImportVerbText::tr(
        "All is taken in one transaction, or nothing.\n"
        "A client application that is refused for a fault of its own is left out, the others are taken, and "
        "the exit\n"
        "status is 1. A conflict (see --on-conflict) or a full licence refuses the whole import.\n"
        "Missing users, API scopes, languages and custom resources are created; existing ones are changed "
        "only "
        "with --on-conflict overwrite.\n"
        "A client application that is incomplete is kept disabled. Secrets are added, never removed.");
}

}

void ImportVerb::declare(CLI::App &program)
{
    CLI::App &app =
        command(program, "import", tr("Read client applications from a file, or show what that would do"),
                u"gatehouse import clients.json --dry-run\n"
                "gatehouse import clients.json --on-conflict overwrite\n"
                "gatehouse import clients.json --format rfc7591 --identity svc-price-feed"_s);
    app.footer(utf8(explanation()) + "\n\n" + app.get_footer());
    positional("FILE", m_file, tr("The file to read"))->required();
    option("--format", m_format, "FORMAT", tr("%1 (recognized by content when left out)").arg(formatsText()))
        ->check(checkFormat);
    flag("--dry-run", m_dryRun, tr("Show what would be done and change nothing"));
    option("--on-conflict", m_onConflict, "POLICY",
           tr("What to do when a client application exists with other values. fail: refuse the whole import; "
              "skip: leave it "
              "as it is; overwrite: take what the file names, and nothing else"))
        ->check(CLI::IsMember({"fail", "skip", "overwrite"}))
        ->capture_default_str();
    option(
        "--identity", m_identity, "USER_ID",
        tr("Identity of machine-to-machine client applications that have none; else they are kept disabled"));
    jsonFlag(m_json);
}

Result<ExitStatus> ImportVerb::run(Console &console, const DatabaseUrl &url)
{
    auto database = open(url);
    if (!database)
        return std::unexpected(database.error());
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto file = readImportFile(QString::fromStdString(m_file), QString::fromStdString(m_format), now);
    if (!file)
        return std::unexpected(file.error());
    const auto plan = ImportPlanner(*database, options(), now).plan(file->content);
    if (!plan)
        return std::unexpected(plan.error());

    const bool applies = !m_dryRun && !plan->obstacle;
    if (applies) {
        if (const auto done = applyImport(*database, *plan, now); !done)
            return std::unexpected(done.error());
    }
    if (m_json)
        console.json(importJson(*plan, file->format->name(), applies));
    else
        showImport(console, *plan, applies);
    if (plan->obstacle)
        console.note(plan->obstacle->text);
    else if (m_dryRun)
        console.note(tr("This was a dry run: nothing was changed."));
    return plan->obstacle || plan->hasRefusals() ? ExitStatus::Refused : ExitStatus::Done;
}

ImportOptions ImportVerb::options() const
{
    ImportOptions options;
    options.identity = QString::fromStdString(m_identity);
    if (m_onConflict == "skip")
        options.onConflict = ConflictPolicy::Skip;
    else if (m_onConflict == "overwrite")
        options.onConflict = ConflictPolicy::Overwrite;
    return options;
}

}
