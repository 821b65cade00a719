#pragma once

#include "domain/Field.h"

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
    bool auditor = false;     ///< sees everything but secrets, and changes nothing
    bool hasPassword = false; ///< read only: edit::setPassword() gives one

    /// Whether this one, given the password, gets in.
    bool maySignIn() const
    {
        return enabled && (mainAdministrator || auditor) && hasPassword && !serviceAccount;
    }

    bool operator==(const User &) const = default;
};

/// A file must not make anybody a main administrator or an auditor, so these flags are never exported or
/// imported. Who is one stays it, whatever a file says of that user.
template<>
struct FieldTable<User>
{
    static constexpr QLatin1StringView name{"iam_user"};
    static constexpr const char *title = QT_TRANSLATE_NOOP("Field", "User \"%1\"");
    static constexpr std::array fields{
        Field<User>{"user_id", QT_TRANSLATE_NOOP("Field", "User ID"), &User::userId},
        Field<User>{"name", QT_TRANSLATE_NOOP("Field", "Name"), &User::name},
        Field<User>{"email", QT_TRANSLATE_NOOP("Field", "E-mail"), &User::email},
        Field<User>{"phone", QT_TRANSLATE_NOOP("Field", "Phone"), &User::phone},
        Field<User>{"department", QT_TRANSLATE_NOOP("Field", "Department"), &User::department},
        Field<User>{"service_account", QT_TRANSLATE_NOOP("Field", "Service account"), &User::serviceAccount},
        Field<User>{"enabled", QT_TRANSLATE_NOOP("Field", "Enabled"), &User::enabled},
        Field<User>{"main_administrator", QT_TRANSLATE_NOOP("Field", "Main administrator"),
                    &User::mainAdministrator, nullptr},
        Field<User>{"auditor", QT_TRANSLATE_NOOP("Field", "Auditor"), &User::auditor, nullptr},
    };
};

}
