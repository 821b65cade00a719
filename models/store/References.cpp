#include "store/References.h"

#include "store/StoreText.h"

namespace gatehouse::store {

Result<void> checkReferences(Database &database)
{
    return database.engine().danglingReference().and_then([](const QStringList &found) -> Result<void> {
        if (found.isEmpty())
            return {};
        return fail(
            Error::Kind::Unreachable,
            StoreText::tr("The database is damaged: in table %1, the column %2 of row %3 names no record of "
                          "table %4. Restore a backup from before, or have this value put right.")
                .arg(found.value(0), found.value(2), found.value(1), found.value(3)));
    });
}

}
