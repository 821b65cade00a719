#include "store/SignInStore.h"

#include "store/RecordStore.h"
#include "store/RowReader.h"
#include "store/Transaction.h"

#include <QRegularExpression>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace gatehouse::store {

namespace {

using std::chrono::seconds;

struct Tries
{
    int failures = 0;
    QDateTime next;
};

QString text(const QByteArray &nameHash)
{
    return QString::fromLatin1(nameHash);
}

/// Also takes the tries of a time that the clock says is yet to come back to now.
Result<void> tidy(Database &database, const QDateTime &now, seconds greatestDelay)
{
    const QVariant current = toColumn(now);
    return database
        .execute(u"UPDATE sign_in_attempt SET last_try_at = ?, next_try_at = min(next_try_at, ?) "
                 "WHERE last_try_at > ?"_s,
                 {current, toColumn(now + greatestDelay), current})
        .and_then([&] {
            return database.execute(u"DELETE FROM sign_in_attempt WHERE last_try_at < ?"_s,
                                    {toColumn(now - 24h)});
        });
}

/// A whole PHC string of Argon2id (https://github.com/P-H-C/phc-string-format), or none at all.
std::optional<QByteArray> phcFrom(const QString &text)
{
    static const QRegularExpression whole(
        u"\\A\\$argon2id\\$v=\\d+\\$m=\\d+,t=\\d+,p=\\d+\\$[A-Za-z0-9+/]{11,}\\$[A-Za-z0-9+/]{43,}\\z"_s);
    if (text.isEmpty() || whole.match(text).hasMatch())
        return text.toLatin1();
    return std::nullopt;
}

Result<Tries> loadTries(Database &database, const QByteArray &nameHash)
{
    return readRows(database,
                    u"SELECT name_hash, failures, next_try_at FROM sign_in_attempt WHERE name_hash = ?"_s,
                    {text(nameHash)}, {.table = "sign_in_attempt"_L1},
                    [](RowReader &row) {
                        row.skip();
                        return Tries{row.count("failures"_L1), row.time("next_try_at"_L1)};
                    })
        .transform([](const QList<Tries> &rows) { return rows.value(0); });
}

Result<void> saveTry(Database &database, const QByteArray &nameHash, int failures, const QDateTime &now,
                     const QDateTime &next)
{
    return database.execute(u"INSERT INTO sign_in_attempt (name_hash, failures, last_try_at, next_try_at) "
                            "VALUES (?, ?, ?, ?) ON CONFLICT (name_hash) DO UPDATE SET "
                            "failures = excluded.failures, last_try_at = excluded.last_try_at, "
                            "next_try_at = excluded.next_try_at"_s,
                            {text(nameHash), failures, toColumn(now), toColumn(next)});
}

seconds waitUntil(const QDateTime &next, const QDateTime &now)
{
    return next.isValid() && next > now ? std::chrono::ceil<seconds>(next - now) : 0s;
}

}

Result<std::optional<StoredPassword>> loadPassword(Database &database, const QString &userId)
{
    const auto user = loadUser(database, userId);
    if (!user)
        return std::unexpected(user.error());
    const QString key = *user ? (*user)->key : QString();
    return readRows(database, u"SELECT user_id, password FROM iam_user WHERE id = ?"_s, {key},
                    {.table = "iam_user"_L1},
                    [](RowReader &row) {
                        row.skip();
                        return row.one("password"_L1, phcFrom);
                    })
        .transform([&](const QList<QByteArray> &found) -> std::optional<StoredPassword> {
            if (found.isEmpty())
                return std::nullopt;
            return StoredPassword{**user, found.first()};
        });
}

Result<seconds> countTry(Database &database, const QByteArray &nameHash, const QDateTime &now,
                         const TryDelays &delays)
{
    auto transaction = Transaction::begin(database);
    if (!transaction)
        return std::unexpected(transaction.error());
    const auto tries =
        tidy(database, now, delays.greatest).and_then([&] { return loadTries(database, nameHash); });
    if (!tries)
        return std::unexpected(tries.error());
    const seconds wait = waitUntil(tries->next, now);
    const int failures = tries->failures + 1;
    return (wait > 0s ? Result<void>()
                      : saveTry(database, nameHash, failures, now, now + delays.after(failures)))
        .and_then([&] { return transaction->commit(); })
        .transform([&] { return wait; });
}

Result<void> forgetTries(Database &database, const QByteArray &nameHash)
{
    return database.execute(u"DELETE FROM sign_in_attempt WHERE name_hash = ?"_s, {text(nameHash)});
}

}
