#include "store/Migrations.h"

#include "store/SchemaFile.h"
#include "store/StoreText.h"
#include "store/audit/AuditLog.h"

#include <QDir>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

struct Migration
{
    int version = 0; ///< that it reaches
    QString file;
};

/// In order: those of one engine, and those that both have. A file is named by its version, as
/// 0012-something.sql; those of one engine may begin late.
QList<Migration> migrationsIn(const QString &engineFolder)
{
    QList<Migration> migrations;
    for (const QString &folder : {engineFolder, u":/gatehouse/schema/both"_s}) {
        for (const QString &name : QDir(folder).entryList({u"*.sql"_s}, QDir::Files))
            migrations << Migration{name.section(u'-', 0, 0).toInt(), folder + u'/' + name};
    }
    std::ranges::sort(migrations, {}, &Migration::version);
    return migrations;
}

/// SQLite compares texts so in any case, and has no word for it.
QString inWordsOf(const Engine &engine, QString statement)
{
    return engine.file().isEmpty() ? statement : statement.remove(u" COLLATE \"C\""_s);
}

/// What a migration does beyond its statements, by the end of its file's name.
Result<void> finish(Database &database, const QString &fileName)
{
    return fileName.endsWith("-audit-begin.sql"_L1) ? store::beginAuditTrail(database) : Result<void>();
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

Result<void> checkNothingIsAdded(const SchemaState &state)
{
    if (state.added.isEmpty())
        return {};
    return fail(
        Error::Kind::Unreachable,
        StoreText::tr("it holds the %1, which Gatehouse did not make so, and which can change, double "
                      "or hide what is saved. Nothing was changed. Find out who did that, and "
                      "restore a backup from before.")
            .arg(state.added.join(u", "_s)));
}

/// 0: there is nothing yet.
Result<int> versionOf(const SchemaState &state, bool isFile)
{
    if (state.isEmpty)
        return 0;
    if (!state.isOurs) {
        return fail(Error::Kind::Unreachable,
                    isFile ? StoreText::tr("the file holds another program's data. Nothing was changed. "
                                           "Choose another file.")
                           : StoreText::tr("it holds another program's data. Nothing was changed. Choose "
                                           "another database, or have one made for Gatehouse alone."));
    }
    return checkNothingIsAdded(state).and_then([&]() -> Result<int> {
        if (state.versions && isPlausible(*state.versions))
            return int(state.versions->last());
        return fail(
            Error::Kind::Unreachable,
            StoreText::tr("it is damaged: table schema_version does not hold the numbers of the schema, "
                          "from 1 on without a gap. Nothing was changed. Restore a backup."));
    });
}

Result<int> schemaVersion(Engine &engine)
{
    return engine.schema().and_then(
        [&](const SchemaState &state) { return versionOf(state, !engine.file().isEmpty()); });
}

/// A migration that reaches a version from nothing leaves the rows of those before, too.
Result<void> noteVersion(Database &database, int before, int reached)
{
    Result<void> done;
    for (int version = before + 1; done && version <= reached; ++version)
        done = database.execute(u"INSERT INTO schema_version (version) VALUES (?)"_s, {version});
    return done;
}

Result<void> runStatements(Database &database, int current, const Migration &migration)
{
    Result<void> done;
    for (const QString &statement : schemaStatements(migration.file)) {
        if (done)
            done = database.execute(inWordsOf(database.engine(), statement));
    }
    return done.and_then([&] { return finish(database, migration.file); }).and_then([&] {
        return noteVersion(database, current, migration.version);
    });
}

/// In a transaction of its own, which `work` commits.
template<typename Work>
Result<void> alone(Database &database, Work work)
{
    if (const auto begun = database.engine().beginMigration(); !begun)
        return begun;
    auto done = work();
    if (database.engine().isInTransaction()) // refused, or another was quicker
        database.engine().rollback();
    return done;
}

Result<void> apply(Database &database, const Migration &migration)
{
    return alone(database, [&]() -> Result<void> {
        const auto current = schemaVersion(database.engine());
        if (!current || *current >= migration.version)
            return current.transform([](int) {});
        return runStatements(database, *current, migration).and_then([&] {
            return database.engine().commit();
        });
    });
}

Result<void> checkIsEmpty(Database &database)
{
    return database.engine().schema().and_then([](const SchemaState &state) -> Result<void> {
        if (state.isEmpty)
            return {};
        return fail(Error::Kind::Rule,
                    StoreText::tr("there is something in it already. Nothing was changed. Choose one that is "
                                  "empty."));
    });
}

Result<void> checkKnown(int current)
{
    if (current <= latestSchemaVersion())
        return {};
    return fail(
        Error::Kind::Unreachable,
        StoreText::tr("it was made by a newer Gatehouse (schema %1, this one knows %2). Nothing was changed. "
                      "Install the newer version.")
            .arg(current)
            .arg(latestSchemaVersion()));
}

Result<void> checkMayMigrate(Database &database, int current)
{
    if (!database.isReadOnly())
        return database.engine().checkMayMigrate();
    if (current == 0) {
        return fail(
            Error::Kind::Unreachable,
            StoreText::tr("there is nothing of Gatehouse in it yet, and nothing can be made, because it "
                          "can only be read. %1")
                .arg(database.engine().readOnlyRemedy()));
    }
    return fail(Error::Kind::Unreachable,
                StoreText::tr("it was made by an older Gatehouse and has to be brought up to date, "
                              "but it can only be read. Nothing was changed. %1")
                    .arg(database.engine().readOnlyRemedy()));
}

/// Where no answer came nobody says that it failed.
Result<void> commitMade(Database &database)
{
    return database.engine().commit().transform_error([&](Error error) {
        if (database.engine().isOutcomeUnknown()) {
            error.text =
                StoreText::tr("The connection was lost while the last of it was written: all of it is there, "
                              "or nothing. Open the database to see which.");
        }
        return error;
    });
}

}

int latestSchemaVersion()
{
    static const int latest = migrationsIn(u":/gatehouse/schema/sqlite"_s).last().version;
    return latest;
}

Result<int> knownSchemaVersion(Engine &engine)
{
    return schemaVersion(engine).and_then(
        [](int version) { return checkKnown(version).transform([version] { return version; }); });
}

Result<void> migrate(Database &database)
{
    const auto current = knownSchemaVersion(database.engine());
    if (!current)
        return std::unexpected(current.error());
    auto done = *current < latestSchemaVersion() ? checkMayMigrate(database, *current) : Result<void>();
    for (const Migration &migration : migrationsIn(database.engine().schemaFolder())) {
        if (done && migration.version > *current)
            done = apply(database, migration);
    }
    return done;
}

Result<void> makeSchema(Database &database, const Database::Fill &fill)
{
    return alone(database, [&] {
        auto done = checkIsEmpty(database).and_then([&] { return database.engine().checkMayMigrate(); });
        int version = 0;
        for (const Migration &migration : migrationsIn(database.engine().schemaFolder())) {
            if (done)
                done = runStatements(database, std::exchange(version, migration.version), migration);
        }
        return done.and_then([&] { return fill(database); }).and_then([&] { return commitMade(database); });
    });
}

}
