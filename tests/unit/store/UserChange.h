#pragma once

#include "store/edit/UserEdits.h"

#include <QTest>

namespace gatehouse::test {

using UserChange = Result<void> (*)(EditSession &, User);

inline Result<void> saved(EditSession &session, const User &user)
{
    return edit::save(session, user).transform([](const User &) {});
}

/// A row for every way to keep a user from signing in, in a column "change".
inline void addWaysOut()
{
    QTest::addColumn<UserChange>("change");
    const auto row = [](const char *name, UserChange change) { QTest::newRow(name) << change; };
    row("removed", [](EditSession &session, User user) { return edit::remove(session, user); });
    row("disabled", [](EditSession &session, User user) {
        user.enabled = false;
        return saved(session, user);
    });
    row("no main administrator any more", [](EditSession &session, User user) {
        user.mainAdministrator = false;
        return saved(session, user);
    });
    row("made a service account", [](EditSession &session, User user) {
        user.serviceAccount = true;
        return saved(session, user);
    });
    row("without password",
        [](EditSession &session, User user) { return edit::setPassword(session, user, {}); });
}

}
