#include "store/edit/CommitOutcome.h"

#include "store/Outage.h"
#include "store/Transaction.h"
#include "store/edit/RecordChange.h"

#include <QDeadlineTimer>
#include <QThread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace gatehouse::store {

namespace {

constexpr auto patience = 15s;
/// Of a window, where the server answers and cannot say it yet: as long as a standby may take to take over.
constexpr auto longPatience = 60s;
constexpr auto pause = 500ms;

/// Where a commit waits for a standby, the lost one may have been cut in that, and be on one server alone. A
/// commit that comes after it waits for both; it has to write something, or it waits for nothing.
Result<void> awaitStandby(Database &database, Transaction &transaction)
{
    return database.execute(u"UPDATE setting SET value = value WHERE name = 'audit_head'"_s).and_then([&] {
        return transaction.commit();
    });
}

/// Whoever has the turn to write knows that the lost transaction has ended, one way or the other.
Result<bool> isStored(Database &database, const AuditHead &added)
{
    return Transaction::begin(database).and_then([&](Transaction &&transaction) {
        const auto take = [&](const std::optional<AuditEntry> &entry) -> Result<bool> {
            if (!entry || entry->hash != added.hash)
                return false;
            return awaitStandby(database, transaction).transform([] { return true; });
        };
        return loadAuditEntry(database, added.number).and_then(take);
    });
}

Error notKnown()
{
    return {
        Error::Kind::Unreachable,
        EditText::tr("The connection to the database server was lost while it saved, and it cannot be asked "
                     "now: it is not known whether this was saved. Look at what is stored before you do it "
                     "again.")};
}

Error notSaved()
{
    return {Error::Kind::Unreachable,
            EditText::tr("The database server was out of reach for a moment, before this was saved. Nothing "
                         "was changed: do it again.")};
}

/// For as long as nobody gives it up. False: somebody did, or another database answers.
bool awaitServer(const Database &database, Outage &outage)
{
    auto reached = database.engine().checkIsConnected();
    while (!reached && database.checkFile()) {
        outage.tellUnanswered(reached.error());
        if (!outage.awaitTry())
            return false;
        reached = database.engine().reach([&] { return !outage.isGivenUp(); });
    }
    if (reached)
        outage.end();
    return reached.has_value();
}

}

Result<void> commitOutcome(Database database, const AuditHead &added)
{
    database.engine().rollback();
    const auto outage = database.outage();
    QDeadlineTimer end(outage ? longPatience : patience);
    while (!end.hasExpired() && !(outage && outage->isGivenUp())) {
        if (const auto stored = isStored(database, added))
            return *stored ? Result<void>() : std::unexpected(notSaved());
        if (!database.checkFile())
            break; // in another database it cannot be known
        if (!outage || database.engine().checkIsConnected())
            QThread::sleep(pause);
        else if (awaitServer(database, *outage))
            end.setRemainingTime(longPatience);
    }
    return std::unexpected(notKnown());
}

}
