#include "store/watch/ChangeLook.h"

#include "domain/audit/AuditEntry.h"
#include "store/audit/AuditLog.h"

using namespace Qt::StringLiterals;

namespace gatehouse::store {

namespace {

QString textOf(const std::optional<AuditHead> &head)
{
    return head ? u"%1 %2"_s.arg(QString::number(head->number), head->hash) : QString();
}

qint64 numberIn(const QString &head)
{
    return head.section(u' ', 0, 0).toLongLong();
}

struct NumberedChange
{
    qint64 number = 0;
    SeenChange change;
};

/// Texts of any length may stand there: somebody else may have written them.
Result<QList<NumberedChange>> entriesAfter(Database &database, qint64 number)
{
    const auto from = [](const QSqlQuery &row) {
        const auto text = [&](int column) { return row.value(column).toString(); };
        return NumberedChange{row.value(0).toLongLong(),
                              {.subject = text(4),
                               .recordId = text(5),
                               .name = text(6),
                               .userId = text(2),
                               .action = text(3),
                               .at = QDateTime::fromString(text(1), Qt::ISODate)}};
    };
    return database.list(u"SELECT number, substr(at, 1, 40), substr(user_id, 1, 200), substr(action, 1, 40), "
                         "substr(subject, 1, 40), substr(record_id, 1, 40), substr(name, 1, 200) "
                         "FROM audit_entry WHERE number > ? ORDER BY number LIMIT ?"_s,
                         {number, mostToldChanges + 1}, from);
}

bool isSignIn(const SeenChange &change)
{
    return change.action == audit::signedIn || change.action == audit::signInFailed;
}

/// A head that went back, or entries that are not there, are no tale of what was done.
ChangeNotice noticeOf(const QList<NumberedChange> &entries, qint64 seen, qint64 head,
                      const std::shared_ptr<SignedInUser> &who)
{
    if (head <= seen || entries.size() > mostToldChanges || entries.size() < head - seen)
        return {.isEverything = true, .changes = {}};
    ChangeNotice notice;
    for (const NumberedChange &entry : entries) {
        if (!isSignIn(entry.change) && !(who && who->hasSaved(entry.number)))
            notice.changes << entry.change;
    }
    return notice;
}

}

/// The number of commits is asked for first: whatever is committed after that is looked at once more.
Result<ChangeLook> lookForChanges(Database &database, const std::optional<SeenPoint> &seen)
{
    const auto commits = database.engine().commitsOfOthers();
    if (!commits)
        return std::unexpected(commits.error());
    const bool isCommitted = seen && seen->commits.saves != commits->saves;
    const bool isHinted = seen && seen->commits.hints != commits->hints;
    if (seen && !isCommitted)
        return ChangeLook{{*commits, seen->auditHead}, false, isHinted};
    const auto head = loadAuditHead(database).transform(textOf);
    if (!head)
        return std::unexpected(head.error());
    ChangeLook look{{*commits, *head}, isCommitted, isHinted};
    if (!seen || seen->auditHead == *head)
        return look;
    const qint64 number = numberIn(seen->auditHead);
    return entriesAfter(database, number).transform([&](const QList<NumberedChange> &entries) {
        look.notice = noticeOf(entries, number, numberIn(*head), database.signedIn());
        return look;
    });
}

}
