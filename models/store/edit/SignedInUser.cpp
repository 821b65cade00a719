#include "store/edit/SignedInUser.h"

#include "store/Database.h"
#include "store/StoreText.h"

#include <QCryptographicHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// So that no hash of a password stays in memory.
QByteArray digest(const QByteArray &phc)
{
    return QCryptographicHash::hash(phc, QCryptographicHash::Sha256);
}

/// One that is forgotten is read once more, which nobody sees.
constexpr qsizetype mostKnownSaves = 1000;

Error notAnyMore()
{
    return {Error::Kind::NotSignedIn,
            StoreText::tr("You may not work in this database any more: your user or its password was "
                          "changed. Nothing was changed or handed out. Sign in again, or ask a main "
                          "administrator.")};
}

}

SignedInUser::SignedInUser(QString key, QString userId, const QByteArray &phc)
    : m_key(std::move(key)), m_userId(std::move(userId)), m_passwordDigests{digest(phc)}
{
    m_ended.start();
}

Result<SignedInUser::Role> SignedInUser::role(Database &database)
{
    struct Stored
    {
        QByteArray password; ///< its digest
        Role role;
    };
    const auto from = [](const QSqlQuery &row) {
        return Stored{digest(row.value(0).toByteArray()),
                      row.value(1).toBool() ? Role::MainAdministrator : Role::Auditor};
    };
    // Meanwhile nothing is forgotten that may be read still.
    const std::scoped_lock lock(m_mutex);
    const auto stored =
        database.list(u"SELECT password, main_administrator FROM iam_user WHERE id = ? AND enabled = 1 AND "
                      "(main_administrator = 1 OR auditor = 1) AND service_account = 0 AND password <> ''"_s,
                      {m_key}, from);
    if (!stored)
        return std::unexpected(stored.error());
    if (!stored->isEmpty() && m_passwordDigests.contains(stored->first().password))
        return stored->first().role;
    return std::unexpected(end());
}

Result<void> SignedInUser::check(Database &database)
{
    return role(database).transform([](Role) {});
}

Result<bool> SignedInUser::isAuditor(Database &database)
{
    return role(database).transform([](Role role) { return role == Role::Auditor; });
}

Result<void> SignedInUser::checkMayChange(Database &database)
{
    return role(database).and_then([](Role role) -> Result<void> {
        if (role == Role::MainAdministrator)
            return {};
        return fail(Error::Kind::Rule, whyAuditorsChangeNothing() + u' ' +
                                           StoreText::tr("Nothing was changed or handed out. Ask a main "
                                                         "administrator."));
    });
}

Error SignedInUser::end()
{
    if (!m_hasEnded) {
        m_hasEnded = true;
        m_ended.addResult(notAnyMore());
        m_ended.finish();
    }
    return notAnyMore();
}

void SignedInUser::expectPassword(const QByteArray &phc)
{
    const std::scoped_lock lock(m_mutex);
    m_passwordDigests << digest(phc);
}

void SignedInUser::takePassword(const QByteArray &phc)
{
    const std::scoped_lock lock(m_mutex);
    m_passwordDigests.remove(0, std::max<qsizetype>(0, m_passwordDigests.indexOf(digest(phc))));
}

void SignedInUser::forgetPassword(const QByteArray &phc)
{
    const std::scoped_lock lock(m_mutex);
    m_passwordDigests.removeOne(digest(phc));
}

void SignedInUser::setOpenTry(const QString &tryId)
{
    const std::scoped_lock lock(m_mutex);
    m_openTry = tryId;
}

QString SignedInUser::openTry()
{
    const std::scoped_lock lock(m_mutex);
    return m_openTry;
}

QString whyAuditorsChangeNothing()
{
    return StoreText::tr(
        "You are signed in as an auditor, who sees everything but secrets and changes nothing.");
}

void SignedInUser::noteSaved(qint64 first, qint64 last)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_saved.isEmpty() && m_saved.last().second == first - 1)
            m_saved.last().second = last;
        else
            m_saved << std::pair(first, last);
        if (m_saved.size() > mostKnownSaves)
            m_saved.removeFirst();
    }
    const std::scoped_lock lock(m_listenerMutex);
    // Under the lock, so that whoever stops listening is not called any more.
    if (m_savedListener)
        m_savedListener();
}

void SignedInUser::setSavedListener(std::function<void()> saved)
{
    const std::scoped_lock lock(m_listenerMutex);
    m_savedListener = std::move(saved);
}

bool SignedInUser::hasSaved(qint64 number)
{
    const std::scoped_lock lock(m_mutex);
    return std::ranges::any_of(m_saved, [number](const std::pair<qint64, qint64> &one) {
        return one.first <= number && number <= one.second;
    });
}

Result<void> store::checkSignedIn(Database &database)
{
    const auto who = database.signedIn();
    return who ? who->check(database) : Result<void>();
}

Result<void> store::checkMayChange(Database &database)
{
    const auto who = database.signedIn();
    return who ? who->checkMayChange(database) : Result<void>();
}

}
