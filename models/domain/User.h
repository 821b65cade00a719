#pragma once

#include <QString>

namespace gatehouse {

/// A user or service account that a machine-to-machine client application can act as (its Identity).
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

    bool operator==(const User &) const = default;
};

}
