#include "store/edit/RecordChange.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::store {

Result<void> changeOne(Database &database, const QString &table, const QString &sql,
                       const QVariantList &values, const QString &key, const QString &what)
{
    const auto met = database.change(sql, values);
    if (!met)
        return std::unexpected(met.error());
    if (*met == 1)
        return {};
    return database
        .list(u"SELECT id FROM %1 WHERE id = ?"_s.arg(table), {key},
              [](const QSqlQuery &row) { return row.value(0).toString(); })
        .and_then([&](const QStringList &found) -> Result<void> {
            return std::unexpected(changedMeanwhile(what, !found.isEmpty()));
        });
}

Result<void> checkLanguages(const QStringList &tags, const QSet<QString> &supported, const QString &column)
{
    for (const QString &tag : tags) {
        const auto isTag = [&](const QString &known) { return known.compare(tag, Qt::CaseInsensitive) == 0; };
        if (!supported.contains(tag) && std::ranges::none_of(supported, isTag)) {
            return fail(
                Error::Kind::Rule,
                EditText::tr("Language \"%1\" is not supported. Add it under Settings > Languages, or "
                             "remove the texts that are written in it.")
                    .arg(tag),
                column);
        }
    }
    return {};
}

}
