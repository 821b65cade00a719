#include "store/edit/CommitOutcome.h"

#include "store/Transaction.h"
#include "store/edit/RecordChange.h"

#include <QDeadlineTimer>
#include <QThread>

using namespace std::chrono_literals;

namespace gatehouse::store {

namespace {

constexpr auto patience = 15s;
constexpr auto pause = 500ms;

/// Whoever has the turn to write knows that the lost transaction has ended, one way or the other.
Result<bool> isStored(Database &database, const AuditHead &added)
{
    return Transaction::begin(database).and_then([&](const Transaction &) {
        return loadAuditEntry(database, added.number).transform([&](const std::optional<AuditEntry> &entry) {
            return entry && entry->hash == added.hash;
        });
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

}

Result<void> commitOutcome(Database database, const AuditHead &added, const Error &lost)
{
    database.engine().rollback();
    for (const QDeadlineTimer end(patience); !end.hasExpired(); QThread::sleep(pause)) {
        if (const auto stored = isStored(database, added))
            return *stored ? Result<void>() : std::unexpected(lost);
    }
    return std::unexpected(notKnown());
}

}
