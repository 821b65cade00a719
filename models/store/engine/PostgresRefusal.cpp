#include "store/engine/PostgresRefusal.h"

#include "store/Database.h"
#include "store/StoreText.h"
#include "store/engine/HostOrder.h"
#include "store/engine/Libpq.h"
#include "store/engine/PostgresAddress.h"
#include "store/engine/PostgresError.h"

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
