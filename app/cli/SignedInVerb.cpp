#include "app/cli/SignedInVerb.h"

#include "app/cli/Credentials.h"

namespace gatehouse::cli {

namespace {

struct SignedInText
{
    Q_DECLARE_TR_FUNCTIONS(SignedInVerb)
};

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
        .and_then(
            [&](const signin::Credentials &credentials) { return signin::signIn(database, credentials); });
}

}

Result<ExitStatus> SignedInVerb::run(Console &console, const Options &options)
{
    auto database = Database::open(options.url, Database::IfMissing::Refuse);
    if (!database)
        return std::unexpected(database.error());
    return signIn(*database).and_then([&](const signin::Administrator &administrator) {
        for (const QString &notice : signin::notices(administrator))
            console.note(notice);
        Session session{options, *database, administrator};
        return work(console, session);
    });
}

}
