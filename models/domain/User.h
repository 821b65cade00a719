#pragma once

#include <QString>

namespace gatehouse {

/// A user or service account that a machine-to-machine client application can act as (its Identity), or that
/// may sign in here.
struct User
{
    QString key; ///< empty until first stored
    int version = 0;
    QString userId; ///< what the user signs in with; unique whatever the case
    QString name;
    QString email;
    QString phone;
    QString department;
    bool serviceAccount = false;
    bool enabled = true;
    bool mainAdministrator = false;
    bool hasPassword = false; ///< read only: edit::setPassword() gives one

    /// Whether this one, given the password, gets in.
    bool maySignIn() const { return enabled && mainAdministrator && hasPassword && !serviceAccount; }

    bool operator==(const User &) const = default;
};

}
