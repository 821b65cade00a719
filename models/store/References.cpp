#include "store/References.h"

#include "store/RowReader.h"
#include "store/StoreText.h"

using namespace Qt::StringLiterals;

namespace gatehouse::store {

namespace {

struct Dangling
{
    QString table;
    QString rowId;
    QString column;
    QString parent;
};

Error errorOf(const Dangling &row)
{
    return {Error::Kind::Unreachable,
            StoreText::tr("The database is damaged: in table %1, the column %2 of row %3 names no record of "
                          "table %4. Restore a backup from before, or have this value put right.")
                .arg(row.table, row.column, row.rowId, row.parent)};
}

}

Result<void> checkReferences(Database &database)
{
    // https://sqlite.org/pragma.html#pragma_foreign_key_check
    const QString sql = u"SELECT c.\"table\", c.rowid, k.\"from\", c.parent FROM pragma_foreign_key_check c "
                        "JOIN pragma_foreign_key_list(c.\"table\") k ON k.id = c.fkid LIMIT 1"_s;
    return database
        .list(sql, {},
              [](const QSqlQuery &row) {
                  return Dangling{row.value(0).toString(), row.value(1).toString(), row.value(2).toString(),
                                  row.value(3).toString()};
              })
        .and_then([](const QList<Dangling> &found) -> Result<void> {
            if (found.isEmpty())
                return {};
            return std::unexpected(errorOf(found.first()));
        });
}

}
