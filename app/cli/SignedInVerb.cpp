#include "app/cli/SignedInVerb.h"

#include "app/cli/Credentials.h"
#include "services/security/Encryption.h"

#include <QDateTime>

using namespace std::chrono_literals;

namespace gatehouse::cli {

namespace {

struct SignedInText
{
    Q_DECLARE_TR_FUNCTIONS(SignedInVerb)
};

/// For scripts that run many commands at once: each counts as a try until its password is checked.
constexpr auto patience = 5s;

Result<void> checkSomebodyMaySignIn(Database &database)
{
    return store::hasMainAdministrator(database).and_then([](bool has) -> Result<void> {
        if (has)
            return {};
        return fail(Error::Kind::NotSignedIn,
                    SignedInText::tr("Nobody can sign in: this database has no main administrator yet. Make "
                                     "the first with gatehouse init, or open the window."));
    });
}

Result<signin::Administrator> signIn(Database &database)
{
    return checkSomebodyMaySignIn(database)
        .and_then([] { return askedCredentials(); })
        .and_then([&](const signin::Credentials &credentials) {
            return signin::signIn(database, credentials, QDateTime::currentDateTimeUtc(), patience);
        });
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
    auto database = Database::open(options.url, Database::IfMissing::Refuse);
    if (!database)
        return std::unexpected(database.error());
    return signIn(*database).and_then([&](const signin::Administrator &administrator) {
        Session session{options, *database, administrator};
        const auto status = work(console, session);
        if (usesEncryptionKey())
            tellOfKeysLeft(console, session);
        return status;
    });
}

}
