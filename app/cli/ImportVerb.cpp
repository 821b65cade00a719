#include "app/cli/CliText.h"
#include "app/cli/Console.h"
#include "app/cli/FormatOption.h"
#include "app/cli/ImportReport.h"
#include "app/cli/Meanwhile.h"
#include "app/cli/SignedInVerb.h"
#include "app/cli/TaskLine.h"
#include "app/cli/Verbs.h"
#include "app/cli/certificates/CertificateAccess.h"
#include "services/import/ImportPlanner.h"
#include "services/import/ImportWriter.h"
#include "ui/consent/LogoImage.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

QString explanation()
{
    return CliText::tr(
        "All is taken in one transaction, or nothing.\n"
        "A client application that is refused for a fault of its own is left out, the others are taken, and "
        "the exit\n"
        "status is 1. A conflict (see --on-conflict) or a full licence refuses the whole import.\n"
        "Missing users, API scopes, languages and custom resources are created; existing ones are changed "
        "only with --on-conflict overwrite.\n"
        "A client application that is incomplete is kept disabled. Secrets are added, never removed:\n"
        "those in clear are encrypted where encryption is set up, else only their hash is kept. Where the "
        "key is out\n"
        "of reach, nothing is imported, unless only hashes are asked for (--hash-only).");
}

Error importedBut(Error error)
{
    error.text = CliText::tr("The file was imported, but not all is done: %1").arg(error.text);
    return error;
}

Error importedButNotShown(Error error)
{
    error.text = CliText::tr("The file was imported, but what was done cannot be shown: %1").arg(error.text);
    return error;
}

/// `import`: reads client applications from a file, or shows what that would do.
class ImportVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(ImportVerb)

public:
    void declare(CLI::App &program) override
    {
        CLI::App &app =
            command(program, "import", tr("Read client applications from a file, or show what that would do"),
                    u"gatehouse import clients.json --dry-run\n"
                    "gatehouse import clients.json --on-conflict overwrite\n"
                    "gatehouse import clients.json --format rfc7591 --identity svc-price-feed"_s);
        app.footer(utf8(explanation()) + "\n\n" + app.get_footer());
        inputFile(m_file);
        option("--format", m_format, "FORMAT",
               tr("%1 (recognized by content when left out)").arg(importFormatsText()))
            ->check(checkImportFormat);
        flag("--dry-run", m_dryRun, tr("Show what would be done and change nothing"));
        option("--on-conflict", m_onConflict, "POLICY",
               tr("What to do when a client application exists with other values. fail: refuse the whole "
                  "import; skip: leave it as it is; overwrite: take what the file names, and nothing else"))
            ->check(CLI::IsMember({"fail", "skip", "overwrite"}))
            ->capture_default_str();
        option(
            "--identity", m_identity, "USER_ID",
            tr("Identity of machine-to-machine client applications that have none; else they come in with a "
               "risk"));
        flag("--hash-only", m_hashOnly,
             tr("Keep only hashes of the secrets in the file, also where encryption is set up: nobody can "
                "read them again"));
        jsonFlag(m_json);
    }

    Result<ExitStatus> work(Console &console, Session &session) override
    {
        const auto read = [&] { return import(session); };
        const auto imported =
            QFileInfo(request().path).isFile() ? tryingAgain(read) : read(); // a pipe can be read once
        if (!imported)
            return std::unexpected(imported.error());
        const ImportPlan &plan = imported->dry.plan;
        const auto certificate = imported->applied
                                     ? ensureCertificate(console, session.database, session.settings)
                                     : Result<void>();
        if (const auto shown = show(console, *imported); !shown)
            return std::unexpected(imported->applied ? importedButNotShown(shown.error()) : shown.error());
        if (!certificate)
            return std::unexpected(importedBut(certificate.error()));
        if (plan.obstacle)
            console.note(*plan.obstacle);
        else if (m_dryRun)
            console.note(tr("This was a dry run: nothing was changed."));
        if (plan.obstacle)
            return statusOf(*plan.obstacle);
        return plan.hasRefusals() ? ExitStatus::Refused : ExitStatus::Done;
    }

    bool usesEncryptionKey() const override { return true; }

private:
    struct Imported
    {
        DryImport dry;
        bool applied; ///< false: only planned
    };

    Result<Imported> import(Session &session) const
    {
        TaskLine line;
        const auto stepOf = [&line](const QString &title) -> Progress {
            return [&line, title, step = Progress()](int done, int total) mutable {
                if (!step)
                    step = line.step(title);
                return step(done, total);
            };
        };
        const auto dry =
            prepareImport(session.database, Encryption(session.settings), request(),
                          stepOf(tr("Reading the file (KiB)")), stepOf(tr("Checking client applications")));
        if (!dry)
            return std::unexpected(dry.error());
        if (m_dryRun || dry->plan.obstacle)
            return Imported{*dry, false};
        return applyImport(session.database, dry->plan, dry->now,
                           line.step(tr("Importing client applications")))
            .transform([&] { return Imported{*dry, true}; });
    }

    Result<void> show(Console &console, const Imported &imported) const
    {
        if (m_json)
            return writeImportJson(console, imported.dry.plan, imported.dry.format->name(), imported.applied);
        return showImport(console, imported.dry.plan, imported.applied);
    }

    ImportRequest request() const
    {
        ImportRequest request{.path = QString::fromStdString(m_file),
                              .formatName = QString::fromStdString(m_format)};
        request.options.proveLogo = proveLogo;
        request.options.identity = QString::fromStdString(m_identity);
        if (m_hashOnly)
            request.options.keeping = SecretKeeping::HashOnly;
        if (m_onConflict == "skip")
            request.options.onConflict = ConflictPolicy::Skip;
        else if (m_onConflict == "overwrite")
            request.options.onConflict = ConflictPolicy::Overwrite;
        return request;
    }

    std::string m_file;
    std::string m_format;
    std::string m_onConflict = "fail";
    std::string m_identity;
    bool m_dryRun = false;
    bool m_hashOnly = false;
    bool m_json = false;
};

}

Verbs importVerb()
{
    return made<ImportVerb>();
}

}
