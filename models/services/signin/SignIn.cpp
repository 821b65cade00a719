#include "services/signin/SignIn.h"

#include "services/signin/PasswordHash.h"
#include "services/signin/SignInRecord.h"
#include "services/signin/SignInText.h"
#include "store/records/SignInStore.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace gatehouse::signin {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int freeFailures = 5;
constexpr int greatestSpacing = 3;

/// One message for all: it must not tell who exists.
Error notLetIn(Database &database)
{
    QString text =
        SignInText::tr("You are not signed in: the user ID or the password is wrong, or this user is no "
                       "enabled main administrator or auditor. Check both, or ask a main administrator.");
    if (store::arePasswordsHidden(database).value_or(false)) {
        text += u' ' + SignInText::tr("Your role on the database server lets in auditors alone: main "
                                      "administrators connect as a role that may write.");
    }
    return {Error::Kind::NotSignedIn, text};
}

/// No longer than can be borne. Whoever took silence after that for a no would not wait longer either.
milliseconds waitUntil(const std::optional<QDateTime> &turn, const QDateTime &now)
{
    if (!turn)
        return unnotedWait;
    return std::clamp<milliseconds>(milliseconds(now.msecsTo(*turn)), 0ms, greatestWait);
}

Error damaged()
{
    return {Error::Kind::Unreachable,
            SignInText::tr("The stored password of this user (table iam_user) is damaged, so no password "
                           "fits it. Ask another "
                           "main administrator to set a new one, or restore a backup of the database.")};
}

/// Two texts where they differ: a password that was made before texts were prepared fits as it was typed.
/// Whoever it is, both are tried, so that it takes as long.
Result<PasswordFit> fit(const SecretBytes &typed, const SecretBytes &prepared, const QByteArray &phc)
{
    const auto asPrepared = checkPassword(prepared, phc);
    if (!asPrepared || typed == prepared)
        return asPrepared;
    return checkPassword(typed, phc).transform([&](PasswordFit asTyped) {
        return *asPrepared == PasswordFit::Right ? *asPrepared : asTyped;
    });
}

/// One try to sign in.
class Try
{
public:
    Try(Database &database, const Credentials &credentials, const Clock &clock)
        : m_database(database)
        , m_credentials(credentials)
        , m_clock(clock)
        , m_record(database, credentials.userId)
    {
    }

    Result<Administrator> run()
    {
        const auto prepared = preparedPassword(m_credentials.password);
        if (!prepared)
            return fail(Error::Kind::NotSignedIn, prepared.error().text);
        const auto stored = store::loadPassword(m_database, m_credentials.userId);
        if (!stored)
            return std::unexpected(stored.error());
        const auto user = stored->transform([](const store::StoredPassword &found) { return found.user; });
        m_record.begin(user, m_clock.now(), spacing);
        const auto found = fit(m_credentials.password, *prepared, *stored ? (*stored)->phc : QByteArray());
        if (!found) {
            m_record.forget(); // nobody learned anything
            return std::unexpected(found.error());
        }
        if (!user || !user->maySignIn() || *found == PasswordFit::Wrong)
            return wrong(notLetIn(m_database));
        return *found == PasswordFit::Damaged ? wrong(damaged()) : right(**stored);
    }

private:
    Result<Administrator> wrong(const Error &told)
    {
        const auto turn = m_record.noteFailure(m_clock.now(), spacing);
        return m_clock.wait(waitUntil(turn, m_clock.now())).and_then([&]() -> Result<Administrator> {
            return std::unexpected(told);
        });
    }

    Result<Administrator> right(const store::StoredPassword &stored)
    {
        const User &user = stored.user;
        const QDateTime now = m_clock.now();
        return m_clock.wait(waitUntil(m_record.turn(now), now)).and_then([&]() -> Result<Administrator> {
            const auto session = std::make_shared<SignedInUser>(user.key, user.userId, stored.phc);
            const auto noted = m_record.noteSuccess(session, m_clock.now());
            if (!noted) {
                const bool mayNot = noted.error().kind == Error::Kind::NotSignedIn;
                return std::unexpected(mayNot ? notLetIn(m_database) : noted.error());
            }
            m_database.setSignedIn(session);
            return Administrator{.key = user.key,
                                 .userId = user.userId,
                                 .name = user.name,
                                 .isAuditor = !user.mainAdministrator,
                                 .session = session,
                                 .failures = noted->failures.count,
                                 .lastFailure = noted->failures.last,
                                 .whyNotNoted = noted->whyNot};
        });
    }

    Database &m_database;
    const Credentials &m_credentials;
    const Clock &m_clock;
    SignInRecord m_record;
};

}

seconds spacing(int failures)
{
    return seconds(std::clamp(failures - freeFailures + 1, 0, greatestSpacing));
}

Result<Administrator> signIn(Database &database, const Credentials &credentials, const Clock &clock)
{
    // Behind a lock somebody is signed in still; what fails is not this one's doing.
    const auto before = database.signedIn();
    database.setSignedIn({});
    auto who = Try(database, credentials, clock).run();
    if (!who)
        database.setSignedIn(before);
    return who;
}

Result<void> settle(Database &database)
{
    const auto who = database.signedIn();
    if (!who || who->openTry().isEmpty())
        return {};
    const store::WithoutWaiting withoutWaiting(database);
    return store::forgetTry(database, who->openTry())
        .transform([&] { who->setOpenTry({}); })
        .transform_error([&](const Error &error) {
            opentries::remember(who->openTry());
            return error;
        });
}

QStringList notices(const Administrator &who, TimeText times)
{
    QStringList texts;
    if (who.failures > 0) {
        texts << SignInText::tr(
                     "%n try(s) to sign in as \"%1\" failed since the last time, the latest on %2. If "
                     "that was not you, somebody may be guessing your password.",
                     nullptr, who.failures)
                     .arg(who.userId, times(who.lastFailure.toUTC().toString(Qt::ISODate)));
    }
    if (!who.whyNotNoted.isEmpty())
        texts << SignInText::tr("This sign-in is not noted in the audit trail. %1").arg(who.whyNotNoted);
    return texts;
}

}
