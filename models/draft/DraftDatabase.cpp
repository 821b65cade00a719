#include "draft/DraftDatabase.h"

#include "draft/DraftQuery.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

DraftDatabase::DraftDatabase(const QStringList &schema)
{
    static int opened = 0;
    m_name = u"draft-%1"_s.arg(++opened);
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name);
    database.setDatabaseName(u":memory:"_s);
    if (!database.open())
        qFatal("SQLite does not open a database in memory.");
    // In UTF-8 a lone surrogate would be replaced before any rule sees it.
    DraftQuery(database, u"PRAGMA encoding = 'UTF-16'"_s).run();
    // Else many rows would be sorted in a file, for which there may be no room.
    DraftQuery(database, u"PRAGMA temp_store = MEMORY"_s).run();
    for (const QString &statement : schema)
        DraftQuery(database, statement).run();
}

DraftDatabase::~DraftDatabase()
{
    QSqlDatabase::removeDatabase(m_name);
}

}
