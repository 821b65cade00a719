#include "store/records/SignInStore.h"

#include "domain/HiddenSecrets.h"
#include "domain/RecordKey.h"
#include "store/RowReader.h"
#include "store/Transaction.h"
#include "store/records/RecordStore.h"

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace gatehouse::store {

namespace {

/// More failures than this delay no longer, nor for longer.
constexpr int mostPressure = 20;
constexpr std::chrono::seconds decay = 3min; ///< of one failure
/// A try that takes longer was broken off: checking a password takes 0.3 s, more on a busy machine.
constexpr std::chrono::seconds longestTry = 20s;
/// However long the queue is, and whatever the clock did.
constexpr std::chrono::seconds longestWait = 10min;

QString text(const QByteArray &nameHash)
{
    return QString::fromLatin1(nameHash);
}

int decayed(int pressure, const QDateTime &last, const QDateTime &now)
{
    if (!last.isValid() || now <= last)
        return pressure;
    return int(std::max<qint64>(0, pressure - last.secsTo(now) / decay.count()));
}

Failures failuresFrom(RowReader &row)
{
    row.skip();
    return {row.count("pressure"_L1), row.time("next_turn_at"_L1), row.count("failures"_L1),
            row.timeOrNone("first_failed_at"_L1), row.time("last_failed_at"_L1)};
}

/// Forgets what is over, and takes times that the clock says are yet to come back to now.
Result<void> tidy(Database &database, const QDateTime &now)
{
    const QVariant current = toColumn(now);
    const QVariant yesterday = toColumn(now.addDays(-1));
    return database.execute(u"DELETE FROM sign_in_try WHERE begun_at < ?"_s, {yesterday})
        .and_then([&] {
            return database.execute(u"UPDATE sign_in_try SET begun_at = ? WHERE begun_at > ?"_s,
                                    {current, current});
        })
        .and_then([&] {
            return database.execute(u"DELETE FROM sign_in_attempt WHERE known = 0 AND last_failed_at < ?"_s,
                                    {yesterday});
        })
        .and_then([&] {
            return database.execute(u"UPDATE sign_in_attempt SET last_failed_at = ?, next_turn_at = ? "
                                    "WHERE last_failed_at > ?"_s,
                                    {current, current, current});
        });
}

Result<void> forgetTries(Database &database, const QStringList &tryIds)
{
    for (const QString &tryId : tryIds) {
        if (const auto forgotten = forgetTry(database, tryId); !forgotten)
            return forgotten;
    }
    return {};
}

Result<void> save(Database &database, const QByteArray &nameHash, bool isKnown, const Failures &failures)
{
    return database.execute(u"INSERT INTO sign_in_attempt (name_hash, known, pressure, next_turn_at, "
                            "failures, first_failed_at, last_failed_at) VALUES (?, ?, ?, ?, ?, ?, ?) "
                            "ON CONFLICT (name_hash) DO UPDATE SET known = excluded.known, "
                            "pressure = excluded.pressure, next_turn_at = excluded.next_turn_at, "
                            "failures = excluded.failures, first_failed_at = excluded.first_failed_at, "
                            "last_failed_at = excluded.last_failed_at"_s,
                            {text(nameHash), isKnown, failures.pressure, toColumn(failures.nextTurn),
                             failures.count, toColumn(failures.first), toColumn(failures.last)});
}

Result<Failures> load(Database &database, const QByteArray &nameHash, const QDateTime &now)
{
    return readRows(database,
                    u"SELECT name_hash, pressure, next_turn_at, failures, first_failed_at, last_failed_at "
                    "FROM sign_in_attempt WHERE name_hash = ?"_s,
                    {text(nameHash)}, {.table = "sign_in_attempt"_L1}, failuresFrom)
        .transform([&](const QList<Failures> &rows) {
            Failures failures = rows.value(0);
            failures.pressure = std::clamp(decayed(failures.pressure, failures.last, now), 0, mostPressure);
            return failures;
        });
}

/// One more, which takes the next turn.
NotedFailure withOneMore(Failures failures, const QDateTime &now, const Spacing &spacing)
{
    failures.pressure = std::min(failures.pressure + 1, mostPressure);
    const QDateTime turn =
        failures.nextTurn.isValid() ? std::clamp(failures.nextTurn, now, now.addDuration(longestWait)) : now;
    failures.nextTurn = turn.addDuration(spacing(failures.pressure));
    if (failures.count++ == 0)
        failures.first = now;
    failures.last = now;
    return {failures, turn};
}

/// Counts tries that were broken off as failures: who ends the program before its answer gains nothing.
Result<void> countBrokenOff(Database &database, const QByteArray &nameHash, bool isKnown,
                            const QDateTime &now, const Spacing &spacing)
{
    const QString brokenOff = u"FROM sign_in_try WHERE name_hash = ? AND begun_at < ?"_s;
    const QVariantList values{text(nameHash), toColumn(now.addDuration(-longestTry))};
    const auto counts = database.list(u"SELECT count(*) "_s + brokenOff, values,
                                      [](const QSqlQuery &row) { return row.value(0).toInt(); });
    if (!counts)
        return std::unexpected(counts.error());
    const int count = counts->value(0);
    if (count == 0)
        return {};
    return load(database, nameHash, now).and_then([&](Failures failures) {
        for (int i = 0; i < std::min(count, mostPressure); ++i)
            failures = withOneMore(failures, now, spacing).failures;
        failures.count += std::max(0, count - mostPressure);
        return save(database, nameHash, isKnown, failures).and_then([&] {
            return database.execute(u"DELETE "_s + brokenOff, values);
        });
    });
}

}

Result<std::optional<StoredPassword>> loadPassword(Database &database, const QString &userId)
{
    const auto user = loadUser(database, userId);
    if (!user)
        return std::unexpected(user.error());
    const QString key = *user ? (*user)->key : QString();
    // Whether it is a whole PHC string is for whoever checks a password against it.
    return readRows(database, u"SELECT user_id, password FROM iam_user WHERE id = ?"_s, {key},
                    {.table = "iam_user"_L1},
                    [](RowReader &row) {
                        row.skip();
                        return row.text("password"_L1).toLatin1();
                    })
        .transform([&](const QList<QByteArray> &found) -> std::optional<StoredPassword> {
            if (found.isEmpty())
                return std::nullopt;
            return StoredPassword{**user, found.first()};
        });
}

Result<bool> arePasswordsHidden(Database &database)
{
    return database
        .list(u"SELECT 1 FROM iam_user WHERE password = ? LIMIT 1"_s, {QString(hidden::password)},
              [](const QSqlQuery &row) { return row.value(0).toInt(); })
        .transform([](const QList<int> &found) { return !found.isEmpty(); });
}

Result<Failures> loadFailures(Database &database, const QByteArray &nameHash, const QDateTime &now)
{
    return load(database, nameHash, now);
}

Result<void> beginTry(Database &database, const QString &tryId, const QByteArray &nameHash, bool isKnown,
                      const QDateTime &now, const Spacing &spacing, const QStringList &succeeded)
{
    return Transaction::begin(database).and_then([&](Transaction &&transaction) {
        return tidy(database, now)
            .and_then([&] { return forgetTries(database, succeeded); })
            .and_then([&] { return countBrokenOff(database, nameHash, isKnown, now, spacing); })
            .and_then([&] {
                return database.execute(
                    u"INSERT INTO sign_in_try (id, name_hash, begun_at) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING"_s,
                    {tryId, text(nameHash), toColumn(now)});
            })
            .and_then([&] { return transaction.commit(); });
    });
}

Result<void> forgetTry(Database &database, const QString &tryId)
{
    return database.execute(u"DELETE FROM sign_in_try WHERE id = ?"_s, {tryId});
}

Result<NotedFailure> noteFailure(Database &database, const QByteArray &nameHash, bool isKnown,
                                 const QString &tryId, const QDateTime &now, const Spacing &spacing)
{
    const auto failures = forgetTry(database, tryId).and_then([&] { return load(database, nameHash, now); });
    if (!failures)
        return std::unexpected(failures.error());
    const NotedFailure noted = withOneMore(*failures, now, spacing);
    return save(database, nameHash, isKnown, noted.failures).transform([&] { return noted; });
}

Result<int> countUnknown(Database &database, const QDateTime &now)
{
    auto failures = load(database, {}, now);
    if (!failures)
        return std::unexpected(failures.error());
    if (failures->first.isValid() && failures->first < now.addDays(-1))
        *failures = {};
    const NotedFailure noted = withOneMore(*failures, now, [](int) { return 0s; });
    return save(database, {}, false, noted.failures).transform([&] { return noted.failures.count; });
}

Result<void> noteSuccess(Database &database, const QByteArray &nameHash, const QString &tryId)
{
    return forgetTry(database, tryId).and_then([&] {
        return database.execute(
            u"UPDATE sign_in_attempt SET failures = 0, first_failed_at = NULL WHERE name_hash = ?"_s,
            {text(nameHash)});
    });
}

}
