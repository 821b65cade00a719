#include "services/RuleContexts.h"

#include "store/edit/SessionContext.h"
#include "store/records/RecordStore.h"

namespace gatehouse {

Result<rules::RuleContext> loadRuleContext(Database &database, const QDateTime &now)
{
    const auto users = store::loadUsers(database);
    if (!users)
        return std::unexpected(users.error());
    return store::loadRuleNames(database).transform([&](rules::RuleContext context) {
        context.now = now;
        for (const User &user : *users)
            context.users.insert(user.userId.toLower(), user);
        return context;
    });
}

}
