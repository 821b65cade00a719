#include "services/signin/SignInRecord.h"

#include "store/EditSession.h"

#include <QCryptographicHash>

#include <tuple>

using namespace Qt::StringLiterals;

namespace gatehouse::signin {

namespace {

/// Two user IDs that are looked up as one count as one.
QByteArray nameHash(const QString &userId)
{
    return QCryptographicHash::hash(userId.toCaseFolded().toUtf8(), QCryptographicHash::Sha256).toHex();
}

/// Whoever hammers must not fill the disk: the first failure has an entry, then the 10th, the 100th, and so
/// on. The next success says how many there were.
bool isWorthAnEntry(int count)
{
    while (count > 1 && count % 10 == 0)
        count /= 10;
    return count == 1;
}

/// A user ID that does not exist may be a password that was typed in the wrong field: nothing of it is kept.
audit::Record recordOf(const std::optional<User> &user, const json::Json &fields)
{
    return {u"iam_user"_s, user ? user->key : QString(), user ? user->userId : QString(), fields};
}

json::Json timeJson(const QDateTime &time)
{
    return json::fromText(store::toColumn(time).toString());
}

json::Json failuresJson(const store::Failures &failures)
{
    if (failures.count == 0)
        return json::Json::object();
    return {{"failures_before", failures.count},
            {"first_failure_at", timeJson(failures.first)},
            {"last_failure_at", timeJson(failures.last)}};
}

}

SignInRecord::SignInRecord(Database &database, const QString &userId)
    : m_database(database), m_nameHash(nameHash(userId))
{
}

void SignInRecord::begin(const std::optional<User> &user, const QDateTime &now, const store::Spacing &spacing)
{
    m_user = user;
    m_tryId = store::beginTry(m_database, m_nameHash, user.has_value(), now, spacing).value_or(QString());
}

void SignInRecord::forget()
{
    std::ignore = store::forgetTry(m_database, m_tryId);
}

std::optional<store::Failures> SignInRecord::failures(const QDateTime &now)
{
    const auto failures = store::loadFailures(m_database, m_nameHash, now);
    return failures && !m_tryId.isEmpty() ? std::optional(*failures) : std::nullopt;
}

std::optional<QDateTime> SignInRecord::noteFailure(const QDateTime &now, const store::Spacing &spacing)
{
    const auto addEntry = [&](EditSession &session, int count) -> Result<void> {
        if (!isWorthAnEntry(count))
            return {};
        return session.noteEvent(audit::signInFailed, recordOf(m_user, {{"failures", count}}));
    };
    const auto note = [&](EditSession &&session) -> Result<QDateTime> {
        return store::noteFailure(m_database, m_nameHash, m_user.has_value(), m_tryId, now, spacing)
            .and_then([&](const store::NotedFailure &noted) {
                return (m_user ? Result<int>(noted.failures.count) : store::countUnknown(m_database, now))
                    .and_then([&](int count) { return addEntry(session, count); })
                    .and_then([&] { return session.commit(); })
                    .transform([&] { return noted.turn; });
            });
    };
    const auto turn = EditSession::begin(m_database, now).and_then(note);
    return turn && !m_tryId.isEmpty() ? std::optional(*turn) : std::nullopt;
}

Result<SignInRecord::Success> SignInRecord::noteSuccess(const std::shared_ptr<SignedInUser> &who,
                                                        const QDateTime &now)
{
    const auto failures = store::loadFailures(m_database, m_nameHash, now).value_or(store::Failures());
    m_database.setSignedIn(who);
    const auto note = [&](EditSession &&session) {
        return store::noteSuccess(m_database, m_nameHash, m_tryId)
            .and_then(
                [&] { return session.noteEvent(audit::signedIn, recordOf(m_user, failuresJson(failures))); })
            .and_then([&] { return session.commit(); });
    };
    const auto noted = EditSession::begin(m_database, now).and_then(note);
    if (noted)
        return Success{failures, {}};
    const auto may = noted.error().kind == Error::Kind::NotSignedIn ? noted : who->check(m_database);
    if (may)
        return Success{failures, noted.error().text};
    m_database.setSignedIn({});
    return std::unexpected(may.error());
}

}
