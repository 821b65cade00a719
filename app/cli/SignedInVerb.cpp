#include "app/cli/SignedInVerb.h"

#include "app/cli/CliText.h"
#include "app/cli/Credentials.h"
#include "app/cli/audit/AuditTold.h"
#include "services/certificates/CertificateFiles.h"
#include "services/export/NeededFiles.h"
#include "services/security/Encryption.h"

#include <tuple>

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

Result<void> checkSomebodyMaySignIn(Database &database)
{
    return store::hasMainAdministrator(database).and_then([](bool has) -> Result<void> {
        if (has)
            return {};
        return fail(Error::Kind::NotSignedIn,
                    CliText::tr("Nobody can sign in: this database has no main administrator yet. Make "
                                "the first with gatehouse init, or open the window."));
    });
}

Result<signin::Administrator> signIn(Database &database)
{
    return checkSomebodyMaySignIn(database)
        .and_then([] { return askedCredentials(); })
        .and_then(
            [&](const signin::Credentials &credentials) { return signin::signIn(database, credentials); });
}

QString onlyRead(const Database &database)
{
    return CliText::tr("The database can only be read, so nothing of this is noted in its audit trail. %1")
        .arg(database.whyReadOnly());
}

/// A shell can lead standard output anywhere.
Result<void> checkOutputs(Database &database, const AppSettings &settings)
{
    // What is damaged in there is for the command to say.
    const NeededFiles needed = NeededFiles::of(database, settings).value_or(NeededFiles());
    for (const QString &path : {u"/dev/stdout"_s, u"/dev/stderr"_s}) {
        if (const QString against = needed.reasonAgainst(path); !against.isEmpty()) {
            return fail(
                Error::Kind::Unreachable,
                CliText::tr("Nothing is written to \"%1\": %2. Lead it elsewhere.").arg(path, against));
        }
    }
    return {};
}

void tellOfKeysLeft(Console &console, Session &session)
{
    const auto notice = Encryption(session.settings).notice(session.database);
    if (notice && !notice->isEmpty())
        console.note(*notice);
}

}

Result<ExitStatus> SignedInVerb::run(Console &console, const Options &options)
{
    auto database = openDatabase(options.url, Database::IfMissing::Refuse);
    if (!database)
        return std::unexpected(database.error());
    if (database->isReadOnly())
        console.note(onlyRead(*database));
    return checkOutputs(*database, options.settings)
        .and_then([&] { return signIn(*database); })
        .and_then([&](const signin::Administrator &administrator) {
            Session session{options, *database, administrator};
            begin(console, session);
            auto outcome = work(console, session);
            end(console, session);
            return outcome;
        });
}

void SignedInVerb::begin(Console &console, Session &session) const
{
    for (const QString &notice : signin::notices(session.administrator))
        console.note(notice);
    if (session.administrator.isAuditor)
        console.note(whyAuditorsChangeNothing());
    // What a crash left goes, or waits for the next command: no reason not to do this one.
    const Encryption encryption(session.settings);
    encryption.tidy(session.database);
    const auto left = certificatefiles::tidy(session.database, encryption);
    if (left && !left->isEmpty())
        console.note(*left);
    if (tellsOfAuditLoss())
        tellOfAuditLoss(console, session.database);
}

void SignedInVerb::end(Console &console, Session &session) const
{
    if (usesEncryptionKey())
        tellOfKeysLeft(console, session);
    std::ignore = signin::settle(session.database);
    rememberAuditTrail(session.database);
}

}
