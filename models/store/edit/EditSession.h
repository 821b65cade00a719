#pragma once

#include "domain/audit/AuditRecord.h"
#include "store/Transaction.h"
#include "store/audit/AuditLog.h"
#include "store/edit/SessionContext.h"

#include <QDateTime>

namespace gatehouse {

/// The one way to change the database, for window, import and command line alike: a transaction in which
/// every change passes the rules, the licence limit and the version check. The changes are the functions of
/// namespace edit, in a file for each kind of record (ClientEdits.h, UserEdits.h). What is not committed is
/// rolled back. After a refusal the session can only be given up: commit() is refused too. Every change adds
/// an entry to the audit trail, in the same transaction, unless everything is as it was.
class EditSession
{
public:
    enum class Purpose {
        Change,
        Note, ///< something is told to the audit trail alone, as auditors' work is, too
    };

    /// `now` is UTC; secrets are judged by it. NotSignedIn when whoever works with the connection may not any
    /// more; refused by a rule where an auditor wants more than a note.
    static Result<EditSession> begin(const Database &database,
                                     const QDateTime &now = QDateTime::currentDateTimeUtc(),
                                     Purpose purpose = Purpose::Change);

    /// For the audit trail: what a record was (nothing: added) and has become (nothing: removed).
    Result<void> note(const std::optional<audit::Record> &before, const std::optional<audit::Record> &after);
    /// For the audit trail: something happens that changes no record, as a sign-in, or `what` being shown or
    /// handed out. `action` is one of namespace audit; the fields of `what` hold no secret.
    Result<void> noteEvent(QLatin1StringView action, const audit::Record &what);

    /// The outcome of one edit, as it is: after a refusal nothing is committed any more.
    template<typename T>
    Result<T> step(Result<T> outcome)
    {
        m_refused = m_refused || !outcome;
        return outcome;
    }

    Result<void> commit();

    /// For the functions of namespace edit.
    Database &database() { return m_database; }
    const QDateTime &now() const { return m_now; }
    store::SessionContext &context() { return m_context; }

private:
    EditSession(Database database, Transaction transaction, QDateTime now);

    Result<void> append(AuditEntry entry);
    /// Where no answer came, the outcome is looked up.
    Result<void> commitTransaction();

    Database m_database;
    Transaction m_transaction;
    QDateTime m_now;
    store::SessionContext m_context;
    store::AuditLog m_audit;
    bool m_refused = false;
};

/// Does `change(EditSession &)` in a session of its own, and commits it unless it gives an error.
template<typename Change>
auto editing(const Database &database, Change change, const QDateTime &now = QDateTime::currentDateTimeUtc(),
             EditSession::Purpose purpose = EditSession::Purpose::Change)
    -> std::invoke_result_t<Change, EditSession &>
{
    using Outcome = std::invoke_result_t<Change, EditSession &>;
    return EditSession::begin(database, now, purpose).and_then([&](EditSession &&session) -> Outcome {
        Outcome outcome = change(session);
        if (!outcome)
            return outcome;
        if (const auto committed = session.commit(); !committed)
            return std::unexpected(committed.error());
        return outcome;
    });
}

}
