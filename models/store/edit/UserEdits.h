#pragma once

#include "store/edit/EditSession.h"

namespace gatehouse::edit {

Result<User> save(EditSession &session, const User &typed);
/// Refused while client applications act as the user.
Result<void> remove(EditSession &session, const User &user);

/// Gives the user a password (a PHC string) or takes it away (empty). Refused, as every other change is, when
/// it takes away the last user who may sign in.
Result<void> setPassword(EditSession &session, const User &user, const QByteArray &phc);

}
