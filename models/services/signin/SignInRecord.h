#pragma once

#include "domain/User.h"
#include "store/Transaction.h"
#include "store/records/SignInStore.h"

#include <QStringList>

#include <memory>

namespace gatehouse::signin {

/// What the database keeps of one try to sign in: how many fail, and entries in the audit trail. Where it
/// cannot be written, that is told and the try goes on.
class SignInRecord
{
public:
    SignInRecord(Database &database, const QString &userId);

    /// With the user that was found; nothing: there is none of that ID.
    void begin(const std::optional<User> &user, const QDateTime &now, const store::Spacing &spacing);
    /// The try was not decided.
    void forget();

    /// When a right password is answered; nothing: it is not known, as tries cannot be noted.
    std::optional<QDateTime> turn(const QDateTime &now);

    /// When to answer; nothing: it could not be noted.
    std::optional<QDateTime> noteFailure(const QDateTime &now, const store::Spacing &spacing);

    struct Success
    {
        store::Failures failures; ///< before it
        QString whyNot;           ///< why it is not in the audit trail
    };
    /// As the one who signs in from now on; NotSignedIn when the user may not any more.
    Result<Success> noteSuccess(const std::shared_ptr<SignedInUser> &who, const QDateTime &now);

private:
    Result<QDateTime> addFailure(const QDateTime &now, const store::Spacing &spacing);
    /// Once it was waited for another that writes, that is not done again.
    std::optional<store::WithoutWaiting> patience() const;

    Database m_database;
    QByteArray m_nameHash;
    std::optional<User> m_user;
    QString m_tryId; ///< empty: it could not be noted
    QDateTime m_begun;
    bool m_isLocked = false; ///< by another that writes
};

}

/// Tries that succeeded while the database could not be told, by their ids: kept outside of it, in the state
/// folder, for the next sign-in on this machine to tell. Where that cannot be written, the worst is that
/// somebody is told of a failure that was none.
namespace gatehouse::signin::opentries {

void remember(const QString &tryId);
/// Those of the last day, of whatever database; no try is kept for longer.
QStringList remembered();

}
