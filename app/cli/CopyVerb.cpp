#include "app/cli/CliText.h"
#include "app/cli/Credentials.h"
#include "app/cli/SignedInVerb.h"
#include "app/cli/TaskLine.h"
#include "app/cli/Verbs.h"
#include "services/AuditMemory.h"
#include "services/export/Disclosure.h"
#include "services/export/NeededFiles.h"
#include "store/DatabaseCopy.h"
#include "store/records/SecurityStore.h"

#include <tuple>

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

/// `copy-to`: everything into another, empty database, on a server or in a file.
class CopyVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(CopyVerb)

public:
    void declare(CLI::App &program) override
    {
        command(program, "copy-to", tr("Copy everything into another, empty database"),
                u"gatehouse copy-to postgresql://gatehouse@db.example.com/gatehouse\n"
                "gatehouse --database postgresql://gatehouse@db.example.com/gatehouse copy-to "
                "sqlite:/srv/copy.sqlite"_s)
            .footer(utf8(explanation()));
        positional("URL", m_target, tr("The other database: sqlite:PATH or postgresql://USER@HOST/DATABASE"))
            ->required();
    }

    Result<ExitStatus> work(Console &console, Session &session) override
    {
        auto url = DatabaseUrl::parse(QString::fromStdString(m_target));
        if (!url) {
            console.note(url.error().text);
            return ExitStatus::WrongUsage;
        }
        const auto mayBeMade =
            NeededFiles::of(session.database, session.settings).and_then([&](const NeededFiles &needed) {
                return needed.checkNewDatabase(*url);
            });
        if (!mayBeMade)
            return std::unexpected(mayBeMade.error());
        if (!url->isFile())
            url->setPassword(QString::fromUtf8(viewOf(environmentDatabasePassword())));
        if (const auto noted = disclosure::noteCopy(session.database, url->name()); !noted)
            return std::unexpected(noted.error());
        return copied(session.database, *url).and_then([&](store::CopyOutcome outcome) {
            console.note(
                tr("Everything is in \"%1\" now: %n row(s).", nullptr, int(outcome.rows)).arg(url->name()));
            tell(console, outcome);
            std::ignore = AuditMemory().takeNew(outcome.copy);
            return tellOfKeys(console, session.database);
        });
    }

private:
    static QString explanation()
    {
        return tr(
            "All is copied in one transaction, or nothing: records with their keys and versions, sealed "
            "secrets, and the audit trail, which is verified in the copy. The encryption key is not in a "
            "database, so it is not copied. Where both are on servers GATEHOUSE_DATABASE_PASSWORD is that of "
            "--database: the other's comes from ~/.pgpass, or is asked for.");
    }

    static Result<store::CopyOutcome> copied(Database &database, DatabaseUrl &url)
    {
        const auto copy = [&] {
            TaskLine line;
            return store::copyDatabase(database, url, line.step(tr("Copying the database")));
        };
        auto outcome = copy();
        if (outcome || !askDatabasePassword(outcome.error(), url))
            return outcome;
        return copy();
    }

    static void tell(Console &console, const store::CopyOutcome &outcome)
    {
        console.note(outcome.isTrailWhole
                         ? tr("Its audit trail is whole.")
                         : tr("Its audit trail is broken in the same places as that of the original: see "
                              "gatehouse audit verify."));
    }

    /// What belongs to a database without being in it.
    static Result<ExitStatus> tellOfKeys(Console &console, Database &database)
    {
        return store::loadEncryption(database).and_then([&](const store::EncryptionRecord &record) {
            if (record.key) {
                console.note(
                    tr("Both have the encryption key \"%1\". Whoever works with the copy elsewhere needs "
                       "it there. Neither removes it when it is replaced in one of them.")
                        .arg(record.key->id));
            }
            return store::loadCertificateSettings(database).transform(
                [&](const store::CertificateSettings &settings) {
                    if (settings.storage == CertificateStorage::Local) {
                        console.note(tr("The files of its signing certificates, in \"%1\", belong to the "
                                        "original: the copy reads them, and removes and replaces none.")
                                         .arg(settings.folder));
                    }
                    return ExitStatus::Done;
                });
        });
    }

    std::string m_target;
};

}

Verbs copyVerb()
{
    return made<CopyVerb>();
}

}
