#pragma once

#include "store/edit/UserEdits.h"

#include <QTest>

namespace gatehouse::test {

using UserChange = Result<void> (*)(EditSession &, const User &);

inline Result<void> saved(EditSession &session, bool User::*field, bool value, const User &user)
{
    User changed = user;
    changed.*field = value;
    return edit::save(session, changed).transform([](const User &) {});
}

/// A row for every way to keep a user from signing in, in a column "change".
inline void addWaysOut()
{
    QTest::addColumn<UserChange>("change");
    const auto row = [](const char *name, UserChange change) { QTest::newRow(name) << change; };
    row("removed", [](EditSession &session, const User &user) { return edit::remove(session, user); });
    row("disabled",
        [](EditSession &session, const User &user) { return saved(session, &User::enabled, false, user); });
    row("no main administrator any more", [](EditSession &session, const User &user) {
        return saved(session, &User::mainAdministrator, false, user);
    });
    row("made a service account", [](EditSession &session, const User &user) {
        return saved(session, &User::serviceAccount, true, user);
    });
    row("without password",
        [](EditSession &session, const User &user) { return edit::setPassword(session, user, {}); });
}

}
