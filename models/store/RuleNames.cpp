#include "store/RuleNames.h"

using namespace Qt::StringLiterals;

namespace gatehouse::store {

Result<rules::RuleContext> loadRuleNames(Database &database)
{
    rules::RuleContext context;
    const std::array names{&context.apiScopes, &context.customResources, &context.languages};
    const auto take = [&](const QSqlQuery &row) -> Result<void> {
        const QString name = row.value(1).toString();
        if (const auto kind = row.value(0).toUInt(); kind < names.size())
            names.at(kind)->insert(name);
        else
            context.defaultLanguage = name;
        return {};
    };
    return database
        .visit(u"SELECT 0, name FROM api_scope UNION ALL SELECT 1, name FROM custom_resource "
               "UNION ALL SELECT 2, tag FROM language "
               "UNION ALL SELECT 3, tag FROM language WHERE is_default = 1"_s,
               {}, take)
        .transform([&] { return context; });
}

}
