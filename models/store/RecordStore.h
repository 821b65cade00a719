#pragma once

#include "domain/ApiScope.h"
#include "domain/User.h"
#include "store/Database.h"

#include <QDateTime>

#include <optional>

/// Reading of users, API scopes and settings. Writing goes through EditSession alone.
namespace gatehouse::store {

Result<QList<User>> loadUsers(Database &database);
/// Nothing when there is no such user; compared whatever the case.
Result<std::optional<User>> loadUser(Database &database, const QString &userId);

Result<QList<ApiScope>> loadApiScopes(Database &database);

/// The most client applications that the licence allows; nothing: unlimited.
using LicenceLimit = std::optional<int>;

struct Licence
{
    LicenceLimit limit;
    int used = 0;    ///< client applications there are
    int version = 0; ///< of the setting, for EditSession::setLicenceLimit
};
Result<Licence> loadLicence(Database &database);

QVariant toColumn(const QDateTime &time); ///< ISO 8601 UTC in seconds, or NULL
QDateTime fromColumn(const QVariant &column);

}
