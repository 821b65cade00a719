#include "store/watch/Presence.h"

#include "domain/rules/StorableText.h"
#include "store/RowReader.h"
#include "store/Transaction.h"
#include "store/records/RecordStore.h"

using namespace Qt::StringLiterals;

namespace gatehouse::store {

namespace {

constexpr int mostShown = 20;
constexpr qsizetype longestMachine = 255;

/// What is lost with the power is a hint about windows that are gone then, too. The next save forces all onto
/// the disk.
class AsHint
{
public:
    explicit AsHint(const Database &database) : m_database(database) { m_database.engine().setHint(true); }
    ~AsHint() { m_database.engine().setHint(false); }
    Q_DISABLE_COPY_MOVE(AsHint)

private:
    const Database m_database;
};

template<typename Write>
Result<void> writing(Database &database, Write write)
{
    const WithoutWaiting withoutWaiting(database);
    const AsHint asHint(database);
    auto transaction = Transaction::beginWithNext(database);
    if (!transaction)
        return std::unexpected(transaction.error());
    return write().and_then([&] { return transaction->commit(); });
}

/// The first and the last time of a sign of life that counts: a clock may be ahead of ours as well.
QVariantList aliveAt(const QDateTime &now)
{
    return {toColumn(now.addDuration(-presenceEnds)), toColumn(now.addDuration(presenceEnds))};
}

/// A sign of life of one who is there and does what they did is told to nobody: with some windows that would
/// be one at any time.
Result<void> tellUnlessKnown(Database &database, const Presence &own, const QString &machine)
{
    return database.engine().tellHint(
        u"NOT EXISTS (SELECT 1 FROM presence WHERE window_id = ? AND user_id = ? AND machine = ? AND "
        "application_id = ? AND editing = ? AND since = ? AND seen_at BETWEEN ? AND ?)"_s,
        QVariantList{own.windowId, own.userId, machine, own.clientKey, own.isEditing, toColumn(own.since)} +
            aliveAt(own.seenAt));
}

}

Result<void> writePresence(Database &database, const Presence &own)
{
    const QString machine = storable(own.machine.left(longestMachine));
    return writing(database, [&] {
        return tellUnlessKnown(database, own, machine)
            .and_then([&] {
                return database.execute(u"DELETE FROM presence WHERE NOT seen_at BETWEEN ? AND ?"_s,
                                        aliveAt(own.seenAt));
            })
            .and_then([&] {
                return database.execute(
                    u"INSERT INTO presence (window_id, user_id, machine, application_id, editing, since, "
                    "seen_at) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (window_id) DO UPDATE SET "
                    "user_id = excluded.user_id, machine = excluded.machine, "
                    "application_id = excluded.application_id, editing = excluded.editing, "
                    "since = excluded.since, seen_at = excluded.seen_at"_s,
                    {own.windowId, own.userId, machine, own.clientKey, own.isEditing, toColumn(own.since),
                     toColumn(own.seenAt)});
            });
    });
}

Result<void> removePresence(Database &database, const QString &windowId, const QDateTime &now)
{
    return writing(database, [&] {
        return database.engine()
            .tellHint(u"EXISTS (SELECT 1 FROM presence WHERE window_id = ?)"_s, {windowId})
            .and_then([&] {
                return database.execute(
                    u"DELETE FROM presence WHERE window_id = ? OR NOT seen_at BETWEEN ? AND ?"_s,
                    QVariantList{windowId} + aliveAt(now));
            });
    });
}

Result<QList<Presence>> loadPresence(Database &database, const QString &clientKey, const QString &ownWindowId,
                                     const QDateTime &now)
{
    QList<Presence> others;
    const auto take = [&](const QSqlQuery &query) -> Result<void> {
        RowReader row(query, {.table = "presence"_L1});
        Presence one;
        one.windowId = row.key("window_id"_L1);
        one.userId = row.name("user_id"_L1);
        one.machine = row.text("machine"_L1, longestMachine);
        one.isEditing = row.flag("editing"_L1);
        one.since = row.time("since"_L1);
        one.seenAt = row.time("seen_at"_L1);
        one.clientKey = clientKey;
        if (row.isWhole())
            others << one;
        return {};
    };
    return database
        .visit(u"SELECT window_id, user_id, machine, editing, since, seen_at FROM presence "
               "WHERE application_id = ? AND window_id <> ? AND seen_at BETWEEN ? AND ? "
               "ORDER BY editing DESC, since, window_id LIMIT ?"_s,
               QVariantList{clientKey, ownWindowId} + aliveAt(now) + QVariantList{mostShown}, take)
        .transform([&] { return others; });
}

}
