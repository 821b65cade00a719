#pragma once

#include "Edits.h"

namespace gatehouse::test {

inline const QByteArray somePhc = "$argon2id$v=19$m=65536,t=3,p=1$c2FsdA$aGFzaA";

/// A main administrator who may sign in, though nobody knows the password.
inline Result<User> addAdministrator(Database &database, const QString &userId)
{
    const auto add = [&](EditSession &session) {
        return edit::save(session, User{.userId = userId, .mainAdministrator = true})
            .and_then([&](const User &user) { return edit::setPassword(session, user, somePhc); });
    };
    return editing(database, add)
        .and_then([&] { return store::loadUser(database, userId); })
        .transform([](const std::optional<User> &user) { return user.value(); });
}

/// From now on a new main administrator of that ID works with the connection.
inline std::shared_ptr<SignedInUser> workAs(Database &database, const QString &userId)
{
    const auto user = addAdministrator(database, userId);
    if (!user)
        qFatal("%s", qPrintable(user.error().text));
    auto session = std::make_shared<SignedInUser>(user->key, user->userId, somePhc);
    database.setSignedIn(session);
    return session;
}

}
