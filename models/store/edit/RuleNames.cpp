#include "store/edit/RuleNames.h"

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
    const std::array parts{Part{&context.apiScopes, "api_scope"_L1, "name"_L1},
                           Part{&context.customResources, "custom_resource"_L1, "name"_L1},
                           Part{&context.languages, "language"_L1, "tag"_L1}};
    const auto take = [&](const QSqlQuery &query) -> Result<void> {
        const Part &part = parts.at(query.value(0).toUInt());
        RowReader row(query, {.table = part.table, .nameColumn = 1, .keyColumn = 3}, 1);
        const QString name = row.name(part.column);
        part.names->insert(name);
        if (row.flag("is_default"_L1))
            context.defaultLanguage = name;
        return row.whole();
    };
    return database
        .visit(u"SELECT 0, name, 0, rowid FROM api_scope UNION ALL SELECT 1, name, 0, rowid FROM "
               u"custom_resource "
               "UNION ALL SELECT 2, tag, is_default, rowid FROM language"_s,
               {}, take)
        .transform([&] { return context; });
}

}
