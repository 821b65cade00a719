#include "store/Database.h"

#include "store/Migrations.h"
#include "store/SqlError.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <atomic>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

struct DatabaseText
{
    Q_DECLARE_TR_FUNCTIONS(Database)
};

constexpr int lockWaitMilliseconds = 3000;

Result<void> createPrivateFile(const QString &path)
{
    const QFileInfo info(path);
    if (!QDir().mkpath(info.absolutePath())) {
        return fail(Error::Kind::Unreachable,
                    DatabaseText::tr("The folder \"%1\" cannot be made. Check its name and your rights.")
                        .arg(info.absolutePath()));
    }
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner)) {
        return fail(
            Error::Kind::Unreachable,
            DatabaseText::tr("The database \"%1\" cannot be made: %2.").arg(path, file.errorString()));
    }
    return {};
}

}

struct Database::Connection
{
    explicit Connection(const DatabaseUrl &url)
    {
        static std::atomic<int> count = 0;
        name = u"gatehouse-%1"_s.arg(++count);
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        database.setDatabaseName(url.path());
        database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(lockWaitMilliseconds));
    }
    ~Connection() { QSqlDatabase::removeDatabase(name); }
    Q_DISABLE_COPY_MOVE(Connection)

    QString name;
};

Result<Database> Database::open(const DatabaseUrl &url, IfMissing ifMissing)
{
    if (!QFileInfo::exists(url.path())) {
        if (ifMissing == IfMissing::Refuse) {
            return fail(
                Error::Kind::Unreachable,
                DatabaseText::tr(
                    "There is no database at \"%1\". Check the path, or make one with gatehouse init.")
                    .arg(url.path()));
        }
        if (const auto created = createPrivateFile(url.path()); !created)
            return std::unexpected(created.error());
    }

    Database database(std::make_shared<Connection>(url));
    if (QSqlDatabase connection = database.sql(); !connection.open())
        return std::unexpected(sqlError(connection.lastError()));
    return database.execute(u"PRAGMA foreign_keys = ON"_s)
        .and_then([&] { return migrate(database); })
        .and_then([&] { return database.makeDurable(); })
        .transform([&] { return database; })
        .transform_error([&](Error error) {
            error.text = DatabaseText::tr("Database \"%1\": %2").arg(url.path(), error.text);
            return error;
        });
}

Result<void> Database::makeDurable()
{
    return execute(u"PRAGMA journal_mode = WAL"_s).and_then([this] {
        return execute(u"PRAGMA synchronous = FULL"_s);
    });
}

Result<QSqlQuery> Database::run(const QString &statement, const QVariantList &values)
{
    QSqlQuery query(sql());
    query.setForwardOnly(true);
    if (!query.prepare(statement))
        return std::unexpected(sqlError(query.lastError()));
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (!query.exec())
        return std::unexpected(sqlError(query.lastError()));
    return query;
}

Result<void> Database::execute(const QString &statement, const QVariantList &values)
{
    return run(statement, values).transform([](const QSqlQuery &) {});
}

QSqlDatabase Database::sql() const
{
    return QSqlDatabase::database(m_connection->name, false);
}

}
