#pragma once

#include "support/TestServer.h"

/// Writes into a database past every constraint, as somebody with an SQL tool, or a bad disk, does.
namespace gatehouse::test {

class Damager
{
public:
    explicit Damager(const DatabaseUrl &url)
    {
        m_database = QSqlDatabase::addDatabase(
            isOnServer() ? QStringLiteral("QPSQL") : QStringLiteral("QSQLITE"), name());
        m_database.setDatabaseName(isOnServer() ? nameOnServer(url) : url.path());
        m_database.setHostName(isOnServer() ? serverFolder() : QString());
        m_database.setUserName(QStringLiteral("gatehouse"));
        if (!m_database.open())
            qFatal("%s", qPrintable(m_database.lastError().text()));
        if (!isOnServer()) {
            run(QStringLiteral("PRAGMA ignore_check_constraints = ON"));
            return;
        }
        run(QStringLiteral("SET session_replication_role = replica")); // without references
        for (const QString &sql :
             rows(QStringLiteral("SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, "
                                 "conname) FROM pg_constraint WHERE contype = 'c' AND conrelid <> 0 AND "
                                 "connamespace = 'public'::regnamespace")))
            run(sql);
    }
    ~Damager()
    {
        m_database.close();
        m_database = {};
        QSqlDatabase::removeDatabase(name());
    }
    Q_DISABLE_COPY_MOVE(Damager)

    QStringList rows(const QString &sql)
    {
        QSqlQuery query(m_database);
        QStringList values;
        for (query.exec(sql); query.next();)
            values << query.value(0).toString();
        return values;
    }

    QStringList tables()
    {
        return rows(isOnServer()
                        ? QStringLiteral("SELECT relname::text FROM pg_class WHERE relkind = 'r' AND "
                                         "relnamespace = 'public'::regnamespace AND relname <> 'write_turn'")
                        : QStringLiteral("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT "
                                         "LIKE 'sqlite_%'"));
    }

    QStringList columns(const QString &table)
    {
        return rows((isOnServer() ? QStringLiteral("SELECT attname::text FROM pg_attribute WHERE attrelid = "
                                                   "'%1'::regclass AND attnum > 0 ORDER BY attnum")
                                  : QStringLiteral("SELECT name FROM pragma_table_info('%1')"))
                        .arg(table));
    }

    /// A condition for one row of the table.
    static QString firstRow(const QString &table)
    {
        return (isOnServer() ? QStringLiteral("ctid = (SELECT min(ctid) FROM %1)")
                             : QStringLiteral("rowid = (SELECT min(rowid) FROM %1)"))
            .arg(table);
    }

    /// False when the engine does not let it, as a text where there are numbers alone.
    bool run(const QString &sql)
    {
        QSqlQuery query(m_database);
        return query.exec(sql);
    }

    /// The value of one row as text, before and after; nothing where the engine does not let it.
    std::optional<std::pair<QString, QString>> change(const QString &table, const QString &column,
                                                      const QString &row, const QString &value)
    {
        const QString read = QStringLiteral("SELECT CAST(%1 AS TEXT) FROM %2 WHERE ").arg(column, table);
        const QString before = rows(read + row).value(0);
        const QString update =
            QStringLiteral("UPDATE %1 SET %2 = %3 WHERE %4").arg(table, column, value, row);
        if (isOnServer()) {
            run(QStringLiteral("ALTER TABLE %1 ALTER COLUMN %2 DROP NOT NULL").arg(table, column));
            QSqlQuery query(m_database);
            if (!query.exec(update + QStringLiteral(" RETURNING CAST(%1 AS TEXT)").arg(column)) ||
                !query.next())
                return std::nullopt;
            return std::pair{before, query.value(0).toString()};
        }
        const QString number = rows(QStringLiteral("SELECT rowid FROM %1 WHERE %2").arg(table, row)).value(0);
        if (!(value == QStringLiteral("NULL") ? runWithNulls(update) : run(update)))
            return std::nullopt; // the primary key of these is the number of the row
        return std::pair{before, rows(read + QStringLiteral("rowid = ") + number).value(0)};
    }

private:
    static QString name() { return QStringLiteral("damager"); }

    /// While no column is NOT NULL.
    bool runWithNulls(const QString &sql)
    {
        run(QStringLiteral("CREATE TEMP TABLE kept AS SELECT rowid AS id, sql FROM sqlite_master"));
        changeSchema(QStringLiteral("replace(sql, ' NOT NULL', '')"));
        const bool done = run(sql);
        changeSchema(QStringLiteral("(SELECT kept.sql FROM kept WHERE kept.id = sqlite_master.rowid)"));
        run(QStringLiteral("DROP TABLE kept"));
        return done;
    }

    void changeSchema(const QString &sql)
    {
        const int version = rows(QStringLiteral("PRAGMA schema_version")).value(0).toInt();
        run(QStringLiteral("PRAGMA writable_schema = ON"));
        run(QStringLiteral("UPDATE sqlite_master SET sql = %1 WHERE sql IS NOT NULL").arg(sql));
        run(QStringLiteral("PRAGMA schema_version = %1").arg(version + 1));
        run(QStringLiteral("PRAGMA writable_schema = OFF"));
    }

    QSqlDatabase m_database;
};

}
