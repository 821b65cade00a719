#include "store/audit/AuditLog.h"

#include "domain/rules/AsciiText.h"
#include "store/RowReader.h"
#include "store/edit/RecordChange.h"
#include "store/records/RecordStore.h"
#include "store/records/SecurityStore.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::store {

namespace {

const QString columns = u"number, at, user_id, action, subject, record_id, name, changes, hash"_s;
constexpr int columnCount = 9;
/// Whether a text begins with a byte order mark: a driver may drop it, and nobody here would have written it.
const QString isMarked =
    u"CASE WHEN char(65279) IN (substr(at, 1, 1), substr(user_id, 1, 1), substr(action, 1, 1), "
    "substr(subject, 1, 1), substr(record_id, 1, 1), substr(name, 1, 1), "
    "substr(changes, 1, 1), substr(hash, 1, 1)) THEN 1 ELSE 0 END"_s;

AuditEntry entryFrom(const QSqlQuery &row)
{
    return {row.value(0).toLongLong(), row.value(1).toString(), row.value(2).toString(),
            row.value(3).toString(),   row.value(4).toString(), row.value(5).toString(),
            row.value(6).toString(),   row.value(7).toString(), row.value(8).toString()};
}

FoundEntry foundEntry(const QSqlQuery &row)
{
    FoundEntry found{entryFrom(row)};
    found.hasNumber = isWholeNumber(row.value(0));
    for (int column = 1; column < columnCount; ++column) {
        const QVariant value = row.value(column);
        found.holdsTexts &= value.metaType() == QMetaType::fromType<QString>() && !value.isNull();
    }
    found.holdsTexts &= row.value(columnCount).toInt() == 0;
    return found;
}

std::optional<AuditHead> headFrom(const QString &value)
{
    static const QRegularExpression written(u"^(?:0 |([1-9][0-9]{0,14}) ([0-9a-f]{64}))$"_s);
    const auto match = written.match(value);
    if (!match.hasMatch())
        return std::nullopt;
    return AuditHead{match.captured(1).toLongLong(), match.captured(2)};
}

QString textOf(const AuditHead &head)
{
    return u"%1 %2"_s.arg(QString::number(head.number), head.hash);
}

Engine::Question numberQuestion(const QString &sql, const QVariantList &values, qint64 &number)
{
    return {sql, values, [&number](const QSqlQuery &row) -> Result<void> {
                number = row.value(0).toLongLong();
                return {};
            }};
}

Result<qint64> oneNumber(Database &database, const QString &sql, const QVariantList &values = {})
{
    qint64 number = 0;
    return database.visitAll({numberQuestion(sql, values, number)}).transform([&] { return number; });
}

Engine::Question headQuestion(std::optional<AuditHead> &head)
{
    return {u"SELECT value FROM setting WHERE name = 'audit_head'"_s,
            {},
            [&head](const QSqlQuery &row) -> Result<void> {
                head = headFrom(row.value(0).toString());
                return {};
            }};
}

/// The first number of a gap behind which there is nothing left to number. Only a number that somebody made
/// up leads here.
Result<qint64> lastBeforeGap(Database &database)
{
    return oneNumber(database,
                     u"SELECT min(number) FROM audit_entry AS one WHERE number BETWEEN 1 AND ? AND "
                     "NOT EXISTS (SELECT 1 FROM audit_entry WHERE number = one.number + 1)"_s,
                     {audit::greatestNumber - 1});
}

/// A trail that somebody emptied goes on behind a gap: else it would look like a new one.
Result<qint64> emptyEnd(Database &database)
{
    return hasMainAdministrator(database).transform([](bool has) { return qint64(has ? 1 : 0); });
}

/// Where the next entry goes. Behind what is there even if somebody set the head back: a damaged trail is no
/// reason to refuse work, and the check tells where it broke.
Result<AuditHead> endOf(Database &database)
{
    qint64 last = 0;
    std::optional<AuditHead> head;
    const auto asked = database.visitAll(
        {numberQuestion(u"SELECT coalesce(max(number), 0) FROM audit_entry WHERE number BETWEEN 1 AND ?"_s,
                        {audit::greatestNumber - 1}, last),
         headQuestion(head)});
    if (!asked)
        return std::unexpected(asked.error());
    AuditHead end = head.value_or(AuditHead());
    end.number = std::max(end.number, last);
    const auto from = [&]() -> Result<qint64> {
        if (end.number == 0)
            return emptyEnd(database);
        return end.number < audit::greatestNumber - 1 ? end.number : lastBeforeGap(database);
    };
    return from().transform([&](qint64 number) { return AuditHead{number, end.hash}; });
}

/// LIKE's own characters count as themselves.
QString containing(QString text)
{
    text.replace(u'\\', "\\\\"_L1).replace(u'%', "\\%"_L1).replace(u'_', "\\_"_L1);
    return u'%' + text + u'%';
}

}

Result<std::optional<AuditHead>> loadAuditHead(Database &database)
{
    std::optional<AuditHead> head;
    return database.visitAll({headQuestion(head)}).transform([&] { return head; });
}

Result<void> beginAuditTrail(Database &database)
{
    const auto users = oneNumber(database, u"SELECT count(*) FROM iam_user"_s);
    const auto entries = oneNumber(database, u"SELECT count(*) FROM audit_entry"_s);
    if (!users || !entries)
        return std::unexpected(users ? entries.error() : users.error());
    if (*users == 0 || *entries > 0)
        return {};
    AuditEntry entry;
    entry.at = toColumn(QDateTime::currentDateTimeUtc()).toString();
    entry.action = audit::began;
    entry.subject = u"audit_trail"_s;
    AuditLog log(AuditHead{});
    return log.append(database, entry).and_then([&] { return log.finish(database); });
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
    entry = audit::storable(std::move(entry));
    entry.hash = audit::chainHash(entry, m_head->hash);
    return database
        .execute(u"INSERT INTO audit_entry (%1) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"_s.arg(columns),
                 {entry.number, entry.at, entry.userId, entry.action, entry.subject, entry.recordId,
                  entry.name, entry.changes, entry.hash})
        .transform([&] {
            m_head = AuditHead{entry.number, entry.hash};
            ++m_added;
        });
}

Result<void> AuditLog::finish(Database &database)
{
    if (!m_head)
        return {};
    return database
        .execute(u"INSERT INTO setting (name, value) VALUES ('audit_head', ?) "
                 "ON CONFLICT (name) DO UPDATE SET value = excluded.value"_s,
                 {textOf(*m_head)})
        .and_then([&] { return checkIsStored(database); });
}

std::optional<std::pair<qint64, qint64>> AuditLog::added() const
{
    if (m_added == 0)
        return std::nullopt;
    return std::pair(m_head->number - m_added + 1, m_head->number);
}

/// A trigger, or a table that is not ours, can drop what was written without an error: then nothing else of
/// the transaction may stay either.
Result<void> AuditLog::checkIsStored(Database &database) const
{
    qint64 added = 0;
    QString last;
    std::optional<AuditHead> head;
    const auto takeLast = [&](const QSqlQuery &row) -> Result<void> {
        last = row.value(0).toString();
        return {};
    };
    const auto asked =
        database.visitAll({numberQuestion(u"SELECT count(*) FROM audit_entry WHERE number BETWEEN ? AND ?"_s,
                                          {m_head->number - m_added + 1, m_head->number}, added),
                           {u"SELECT hash FROM audit_entry WHERE number = ?"_s, {m_head->number}, takeLast},
                           headQuestion(head)});
    if (!asked)
        return asked;
    const bool isStored = added == m_added && last == m_head->hash && head &&
                          head->number == m_head->number && head->hash == m_head->hash;
    if (isStored)
        return {};
    return fail(
        Error::Kind::Tampered,
        EditText::tr("The audit trail of the database does not keep what is written to it, so nothing "
                     "was saved. Somebody changed the database without Gatehouse: find out who, and "
                     "restore a backup from before."));
}

Result<QList<AuditEntry>> loadAuditPage(Database &database, const AuditFilter &filter,
                                        std::optional<qint64> before, int most)
{
    QStringList conditions{u"1 = 1"_s};
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
        conditions << uR"((fold(name) LIKE fold(?) ESCAPE '\' OR fold(user_id) LIKE fold(?) ESCAPE '\' )"
                      uR"(OR fold(changes) LIKE fold(?) ESCAPE '\'))"_s;
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
    const auto stored = database.list(u"SELECT id FROM client_application WHERE fold(client_id) = fold(?)"_s,
                                      {clientId}, key);
    if (!stored || !stored->isEmpty())
        return stored.transform(first);
    return database
        .list(u"SELECT record_id FROM audit_entry WHERE subject = 'client_application' AND record_id <> '' "
              "AND lower(name) = ? ORDER BY number DESC LIMIT 1"_s,
              {asciiLower(clientId)}, key)
        .transform(first);
}

Result<std::optional<AuditEntry>> loadAuditEntry(Database &database, qint64 number)
{
    return database.list(u"SELECT %1 FROM audit_entry WHERE number = ?"_s.arg(columns), {number}, entryFrom)
        .transform([](const QList<AuditEntry> &entries) {
            return entries.isEmpty() ? std::nullopt : std::optional(entries.first());
        });
}

Result<std::optional<AuditEntry>> loadLastAuditEntry(Database &database)
{
    return loadAuditHead(database).and_then([&](const std::optional<AuditHead> &head) {
        const AuditHead last = head.value_or(AuditHead());
        return loadAuditEntry(database, last.number).transform([&](std::optional<AuditEntry> entry) {
            return entry && entry->hash == last.hash ? entry : std::nullopt;
        });
    });
}

Result<void> visitAudit(Database &database, const std::function<Result<void>(const FoundEntry &)> &visitor)
{
    return database.visit(u"SELECT %1, %2 FROM audit_entry ORDER BY number"_s.arg(columns, isMarked), {},
                          [&](const QSqlQuery &row) { return visitor(foundEntry(row)); });
}

}
