#pragma once

#include "store/Database.h"

#include <QSqlDatabase>

namespace gatehouse::bench {

/// Another connection to the file, past all code of the program.
inline QSqlDatabase plainConnection(const Database &database)
{
    const QString name = QStringLiteral("plain ") + database.path();
    if (QSqlDatabase::contains(name))
        return QSqlDatabase::database(name);
    QSqlDatabase plain = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
    plain.setDatabaseName(database.path());
    if (!plain.open())
        qFatal("%s cannot be opened", qPrintable(database.path()));
    return plain;
}

}
