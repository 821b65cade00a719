#pragma once

#include "domain/Error.h"

#include <QByteArray>
#include <QFuture>
#include <QList>
#include <QPromise>

#include <functional>
#include <mutex>
#include <utility>

namespace gatehouse {

class Database;

/// Who is signed in, shared by all connections of a window or a command. Whether this one still may work here
/// is asked anew in every transaction. Any thread may ask.
class SignedInUser
{
public:
    SignedInUser(QString key, QString userId, const QByteArray &phc);

    const QString &key() const { return m_key; }
    const QString &userId() const { return m_userId; }

    /// NotSignedIn once the user is no enabled main administrator or auditor any more, or has another
    /// password than the one that was signed in with.
    Result<void> check(Database &database);
    /// The same, and refused by a rule for an auditor.
    Result<void> checkMayChange(Database &database);
    /// As check(), and whether this one changes nothing, which may be otherwise than at the sign-in.
    Result<bool> isAuditor(Database &database);
    /// The user's own new password does not end the work: told before it is committed, so that whoever reads
    /// it first knows it, and afterwards which of the two is there.
    void expectPassword(const QByteArray &phc);
    void takePassword(const QByteArray &phc);
    void forgetPassword(const QByteArray &phc);

    /// The try that this one signed in with, where the database could not be told yet that it succeeded.
    void setOpenTry(const QString &tryId);
    QString openTry();

    /// Entries of the audit trail that were written through one of the connections, so that a window knows
    /// its own work among that of others. Of long ago only some are known.
    void noteSaved(qint64 first, qint64 last);
    bool hasSaved(qint64 number);
    /// Called after each of them, on whatever thread it was; null: nobody listens any more. It asks nothing
    /// of this object.
    void setSavedListener(std::function<void()> saved);

    /// Answers with the refusal once there was one. To be continued once.
    QFuture<Error> ended() { return m_ended.future(); }

private:
    enum class Role { MainAdministrator, Auditor };
    Result<Role> role(Database &database);
    Error end();

    const QString m_key;
    const QString m_userId;
    std::mutex m_mutex;
    QList<QByteArray> m_passwordDigests; ///< what was expected last comes last
    QPromise<Error> m_ended;
    bool m_hasEnded = false;
    QString m_openTry;
    QList<std::pair<qint64, qint64>> m_saved; ///< first and last numbers
    /// Another than the one that is held while the database is asked: who begins and ends to listen draws.
    std::mutex m_listenerMutex;
    std::function<void()> m_savedListener;
};

/// What an auditor is told of whatever is off, as a sentence.
QString whyAuditorsChangeNothing();

namespace store {

/// SignedInUser::check() of whoever works with the connection; nobody does in what the program does by
/// itself.
Result<void> checkSignedIn(Database &database);
/// SignedInUser::checkMayChange() likewise.
Result<void> checkMayChange(Database &database);

}

}
