#include "store/edit/EditSession.h"

#include "store/edit/CommitOutcome.h"
#include "store/edit/RecordChange.h"
#include "store/records/RecordStore.h"

namespace gatehouse {

EditSession::EditSession(Database database, Transaction transaction, QDateTime now)
    : m_database(std::move(database))
    , m_transaction(std::move(transaction))
    , m_now(std::move(now))
    , m_context(m_now)
{
}

Result<EditSession> EditSession::begin(const Database &database, const QDateTime &now, Purpose purpose)
{
    return Transaction::beginWithNext(database).and_then([&](Transaction &&transaction) {
        Database connection = database;
        const auto may = purpose == Purpose::Note ? store::checkSignedIn : store::checkMayChange;
        const auto mayWork = may(connection).and_then([&] { return database.engine().settle(); });
        return mayWork.transform([&] { return EditSession(database, std::move(transaction), now); });
    });
}

Result<void> EditSession::commit()
{
    if (m_refused) {
        return fail(Error::Kind::Rule,
                    EditText::tr("One of the changes was refused, so none of them was saved."));
    }
    return m_audit.finish(m_database).and_then([this] { return commitTransaction(); }).transform([this] {
        const auto who = m_database.signedIn();
        if (const auto numbers = m_audit.added(); who && numbers)
            who->noteSaved(numbers->first, numbers->second);
    });
}

Result<void> EditSession::commitTransaction()
{
    return m_transaction.commit().or_else([this](const Error &error) -> Result<void> {
        const auto last = m_audit.last();
        if (last && m_database.engine().isOutcomeUnknown())
            return store::commitOutcome(m_database, *last);
        return std::unexpected(error);
    });
}

Result<void> EditSession::append(AuditEntry entry)
{
    entry.at = store::toColumn(m_now).toString();
    return m_audit.append(m_database, std::move(entry));
}

Result<void> EditSession::note(const std::optional<audit::Record> &before,
                               const std::optional<audit::Record> &after)
{
    auto entry = audit::entryOf(before, after);
    return entry ? append(*std::move(entry)) : Result<void>();
}

Result<void> EditSession::noteEvent(QLatin1StringView action, const audit::Record &what)
{
    AuditEntry entry;
    entry.action = action;
    entry.subject = what.subject;
    entry.recordId = what.id;
    entry.name = what.name;
    entry.changes = audit::differences(nullptr, what.fields);
    return step(append(std::move(entry)));
}

}
