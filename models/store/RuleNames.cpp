#include "store/RuleNames.h"

using namespace Qt::StringLiterals;

namespace gatehouse::store {

Result<rules::RuleContext> loadRuleNames(Database &database)
{
    auto query = database.run(u"SELECT 0, name FROM api_scope UNION ALL SELECT 1, name FROM custom_resource "
                              "UNION ALL SELECT 2, tag FROM language "
                              "UNION ALL SELECT 3, tag FROM language WHERE is_default = 1"_s);
    if (!query)
        return std::unexpected(query.error());
    rules::RuleContext context;
    const std::array names{&context.apiScopes, &context.customResources, &context.languages};
    while (query->next()) {
        const QString name = query->value(1).toString();
        if (const auto kind = query->value(0).toUInt(); kind < names.size())
            names.at(kind)->insert(name);
        else
            context.defaultLanguage = name;
    }
    return Database::readToEnd(*query).transform([&] { return context; });
}

}
