#pragma once

#include "domain/User.h"
#include "store/SignInStore.h"

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

    /// Nothing: they are not known.
    std::optional<store::Failures> failures(const QDateTime &now);

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
    Database m_database;
    QByteArray m_nameHash;
    std::optional<User> m_user;
    QString m_tryId; ///< empty: it could not be noted
};

}
