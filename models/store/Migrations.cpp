#include "store/Migrations.h"

#include "domain/rules/RuleText.h"
#include "store/SchemaFile.h"
#include "store/StoreText.h"
#include "store/Transaction.h"
#include "store/audit/AuditLog.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// Marks a file as ours, https://sqlite.org/pragma.html#pragma_application_id; the first migration writes it.
constexpr int gatehouseApplicationId = 0x4761486f;

const QString schemaFolder = u":/gatehouse/schema/sqlite"_s;

QStringList migrationFiles()
{
    return QDir(schemaFolder).entryList({u"*.sql"_s}, QDir::Files, QDir::Name);
}

/// What a migration does beyond its statements, by the end of its file's name.
Result<void> finish(Database &database, const QString &fileName)
{
    return fileName.endsWith("-audit-begin.sql"_L1) ? store::beginAuditTrail(database) : Result<void>();
}

Result<int> count(Database &database, const QString &sql)
{
    return database.list(sql, {}, [](const QSqlQuery &row) { return row.value(0).toInt(); })
        .transform([](const QList<int> &counts) { return counts.value(0); });
}

/// More than there will ever be.
constexpr int mostVersions = 1'000'000;

/// Every migration leaves a row, so that these count from 1 without a gap. A newer Gatehouse may count
/// otherwise.
bool isPlausible(const QList<qint64> &versions)
{
    if (versions.isEmpty() || versions.first() < 1 || versions.last() > mostVersions)
        return false;
    return versions.last() == versions.size() || versions.last() > latestSchemaVersion();
}

Result<int> writtenVersion(Database &database)
{
    const auto damaged = [] {
        return fail(
            Error::Kind::Unreachable,
            StoreText::tr("it is damaged: table schema_version does not hold the numbers of the schema, "
                          "from 1 on without a gap. Nothing was changed. Restore a backup."));
    };
    const auto known = count(
        database, u"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'"_s);
    if (!known)
        return known;
    if (*known == 0)
        return damaged();
    // What is no number comes as 0.
    return database
        .list(u"SELECT iif(typeof(version) = 'integer', version, 0) FROM schema_version ORDER BY 1"_s, {},
              [](const QSqlQuery &row) { return row.value(0).toLongLong(); })
        .and_then([&](const QList<qint64> &versions) -> Result<int> {
            if (isPlausible(versions))
                return int(versions.last());
            return damaged();
        });
}

/// Gatehouse makes no triggers and no views. With them somebody could change or hide whatever is saved,
/// entries of the audit trail too.
Result<void> checkNothingIsAdded(Database &database)
{
    return database
        .list(u"SELECT type, substr(name, 1, 100) FROM sqlite_master WHERE type IN ('trigger', 'view')"_s, {},
              [](const QSqlQuery &row) {
                  return u"%1 \"%2\""_s.arg(row.value(0).toString(),
                                            rules::shortened(row.value(1).toString()));
              })
        .and_then([](const QStringList &added) -> Result<void> {
            if (added.isEmpty())
                return {};
            return fail(Error::Kind::Unreachable,
                        StoreText::tr("it holds the %1, which Gatehouse did not make and which can change or "
                                      "hide what is saved. Nothing was changed. Find out who put it there, "
                                      "and restore a backup from before.")
                            .arg(added.join(u", "_s)));
        });
}

Result<int> schemaVersion(Database &database)
{
    const auto objects = count(database, u"SELECT count(*) FROM sqlite_master"_s);
    if (!objects || *objects == 0)
        return objects;
    const auto applicationId = count(database, u"PRAGMA application_id"_s);
    if (!applicationId)
        return applicationId;
    if (*applicationId != gatehouseApplicationId) {
        return fail(Error::Kind::Unreachable,
                    StoreText::tr("the file holds another program's data. Nothing was changed. "
                                  "Choose another file."));
    }
    return checkNothingIsAdded(database).and_then([&] { return writtenVersion(database); });
}

Result<void> apply(Database &database, int version, const QString &fileName)
{
    auto transaction = Transaction::begin(database);
    if (!transaction)
        return std::unexpected(transaction.error());
    if (const auto current = schemaVersion(database); !current || *current >= version)
        return current.transform([](int) {});
    for (const QString &statement : schemaStatements(schemaFolder + u'/' + fileName)) {
        if (const auto done = database.execute(statement); !done)
            return done;
    }
    return finish(database, fileName)
        .and_then(
            [&] { return database.execute(u"INSERT INTO schema_version (version) VALUES (?)"_s, {version}); })
        .and_then([&] { return transaction->commit(); });
}

}

int latestSchemaVersion()
{
    return int(migrationFiles().size());
}

Result<void> migrate(Database &database)
{
    const auto current = schemaVersion(database);
    if (!current)
        return std::unexpected(current.error());
    if (*current > latestSchemaVersion()) {
        return fail(
            Error::Kind::Unreachable,
            StoreText::tr(
                "it was made by a newer Gatehouse (schema %1, this one knows %2). Nothing was changed. "
                "Install the newer version.")
                .arg(*current)
                .arg(latestSchemaVersion()));
    }
    if (database.isReadOnly() && *current < latestSchemaVersion()) {
        return fail(Error::Kind::Unreachable,
                    StoreText::tr("it was made by an older Gatehouse and has to be brought up to date, "
                                  "but it can only be read. Nothing was changed. Make the file and its "
                                  "folder writable for you, or open a copy elsewhere."));
    }
    const QStringList files = migrationFiles();
    for (int version = *current + 1; version <= files.size(); ++version) {
        if (const auto applied = apply(database, version, files.at(version - 1)); !applied)
            return applied;
    }
    return {};
}

}
