#include "app/cli/ImportVerb.h"

#include "app/cli/CertificateAccess.h"
#include "app/cli/FormatOption.h"
#include "app/cli/ImportReport.h"
#include "app/cli/TaskLine.h"
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
        "A client application that is incomplete is kept disabled. Secrets are added, never removed:\n"
        "those in clear are encrypted where encryption is set up, else only their hash is kept.");
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

Result<ExitStatus> ImportVerb::work(Console &console, Session &session)
{
    const auto imported = import(session);
    if (!imported)
        return std::unexpected(imported.error());
    const ImportPlan &plan = imported->plan;
    if (m_json)
        console.json(importJson(plan, imported->format->name(), imported->applied));
    else
        showImport(console, plan, imported->applied);
    if (imported->applied) {
        if (const auto done = ensureCertificate(console, session.database, session.settings); !done)
            return std::unexpected(done.error());
    }
    if (plan.obstacle)
        console.note(plan.obstacle->text);
    else if (m_dryRun)
        console.note(tr("This was a dry run: nothing was changed."));
    return plan.obstacle || plan.hasRefusals() ? ExitStatus::Refused : ExitStatus::Done;
}

Result<ImportVerb::Imported> ImportVerb::import(Session &session) const
{
    Database &database = session.database;
    TaskLine line;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    auto file = readImportFile(QString::fromStdString(m_file), QString::fromStdString(m_format), now);
    if (!file)
        return std::unexpected(file.error());
    const auto plan = secretSealing(database, Encryption(session.settings), file->content)
                          .and_then([&](const SecretSealing &sealing) {
                              return ImportPlanner(database, options(sealing), now)
                                  .plan(file->content, line.step(tr("Checking client applications")));
                          });
    wipeSecretsInClear(file->content);
    if (!plan)
        return std::unexpected(plan.error());
    if (m_dryRun || plan->obstacle)
        return Imported{file->format, *plan, false};
    return applyImport(database, *plan, now, line.step(tr("Importing client applications"))).transform([&] {
        return Imported{file->format, *plan, true};
    });
}

ImportOptions ImportVerb::options(const SecretSealing &sealing) const
{
    ImportOptions options;
    options.sealing = sealing;
    options.identity = QString::fromStdString(m_identity);
    if (m_onConflict == "skip")
        options.onConflict = ConflictPolicy::Skip;
    else if (m_onConflict == "overwrite")
        options.onConflict = ConflictPolicy::Overwrite;
    return options;
}

}
