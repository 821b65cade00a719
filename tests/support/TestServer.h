#pragma once

#include "store/Database.h"
#include "store/engine/postgresql/PostgresAddress.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QTest>
#include <QUuid>

/// Skips the test where the databases of the tests are on a server.
#define SKIP_ON_POSTGRESQL(reason)                                                                           \
    do {                                                                                                     \
        if (gatehouse::test::isOnServer())                                                                   \
            QSKIP(reason);                                                                                   \
    } while (false)

/// The same where they are files.
#define SKIP_ON_SQLITE(reason)                                                                               \
    do {                                                                                                     \
        if (!gatehouse::test::isOnServer())                                                                  \
            QSKIP(reason);                                                                                   \
    } while (false)

/// The server of PostgreSQL that CTest started for the tests (tests/support/postgres.py).
namespace gatehouse::test {

/// Where tests have their databases: GATEHOUSE_TEST_ENGINE=postgresql, else in files.
inline bool isOnServer()
{
    return qEnvironmentVariable("GATEHOUSE_TEST_ENGINE") == QLatin1StringView("postgresql");
}

/// The folder of its socket.
inline QString serverFolder()
{
    QFile file(qEnvironmentVariable("GATEHOUSE_TEST_SERVER"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("GATEHOUSE_TEST_SERVER does not say where a server is: ctest starts one");
    return QString::fromUtf8(file.readAll()).trimmed();
}

inline DatabaseUrl serverUrl(const QString &name, const QString &more = {})
{
    return *DatabaseUrl::parse(
        QStringLiteral("postgresql://gatehouse@/%1?host=%2%3").arg(name, serverFolder(), more));
}

/// Runs statements as a superuser who is not Gatehouse, and gives the rows of the last one, each as texts.
inline QList<QStringList> onServer(const QString &database, const QStringList &statements)
{
    const QString connection = QStringLiteral("test-") + QUuid::createUuid().toString(QUuid::Id128);
    QList<QStringList> rows;
    {
        QSqlDatabase sql = QSqlDatabase::addDatabase(QStringLiteral("QPSQL"), connection);
        sql.setHostName(serverFolder());
        sql.setUserName(QStringLiteral("gatehouse"));
        sql.setDatabaseName(database);
        if (!sql.open())
            qFatal("%s", qPrintable(sql.lastError().text()));
        for (const QString &statement : statements) {
            QSqlQuery query(sql);
            if (!query.exec(statement))
                qFatal("%s: %s", qPrintable(statement), qPrintable(query.lastError().text()));
            rows.clear();
            while (query.next()) {
                QStringList row;
                for (int column = 0; column < query.record().count(); ++column)
                    row << query.value(column).toString();
                rows << row;
            }
        }
    }
    QSqlDatabase::removeDatabase(connection);
    return rows;
}

inline QString nameOnServer(const DatabaseUrl &url)
{
    return url.server().database();
}

/// The name of a database with nothing in it but what the migrations make, for tests to copy: that is much
/// quicker than making it. All programs of a test run share it.
inline QString migratedDatabase()
{
    static const QString name = [] {
        const QString own = QStringLiteral("made_by_%1").arg(QCoreApplication::applicationPid());
        QString schema;
        for (const QString &folder : {QStringLiteral("postgresql"), QStringLiteral("both")}) {
            for (const QFileInfo &file : QDir(QStringLiteral(":/gatehouse/schema/") + folder).entryInfoList())
                schema += file.fileName() + QString::number(file.size());
        }
        const QByteArray hash =
            QCryptographicHash::hash(schema.toUtf8(), QCryptographicHash::Sha256).toHex().first(16);
        QString shared = QStringLiteral("migrated_") + QString::fromLatin1(hash);
        const QString postgres = QStringLiteral("postgres");
        const QString look = QStringLiteral("SELECT 1 FROM pg_database WHERE datname = '%1'").arg(shared);
        if (!onServer(postgres, {look}).isEmpty())
            return shared;
        onServer(postgres,
                 {QStringLiteral("CREATE DATABASE %1 TEMPLATE template0 ENCODING 'UTF8'").arg(own)});
        if (const auto made = Database::open(serverUrl(own), Database::IfMissing::Create); !made)
            qFatal("%s", qPrintable(made.error().text));
        // Another program may have been quicker.
        onServer(postgres,
                 {QStringLiteral("DO $$BEGIN IF NOT EXISTS (%1) THEN ALTER DATABASE %2 RENAME TO %3; "
                                 "END IF; EXCEPTION WHEN OTHERS THEN NULL; END$$")
                      .arg(look, own, shared)});
        return onServer(postgres, {look}).isEmpty() ? own : shared;
    }();
    return name;
}

/// A database on the server, which is gone with the object.
class ServerDatabase
{
public:
    /// `original`: the database of which it is a copy.
    explicit ServerDatabase(const QString &original = QStringLiteral("template0"))
        : m_name(QStringLiteral("t") + QUuid::createUuid().toString(QUuid::Id128))
    {
        onServer(QStringLiteral("postgres"),
                 {QStringLiteral("CREATE DATABASE %1 TEMPLATE %2 ENCODING 'UTF8' STRATEGY file_copy")
                      .arg(m_name, original)});
    }
    ~ServerDatabase()
    {
        onServer(QStringLiteral("postgres"),
                 {QStringLiteral("DROP DATABASE IF EXISTS %1 WITH (FORCE)").arg(m_name)});
    }
    Q_DISABLE_COPY_MOVE(ServerDatabase)

    QString name() const { return m_name; }
    DatabaseUrl url(const QString &more = {}) const { return serverUrl(m_name, more); }

private:
    QString m_name;
};

}
