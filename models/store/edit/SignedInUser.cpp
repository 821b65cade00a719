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

Result<void> SignedInUser::check(Database &database)
{
    // Meanwhile nothing is forgotten that may be read still.
    const std::scoped_lock lock(m_mutex);
    const auto passwords = database.list(
        u"SELECT password FROM iam_user WHERE id = ? AND enabled = 1 AND main_administrator = 1 AND "
        "service_account = 0 AND password <> ''"_s,
        {m_key}, [](const QSqlQuery &row) { return digest(row.value(0).toByteArray()); });
    if (!passwords)
        return std::unexpected(passwords.error());
    if (!passwords->isEmpty() && m_passwordDigests.contains(passwords->first()))
        return {};
    return end();
}

Result<void> SignedInUser::end()
{
    if (!m_hasEnded) {
        m_hasEnded = true;
        m_ended.addResult(notAnyMore());
        m_ended.finish();
    }
    return std::unexpected(notAnyMore());
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

Result<void> store::checkSignedIn(Database &database)
{
    const auto who = database.signedIn();
    return who ? who->check(database) : Result<void>();
}

}
