#include "store/engine/postgresql/PostgresRefusal.h"

#include "store/Database.h"
#include "store/StoreText.h"
#include "store/engine/postgresql/HostOrder.h"
#include "store/engine/postgresql/Libpq.h"
#include "store/engine/postgresql/PostgresAddress.h"
#include "store/engine/postgresql/PostgresDiagnosis.h"
#include "store/engine/postgresql/PostgresError.h"

#include <QDeadlineTimer>

#include <algorithm>
#include <array>
#include <ranges>

using namespace Qt::StringLiterals;

namespace gatehouse {

Error whyRefused(const PostgresAddress &address, const QString &password)
{
    return whyRefused(address, libpq::attempt(address.connectionText(password),
                                              std::chrono::seconds(address.connectSeconds())));
}

Error whyRefused(const PostgresAddress &address, const libpq::Attempt &attempt)
{
    if (attempt.needsPassword) {
        return {Error::Kind::Unreachable,
                StoreText::tr("The database server asks for the password of \"%1\". Type it, or put it "
                              "into ~/.pgpass or GATEHOUSE_DATABASE_PASSWORD.")
                    .arg(attempt.user),
                databasePasswordColumn};
    }
    Error error = postgresRefusal(attempt.state, address.database(), attempt.user);
    if (attempt.state.isEmpty() && address.isChoosy()) {
        error.text += u' ' + StoreText::tr("Or no server that is reached is one that the URL allows "
                                           "(target_session_attrs, sslmode).");
    }
    return error;
}

namespace {

/// Not where the environment says which host it is, nor where what a diagnosis does not vary may be the
/// cause.
bool canBeDiagnosed(const PostgresAddress &address)
{
    constexpr std::array others{"hostaddr"_L1, "require_auth"_L1, "channel_binding"_L1, "sslcert"_L1,
                                "sslkey"_L1,   "sslcrl"_L1,       "sslcrldir"_L1,       "sslnegotiation"_L1};
    const bool isNamed = !address.hosts().isEmpty() ||
                         (qEnvironmentVariableIsEmpty("PGHOST") && qEnvironmentVariableIsEmpty("PGHOSTADDR"));
    return isNamed &&
           std::ranges::all_of(others, [&](QLatin1StringView name) { return address.value(name).isEmpty(); });
}

}

Error whyNotOpened(const PostgresAddress &address, const QString &password)
{
    const std::chrono::seconds patience(address.connectSeconds());
    const libpq::Attempt attempt = libpq::attempt(address.connectionText(password), patience);
    if (attempt.hasAnswer() || !canBeDiagnosed(address))
        return whyRefused(address, attempt);
    const QDeadlineTimer deadline(patience);
    Error found = whyOutOfReach(address, [&](int, int) { return !deadline.hasExpired(); });
    if (found.kind == Error::Kind::Cancelled)
        return whyRefused(address, attempt);
    found.text =
        StoreText::tr("The database server is out of reach. %1").arg(found.text.split(u'\n').join(u' '));
    return found;
}

Error whyNoneOpened(const PostgresAddress &address, const QString &password)
{
    const QList<PostgresAddress> hosts = address.eachHost();
    if (hosts.size() < 2)
        return postgresError({});
    // Backwards: libpq asked nobody that stands behind the one that let it wait.
    for (const PostgresAddress &host : hosts | std::views::reverse) {
        const libpq::Attempt attempt =
            libpq::attempt(host.connectionText(password), std::chrono::seconds(host.connectSeconds()));
        if (attempt.hasAnswer() && !attempt.isConnected)
            return whyRefused(host, attempt);
    }
    return postgresError({});
}

/// Each host by itself, since libpq gives up the one and takes the next in a call that waits alone.
Result<void> checkAnswers(const PostgresAddress &address, const QString &password,
                          const std::function<bool()> &goesOn)
{
    Result<void> answers;
    for (const PostgresAddress &host : hostorder::byAnswer(address).eachHost()) {
        const libpq::Attempt attempt = libpq::attempt(host.connectionText(password),
                                                      std::chrono::seconds(host.connectSeconds()), goesOn);
        if (attempt.isConnected) {
            hostorder::noteAnswer(address, host.hostList().value(0));
            return {};
        }
        answers = std::unexpected(whyRefused(address, attempt));
    }
    return answers;
}

}
