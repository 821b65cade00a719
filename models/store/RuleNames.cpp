#include "store/RuleNames.h"

#include "store/RowReader.h"

#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::store {

Result<rules::RuleContext> loadRuleNames(Database &database)
{
    struct Part
    {
        QSet<QString> *names;
        QLatin1StringView table;
        QLatin1StringView column;
    };
    rules::RuleContext context;
    QSet<QString> defaultLanguage;
    const std::array parts{Part{&context.apiScopes, "api_scope"_L1, "name"_L1},
                           Part{&context.customResources, "custom_resource"_L1, "name"_L1},
                           Part{&context.languages, "language"_L1, "tag"_L1},
                           Part{&defaultLanguage, "language"_L1, "tag"_L1}};
    const auto take = [&](const QSqlQuery &query) -> Result<void> {
        const Part &part = parts.at(query.value(0).toUInt());
        RowReader row(query, {.table = part.table, .nameColumn = 1, .keyColumn = 2}, 1);
        part.names->insert(row.name(part.column));
        return row.whole();
    };
    return database
        .visit(u"SELECT 0, name, rowid FROM api_scope UNION ALL SELECT 1, name, rowid FROM custom_resource "
               "UNION ALL SELECT 2, tag, rowid FROM language "
               "UNION ALL SELECT 3, tag, rowid FROM language WHERE is_default = 1"_s,
               {}, take)
        .transform([&] {
            context.defaultLanguage = defaultLanguage.values().value(0);
            return context;
        });
}

}
