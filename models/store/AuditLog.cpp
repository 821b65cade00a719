#include "store/AuditLog.h"

#include "store/EditText.h"
#include "store/RowReader.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace gatehouse::store {

namespace {

const QString columns = u"number, at, user_id, action, subject, record_id, name, changes, hash"_s;

AuditEntry entryFrom(const QSqlQuery &row)
{
    return {row.value(0).toLongLong(), row.value(1).toString(), row.value(2).toString(),
            row.value(3).toString(),   row.value(4).toString(), row.value(5).toString(),
            row.value(6).toString(),   row.value(7).toString(), row.value(8).toString()};
}

AuditHead headFrom(const QString &value)
{
    return {value.section(u' ', 0, 0).toLongLong(), value.section(u' ', 1)};
}

/// Where the next entry goes. Behind what is there even if somebody set the head back: a damaged trail is no
/// reason to refuse work, and the check tells where it broke.
Result<AuditHead> endOf(Database &database)
{
    const auto last = database.list(u"SELECT coalesce(max(number), 0) FROM audit_entry"_s, {},
                                    [](const QSqlQuery &row) { return row.value(0).toLongLong(); });
    if (!last)
        return std::unexpected(last.error());
    return loadAuditHead(database).and_then([&](AuditHead head) -> Result<AuditHead> {
        head.number = std::max(head.number, last->value(0));
        if (head.number < std::numeric_limits<qint64>::max())
            return head;
        return std::unexpected(damaged("audit_entry"_L1, QString::number(head.number), "number"_L1,
                                       EditText::tr("leaves no number for another entry")));
    });
}

/// LIKE's own characters count as themselves.
QString containing(QString text)
{
    text.replace(u'\\', "\\\\"_L1).replace(u'%', "\\%"_L1).replace(u'_', "\\_"_L1);
    return u'%' + text + u'%';
}

}

Result<AuditHead> loadAuditHead(Database &database)
{
    return database
        .list(u"SELECT value FROM setting WHERE name = 'audit_head'"_s, {},
              [](const QSqlQuery &row) { return headFrom(row.value(0).toString()); })
        .transform([](const QList<AuditHead> &heads) { return heads.value(0); });
}

Result<void> AuditLog::append(Database &database, AuditEntry entry)
{
    if (!m_head) {
        const auto end = endOf(database);
        if (!end)
            return std::unexpected(end.error());
        m_head = *end;
    }
    entry.number = m_head->number + 1;
    entry.userId = database.administrator();
    entry.hash = audit::chainHash(entry, m_head->hash);
    return database
        .execute(u"INSERT INTO audit_entry (%1) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"_s.arg(columns),
                 {entry.number, entry.at, entry.userId, entry.action, entry.subject, entry.recordId,
                  entry.name, entry.changes, entry.hash})
        .transform([&] { m_head = AuditHead{entry.number, entry.hash}; });
}

Result<void> AuditLog::finish(Database &database)
{
    if (!m_head)
        return {};
    return database.execute(u"INSERT INTO setting (name, value) VALUES ('audit_head', ?) "
                            "ON CONFLICT (name) DO UPDATE SET value = excluded.value"_s,
                            {u"%1 %2"_s.arg(QString::number(m_head->number), m_head->hash)});
}

Result<QList<AuditEntry>> loadAuditPage(Database &database, const AuditFilter &filter,
                                        std::optional<qint64> before, int most)
{
    QStringList conditions{u"1"_s};
    QVariantList values;
    if (before) {
        conditions << u"number < ?"_s;
        values << *before;
    }
    if (!filter.recordId.isEmpty()) {
        conditions << u"record_id <> '' AND record_id = ?"_s;
        values << filter.recordId;
    }
    if (!filter.text.isEmpty()) {
        conditions
            << uR"((name LIKE ? ESCAPE '\' OR user_id LIKE ? ESCAPE '\' OR changes LIKE ? ESCAPE '\'))"_s;
        values << containing(filter.text) << containing(filter.text) << containing(filter.text);
    }
    return database.list(u"SELECT %1 FROM audit_entry WHERE %2 ORDER BY number DESC LIMIT ?"_s.arg(
                             columns, conditions.join(" AND "_L1)),
                         values + QVariantList{most}, entryFrom);
}

Result<QString> clientInAudit(Database &database, const QString &clientId)
{
    const auto first = [](const QStringList &keys) { return keys.value(0); };
    const auto key = [](const QSqlQuery &row) { return row.value(0).toString(); };
    const auto stored =
        database.list(u"SELECT id FROM client_application WHERE client_id = ?"_s, {clientId}, key);
    if (!stored || !stored->isEmpty())
        return stored.transform(first);
    return database
        .list(u"SELECT record_id FROM audit_entry WHERE subject = 'client_application' AND record_id <> '' "
              "AND name = ? COLLATE NOCASE ORDER BY number DESC LIMIT 1"_s,
              {clientId}, key)
        .transform(first);
}

Result<void> visitAudit(Database &database, const std::function<Result<void>(const AuditEntry &)> &visitor)
{
    return database.visit(u"SELECT %1 FROM audit_entry ORDER BY number"_s.arg(columns), {},
                          [&](const QSqlQuery &row) { return visitor(entryFrom(row)); });
}

}
