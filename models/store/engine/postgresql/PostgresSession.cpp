#include "store/DatabaseFile.h"
#include "store/StoreText.h"
#include "store/engine/postgresql/HostOrder.h"
#include "store/engine/postgresql/Libpq.h"
#include "store/engine/postgresql/PostgresAddress.h"
#include "store/engine/postgresql/PostgresEngine.h"
#include "store/engine/postgresql/PostgresError.h"
#include "store/engine/postgresql/PostgresRefusal.h"
#include "store/engine/postgresql/PostgresViews.h"

#include <QElapsedTimer>
#include <QSqlDriver>
#include <QSqlError>

using namespace Qt::StringLiterals;

// Opening a connection, and what is looked at and set in it.
namespace gatehouse {

namespace {

/// A commit that is broken off while it waits for a standby is done and told as done, on the one server.
const QString dontBreakOff = u"SET statement_timeout = 0"_s;

/// What a role or a database may have been told otherwise, and literals, locks and durability rest on.
QStringList settings(int lockMilliseconds)
{
    return {u"SET standard_conforming_strings = on"_s, u"SET lock_timeout = %1"_s.arg(lockMilliseconds),
            dontBreakOff, u"SET client_min_messages = error"_s,
            u"SET default_transaction_isolation = 'read committed'"_s,
            u"SET cursor_tuple_fraction = 1"_s, // all rows are read
            // Whoever vanishes in the middle of a transaction keeps the others waiting no longer than this,
            // whether the server waits to be asked or for what it said to arrive.
            u"SET tcp_keepalives_idle = 10"_s, u"SET tcp_keepalives_interval = 5"_s,
            u"SET tcp_keepalives_count = 3"_s, u"SET tcp_user_timeout = 25000"_s,
            // A superuser may have been told to have references unchecked.
            u"SELECT set_config('session_replication_role', 'origin', false) WHERE "
            "current_setting('session_replication_role') <> 'origin'"_s,
            u"SELECT set_config('synchronous_commit', 'on', false) WHERE "
            "current_setting('synchronous_commit') IN ('off', 'local', 'remote_write')"_s,
            // Temporary tables last, so that nobody's stand before ours; the server's own schemas hold none
            // of ours, wherever they stand.
            u"SELECT set_config('search_path', quote_ident(place) || ', pg_temp', false) FROM (SELECT CASE "
            "WHEN EXISTS (%1) THEN '%2' ELSE (SELECT name::text FROM unnest(current_schemas(false)) WITH "
            "ORDINALITY AS path (name, number) WHERE NOT starts_with(name::text, 'pg_') AND name <> "
            "'information_schema' "
            "ORDER BY number LIMIT 1) END AS place) AS found WHERE place IS NOT NULL"_s.arg(
                postgresviews::tablesBehindForAuditors(), postgresviews::schema)};
}

struct Fact
{
    enum { Encoding, Version, InRecovery, ReadOnly, Schema, User, MayWrite, MayIdentify, DatabaseNumber };
};

const QString facts =
    u"SELECT current_setting('server_encoding'), current_setting('server_version_num')::integer, "
    "pg_is_in_recovery()::integer, (current_setting('transaction_read_only') = 'on')::integer, "
    "current_schema()::text, current_user::text, coalesce((SELECT has_table_privilege(oid, "
    "'UPDATE')::integer "
    "FROM pg_class WHERE oid = to_regclass('setting')), 1), "
    "has_function_privilege('pg_control_system()', 'execute')::integer, "
    "(SELECT oid::bigint FROM pg_database WHERE datname = current_database())"_s;

constexpr int oldestVersion = 130'000;

std::unexpected<Error> refused(const QString &text)
{
    return fail(Error::Kind::Unreachable, text);
}

/// It would be told as a server that does not answer.
Result<void> checkIsKnown(const PostgresAddress &address)
{
    for (const auto &[name, value] : address.parameters()) {
        if (!libpq::knowsParameter(name)) {
            return refused(
                StoreText::tr("the libpq of this machine does not know the parameter %1 of the URL. Leave it "
                              "out, or install a newer libpq.")
                    .arg(name));
        }
    }
    return {};
}

}

Result<std::shared_ptr<Engine>> PostgresEngine::open(const DatabaseUrl &url, bool mayCreate,
                                                     const QString &identity, const Migrate &migrate)
{
    const std::shared_ptr<PostgresEngine> engine(new PostgresEngine(url, identity));
    const auto checkIsMade = [&]() -> Result<void> {
        return engine->schema().and_then([&](const SchemaState &state) -> Result<void> {
            if (mayCreate || !state.isEmpty)
                return {};
            return fail(Error::Kind::Unreachable,
                        StoreText::tr("there is nothing of Gatehouse in it yet. Check the name, or make its "
                                      "tables."),
                        {}, u"gatehouse init"_s);
        });
    };
    return engine->connect()
        .and_then(checkIsMade)
        .and_then([&] { return migrate(engine); })
        .transform([&]() -> std::shared_ptr<Engine> { return engine; })
        .transform_error([&](Error error) {
            error.text = StoreText::tr("Database \"%1\": %2").arg(url.text(), error.text);
            return error;
        });
}

Result<void> PostgresEngine::connect()
{
    const PostgresAddress address = hostorder::byAnswer(m_url.server());
    QSqlDatabase connection = sql();
    if (!connection.isValid())
        connection = QSqlDatabase::addDatabase(u"QPSQL"_s, m_name);
    if (!connection.isValid()) {
        return refused(
            StoreText::tr("Qt's driver for PostgreSQL is missing. Install it (on Debian the package "
                          "libqt6sql6-psql)."));
    }
    if (const auto known = checkIsKnown(address); !known)
        return known;
    connection.setHostName(address.hosts());
    connection.setDatabaseName(address.database());
    connection.setUserName(address.user());
    connection.setPassword(m_url.password());
    m_isListening = false;
    QElapsedTimer elapsed;
    elapsed.start();
    if (!openAny(address)) {
        // Who waited for nobody would wait as long again.
        if (elapsed.elapsed() >= address.connectSeconds() * 1000)
            return std::unexpected(m_identity.isEmpty() ? whyNoneOpened(address, m_url.password())
                                                        : postgresError({}));
        const auto why = m_identity.isEmpty()
                             ? whyNotOpened
                             : qOverload<const PostgresAddress &, const QString &>(whyRefused);
        return std::unexpected(why(address, m_url.password()));
    }
    m_sinceConnected.start();
    libpq::silence(sql().driver()->handle());
    const libpq::Server server = libpq::serverOf(sql().driver()->handle());
    hostorder::noteAnswer(m_url.server(), {server.host, server.port});
    return setUp().or_else([this](const Error &error) -> Result<void> {
        sql().close();
        return std::unexpected(error);
    });
}

/// Of several hosts the one that can be written to, else whichever answers, unless the URL says what it
/// wants.
bool PostgresEngine::openAny(const PostgresAddress &address)
{
    QSqlDatabase connection = sql();
    if (address.hasChoice()) {
        connection.setConnectOptions(address.driverOptions() + " target_session_attrs=read-write"_L1);
        if (connection.open())
            return true;
    }
    connection.setConnectOptions(address.driverOptions());
    return connection.open();
}

Result<void> PostgresEngine::connectAgain()
{
    if (sql().isOpen())
        return {};
    return connect();
}

Result<void> PostgresEngine::checkIsConnected() const
{
    if (sql().isOpen())
        return {};
    return std::unexpected(postgresError({}));
}

Result<void> PostgresEngine::reach(const std::function<bool()> &goesOn)
{
    if (sql().isOpen() && sendAll({u"SELECT 1"_s}))
        return {};
    sql().close();
    return checkAnswers(m_url.server(), m_url.password(), goesOn).and_then([this] { return connectAgain(); });
}

Result<void> PostgresEngine::checkIsThere() const
{
    if (!m_isAnother)
        return {};
    return refused(
        StoreText::tr("Another database has the name of the one that was open: it was made anew, or the "
                      "server is another. Nothing is read from it or written into it. What you typed is "
                      "still here. Have the right one put back, or open this one."));
}

/// A standby that took over has the identity of the server before it.
Result<void> PostgresEngine::takeIdentity(const QString &identity)
{
    m_isAnother = !m_identity.isEmpty() && m_identity != identity;
    if (m_isAnother)
        return checkIsThere();
    m_identity = identity;
    return {};
}

Result<void> PostgresEngine::lookForWriting()
{
    sql().close();
    return connectAgain();
}

Result<void> PostgresEngine::lookWhetherWritable()
{
    constexpr qint64 seldom = 30'000; // milliseconds
    // What a database or a role is told counts for new connections, and what a role was granted is read
    // there.
    const bool needsNewOne = m_url.server().hasChoice() || !m_isStandby;
    if (needsNewOne && m_sinceConnected.hasExpired(seldom))
        return lookForWriting();
    if (!m_isServerReadOnly)
        return {};
    return rowsOf(
               u"SELECT (pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on')::integer"_s,
               1)
        .and_then([this](const auto &rows) {
            return rows.value(0).value(0) == "0"_L1 ? lookForWriting() : Result<void>();
        });
}

Result<void> PostgresEngine::setUp()
{
    auto answer = sendAll(settings(lockWaitMilliseconds) << facts);
    if (!answer)
        return std::unexpected(answer.error());
    answer->next();
    return takeSession(*answer).and_then([&]() -> Result<void> {
        const QString number = answer->value(Fact::DatabaseNumber).toString();
        const bool mayIdentify = answer->value(Fact::MayIdentify).toBool();
        return (mayIdentify ? systemIdentifier() : Result<QString>()).and_then([&](const QString &system) {
            m_isIdentified = !system.isEmpty();
            return takeIdentity(u"postgresql:%1/%2"_s.arg(m_isIdentified ? system : u"unknown"_s, number));
        });
    });
}

/// A server that went away in between is not one that keeps it to itself: it would be taken for another.
Result<QString> PostgresEngine::systemIdentifier()
{
    ++m_roundTrips;
    QSqlQuery query(sql());
    if (query.exec(u"SELECT system_identifier::text FROM pg_control_system()"_s) && query.next())
        return query.value(0).toString();
    if (query.lastError().nativeErrorCode() == lackOfRights)
        return QString();
    return std::unexpected(lost(query, {}));
}

Result<void> PostgresEngine::takeSession(const QSqlQuery &row)
{
    m_user = row.value(Fact::User).toString();
    if (row.value(Fact::Encoding).toString() != "UTF8"_L1) {
        return refused(
            StoreText::tr("the database stores texts as %1, and Gatehouse needs UTF-8. Have one made "
                          "for it: createdb --encoding UTF8 --template template0")
                .arg(row.value(Fact::Encoding).toString()));
    }
    if (row.value(Fact::Version).toInt() < oldestVersion)
        return refused(StoreText::tr("the server is older than PostgreSQL 13, which Gatehouse needs."));
    if (row.value(Fact::Schema).isNull()) {
        return refused(
            StoreText::tr("your role \"%1\" sees no schema of the database. Have it granted USAGE on "
                          "the one where Gatehouse's tables are; for an auditor's role, have whoever owns "
                          "them run the statements that \"gatehouse init --roles\" prints.")
                .arg(m_user));
    }
    m_seesViews = row.value(Fact::Schema).toString() == postgresviews::schema;
    m_whyReadOnly.clear();
    m_isStandby = row.value(Fact::InRecovery).toBool();
    m_isServerReadOnly = m_isStandby || (row.value(Fact::ReadOnly).toBool() && !m_seesViews);
    if (m_seesViews) {
        m_whyReadOnly = StoreText::tr("Your role \"%1\" on the server is for auditors: it sees everything "
                                      "but secrets, and writes nothing.")
                            .arg(m_user);
    } else if (m_isStandby) {
        m_whyReadOnly = StoreText::tr("The server is a standby, which can only be read.");
    } else if (row.value(Fact::ReadOnly).toBool()) {
        m_whyReadOnly = StoreText::tr("The server lets your role only read.");
    } else if (!row.value(Fact::MayWrite).toBool()) {
        m_whyReadOnly = StoreText::tr("Your role \"%1\" on the server may only read.").arg(m_user);
    }
    m_couldWrite = m_couldWrite || m_whyReadOnly.isEmpty();
    return {};
}

QString PostgresEngine::readOnlyRemedy() const
{
    if (m_seesViews)
        return StoreText::tr("Ask a main administrator, who connects as a role that may write.");
    return StoreText::tr("Connect to the server that is written to, as a role that may write.");
}

}
