#pragma once

#include "TestServer.h"

/// What somebody does to a database without Gatehouse, in the words of its engine.
namespace gatehouse::test {

/// `when` as "BEFORE INSERT ON client_secret"; then what is done, for SQLite and in PL/pgSQL.
inline Result<void> addTrigger(Database &database, const QString &when, const QString &forSqlite,
                               const QString &forPostgres)
{
    static int count = 0;
    const QString name = QStringLiteral("stranger%1").arg(++count);
    if (!isOnServer()) {
        return database.execute(
            QStringLiteral("CREATE TRIGGER %1 %2 BEGIN %3; END").arg(name, when, forSqlite));
    }
    return database
        .execute(QStringLiteral("CREATE FUNCTION %1() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN %2; END$$")
                     .arg(name, forPostgres))
        .and_then([&] {
            return database.execute(
                QStringLiteral("CREATE TRIGGER %1 %2 FOR EACH ROW EXECUTE FUNCTION %1()").arg(name, when));
        });
}

/// Nothing can be done to the table in this way any more; `operation` as INSERT.
inline Result<void> forbid(Database &database, const QString &operation, const QString &table)
{
    return addTrigger(database, QStringLiteral("BEFORE %1 ON %2").arg(operation, table),
                      QStringLiteral("SELECT RAISE(ABORT, 'no')"), QStringLiteral("RAISE EXCEPTION 'no'"));
}

/// All that it says is removed again.
inline Result<void> dropTriggers(Database &database, const QString &table)
{
    const QString sql =
        isOnServer() ? QStringLiteral("SELECT tgname::text FROM pg_trigger WHERE tgname LIKE 'stranger%'")
                     : QStringLiteral("SELECT name FROM sqlite_master WHERE type = 'trigger'");
    return database.list(sql, {}, [](const QSqlQuery &row) { return row.value(0).toString(); })
        .and_then([&](const QStringList &names) {
            Result<void> done;
            const QString on = isOnServer() ? QStringLiteral(" ON ") + table : QString();
            for (const QString &name : names) {
                if (done)
                    done = database.execute(QStringLiteral("DROP TRIGGER ") + name + on);
            }
            return done;
        });
}

/// From now on every value can be written that its type lets in.
inline Result<void> ignoreChecks(Database &database)
{
    if (!isOnServer())
        return database.execute(QStringLiteral("PRAGMA ignore_check_constraints = ON"));
    return database.execute(QStringLiteral(
        "DO $$DECLARE one RECORD; BEGIN FOR one IN SELECT conrelid::regclass AS place, conname FROM "
        "pg_constraint WHERE contype = 'c' AND conrelid <> 0 AND connamespace = "
        "current_schema()::regnamespace LOOP "
        "EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', one.place, one.conname); END LOOP; END$$"));
}

/// For a test that saves much and needs nothing of it to be on the disk.
inline Result<void> doNotWaitForDisk(Database &database)
{
    return database.execute(isOnServer() ? QStringLiteral("SET synchronous_commit = off")
                                         : QStringLiteral("PRAGMA synchronous = OFF"));
}

}
