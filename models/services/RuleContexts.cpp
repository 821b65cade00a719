#include "services/RuleContexts.h"

#include "store/RecordStore.h"

namespace gatehouse {

Result<rules::RuleContext> loadRuleContext(Database &database, const QDateTime &now)
{
    const auto users = store::loadUsers(database);
    if (!users)
        return std::unexpected(users.error());
    return store::loadApiScopes(database).transform([&](const QList<ApiScope> &scopes) {
        rules::RuleContext context;
        context.now = now;
        for (const User &user : *users)
            context.users.insert(user.userId.toLower(), user);
        for (const ApiScope &scope : scopes)
            context.apiScopes << scope.name;
        return context;
    });
}

}
