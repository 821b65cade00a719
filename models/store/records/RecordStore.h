#pragma once

#include "domain/ApiScope.h"
#include "domain/CustomResource.h"
#include "domain/Language.h"
#include "domain/User.h"
#include "store/Database.h"

#include <QDateTime>

#include <optional>

/// Reading of users, API scopes, languages, custom resources and settings. Writing goes through EditSession
/// alone.
namespace gatehouse::store {

Result<QList<User>> loadUsers(Database &database);
/// Nothing when there is no such user; compared whatever the case.
Result<std::optional<User>> loadUser(Database &database, const QString &userId);

/// By primary key.
Result<std::optional<User>> findUser(Database &database, const QString &key);

Result<QList<ApiScope>> loadApiScopes(Database &database);
/// By its primary key, and by its name.
Result<std::optional<ApiScope>> findApiScope(Database &database, const QString &key);
Result<std::optional<ApiScope>> findApiScopeNamed(Database &database, const QString &name);

/// The default language first, then by tag.
Result<QList<Language>> loadLanguages(Database &database);
/// How many texts are written in the language: of client applications and of custom resources.
Result<int> countTextsIn(Database &database, const Language &language);

/// Custom resources with their claims and texts, by name.
Result<QList<CustomResource>> loadCustomResources(Database &database);

/// The most client applications that the licence allows; nothing: unlimited.
using LicenceLimit = std::optional<int>;

struct Licence
{
    LicenceLimit limit;
    int used = 0;    ///< client applications there are
    int version = 0; ///< of the setting, for edit::setLicenceLimit

    bool operator==(const Licence &) const = default;
};
Result<Licence> loadLicence(Database &database);

QVariant toColumn(const QDateTime &time); ///< ISO 8601 UTC in seconds, or NULL

}
