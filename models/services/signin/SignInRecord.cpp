#include "services/signin/SignInRecord.h"

#include "domain/RecordKey.h"
#include "services/AuditMemory.h"
#include "services/security/PrivateFile.h"
#include "services/signin/SignIn.h"
#include "store/edit/EditSession.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QUuid>

#include <algorithm>
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
    m_begun = now;
    // The same one when it is noted again: the answer of the first time may have been lost, and not the row.
    const QString tryId = newRecordKey();
    const auto noted = [&] {
        const auto begun = store::beginTry(m_database, tryId, m_nameHash, user.has_value(), now, spacing,
                                           opentries::remembered());
        return begun ? tryId : QString();
    };
    m_tryId = noted();
    if (!m_tryId.isEmpty() || m_database.isReadOnly())
        return;
    m_isLocked = store::isLockedByAnother(m_database);
    if (!m_isLocked)
        m_tryId = noted(); // the other was done just then, or it was something else
}

std::optional<store::WithoutWaiting> SignInRecord::patience() const
{
    if (!m_isLocked)
        return std::nullopt;
    return std::optional<store::WithoutWaiting>(std::in_place, m_database);
}

void SignInRecord::forget()
{
    const auto patience = this->patience();
    std::ignore = store::forgetTry(m_database, m_tryId);
}

std::optional<QDateTime> SignInRecord::turn(const QDateTime &now)
{
    const auto failures = store::loadFailures(m_database, m_nameHash, now);
    if (!failures || (m_tryId.isEmpty() && !m_isLocked))
        return std::nullopt;
    const QDateTime next = failures->nextTurn.isValid() ? failures->nextTurn : now;
    return m_isLocked ? std::max(next, m_begun.addDuration(lockedWait)) : next;
}

std::optional<QDateTime> SignInRecord::noteFailure(const QDateTime &now, const store::Spacing &spacing)
{
    const bool wasLocked = m_isLocked;
    const auto next = turn(now);
    const auto noted = addFailure(now, spacing);
    if (noted && !m_tryId.isEmpty())
        return *noted;
    if (wasLocked)
        return next; // noted or not, as a right one
    m_isLocked = !m_tryId.isEmpty() && store::isLockedByAnother(m_database);
    return m_isLocked ? turn(now) : std::nullopt;
}

Result<QDateTime> SignInRecord::addFailure(const QDateTime &now, const store::Spacing &spacing)
{
    const auto patience = this->patience();
    const auto addEntry = [&](EditSession &session, int count) -> Result<void> {
        if (!isWorthAnEntry(count))
            return {};
        return session.noteEvent(audit::signInFailed, recordOf(m_user, {{"failures", count}}));
    };
    const auto note = [&](EditSession &session) {
        return store::noteFailure(m_database, m_nameHash, m_user.has_value(), m_tryId, now, spacing)
            .and_then([&](const store::NotedFailure &noted) {
                return (m_user ? Result<int>(noted.failures.count) : store::countUnknown(m_database, now))
                    .and_then([&](int count) { return addEntry(session, count); })
                    .transform([&] { return noted.turn; });
            });
    };
    return editing(m_database, note, now, EditSession::Purpose::Note);
}

Result<SignInRecord::Success> SignInRecord::noteSuccess(const std::shared_ptr<SignedInUser> &who,
                                                        const QDateTime &now)
{
    const auto failures = store::loadFailures(m_database, m_nameHash, now).value_or(store::Failures());
    const auto patience = this->patience();
    m_database.setSignedIn(who);
    const auto note = [&](EditSession &session) {
        return store::noteSuccess(m_database, m_nameHash, m_tryId).and_then([&] {
            return session.noteEvent(audit::signedIn, recordOf(m_user, failuresJson(failures)));
        });
    };
    const auto noted = editing(m_database, note, now, EditSession::Purpose::Note);
    if (noted)
        return Success{failures, {}};
    // Only a database that cannot be written is reason enough to go on unrecorded.
    const auto may = noted.error().kind == Error::Kind::Unreachable ? who->check(m_database) : noted;
    if (may) {
        who->setOpenTry(m_tryId);
        return Success{failures, noted.error().text};
    }
    m_database.setSignedIn({});
    return std::unexpected(may.error());
}

namespace {

const QString prefix = u"sign-in-"_s;

}

void opentries::remember(const QString &tryId)
{
    const QString folder = AuditMemory::usualFolder();
    std::ignore = privatefile::makeFolder(folder).and_then(
        [&] { return privatefile::write(folder + u'/' + prefix + tryId, SecretBytes()); });
}

QStringList opentries::remembered()
{
    const QDateTime yesterday = QDateTime::currentDateTimeUtc().addDays(-1);
    QStringList tryIds;
    const auto files = QDir(AuditMemory::usualFolder()).entryInfoList({prefix + u'*'}, QDir::Files);
    for (const QFileInfo &file : files) {
        const QString tryId = file.fileName().mid(prefix.size());
        if (QUuid::fromString(tryId).isNull())
            continue;
        if (file.lastModified() > yesterday)
            tryIds << tryId;
        else
            QFile::remove(file.filePath());
    }
    return tryIds;
}

}
