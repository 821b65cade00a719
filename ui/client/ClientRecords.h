#pragma once

#include "domain/ApiScope.h"
#include "domain/CustomResource.h"
#include "domain/Error.h"
#include "domain/Language.h"
#include "domain/User.h"

#include <QList>

namespace gatehouse {

class Database;

/// Everything that exists beside client applications and that one can refer to, read at one moment.
struct ClientRecords
{
    QList<User> users;
    QList<ApiScope> apiScopes;
    QList<Language> languages; ///< the default language first
    QList<CustomResource> customResources;

    bool operator==(const ClientRecords &) const = default;
};

/// All as they were at one moment, whatever others write meanwhile.
Result<ClientRecords> loadClientRecords(Database &database);

}
