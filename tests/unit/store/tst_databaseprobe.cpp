#include "store/DatabaseProbe.h"
#include "store/Migrations.h"
#include "support/TestDatabase.h"

#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

QStringList tablesOf(const ServerDatabase &server)
{
    QStringList names;
    for (const QStringList &row :
         onServer(server.name(), {u"SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = "
                                  "'public'::regnamespace ORDER BY 1"_s}))
        names << row.first();
    return names;
}

QString saidOf(const DatabaseUrl &url, const Progress &progress = {})
{
    const auto found = probeDatabase(url, progress);
    return found ? found->text : found.error().text;
}

/// A socket that is bound and does not listen, so that nobody else gets its port.
class DeafPort
{
public:
    DeafPort()
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof(address);
        if (::bind(m_socket, reinterpret_cast<sockaddr *>(&address), size) != 0 ||
            ::getsockname(m_socket, reinterpret_cast<sockaddr *>(&address), &size) != 0)
            qFatal("no port is free");
        m_port = ntohs(address.sin_port);
    }
    ~DeafPort() { ::close(m_socket); }
    Q_DISABLE_COPY_MOVE(DeafPort)

    int port() const { return m_port; }
    void listen() const
    {
        if (::listen(m_socket, 8) != 0)
            qFatal("cannot listen");
    }

private:
    int m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int m_port = 0;
};

}

/// What a test of a connection says, with a real server, in which it changes nothing.
class TestDatabaseProbe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { SKIP_ON_SQLITE("only servers are tried"); }
    void emptyDatabaseStaysEmpty();
    void ourDatabaseIsReady();
    void olderSchemaIsNotBroughtUpToDate();
    void newerSchemaIsTold();
    void othersDataIsTold();
    void roleThatOnlyReadsIsTold();
    void missingDatabaseIsTold();
    void missingRoleIsTold();
    void whatIsOutOfReach();
    void standbyIsTold();
    void cancelEndsIt();
};

void TestDatabaseProbe::emptyDatabaseStaysEmpty()
{
    const ServerDatabase server;
    const auto found = probeDatabase(server.url(), {});
    VERIFY_DONE(found);
    QVERIFY(!found->isReady);
    QVERIFY2(found->text.contains(u"is empty"_s), qPrintable(found->text));
    QCOMPARE(tablesOf(server), QStringList());
}

void TestDatabaseProbe::ourDatabaseIsReady()
{
    const TestDatabase database;
    const auto found = probeDatabase(database.url(), {});
    VERIFY_DONE(found);
    QVERIFY2(found->isReady, qPrintable(found->text));
}

void TestDatabaseProbe::olderSchemaIsNotBroughtUpToDate()
{
    const ServerDatabase server(migratedDatabase());
    const QString newest = u"SELECT max(version) FROM schema_version"_s;
    onServer(server.name(), {u"DELETE FROM schema_version WHERE version = %1"_s.arg(latestSchemaVersion())});
    const auto found = probeDatabase(server.url(), {});
    VERIFY_DONE(found);
    QVERIFY(!found->isReady);
    QVERIFY2(found->text.contains(u"older Gatehouse"_s), qPrintable(found->text));
    QCOMPARE(onServer(server.name(), {newest}),
             (QList<QStringList>{{QString::number(latestSchemaVersion() - 1)}}));
}

void TestDatabaseProbe::newerSchemaIsTold()
{
    const ServerDatabase server(migratedDatabase());
    onServer(server.name(),
             {u"INSERT INTO schema_version (version) VALUES (%1)"_s.arg(latestSchemaVersion() + 1)});
    const QString said = saidOf(server.url());
    QVERIFY2(said.contains(u"newer Gatehouse"_s), qPrintable(said));
}

void TestDatabaseProbe::othersDataIsTold()
{
    const ServerDatabase server;
    onServer(server.name(), {u"CREATE TABLE theirs (a INTEGER)"_s});
    const QString said = saidOf(server.url());
    QVERIFY2(said.contains(u"another program's data"_s), qPrintable(said));
    QCOMPARE(tablesOf(server), QStringList{u"theirs"_s});
}

void TestDatabaseProbe::roleThatOnlyReadsIsTold()
{
    const ServerDatabase server(migratedDatabase());
    const QString role = u"reads_"_s + server.name();
    onServer(server.name(), {u"CREATE ROLE %1 LOGIN"_s.arg(role),
                             u"GRANT SELECT ON ALL TABLES IN SCHEMA public TO %1"_s.arg(role)});
    const auto cleanUp = qScopeGuard(
        [&] { onServer(server.name(), {u"DROP OWNED BY %1"_s.arg(role), u"DROP ROLE %1"_s.arg(role)}); });
    const auto found = probeDatabase(server.url(u"&user="_s + role), {});
    VERIFY_DONE(found);
    QVERIFY(!found->isReady);
    QVERIFY2(found->text.contains(role) && found->text.contains(u"can only be read"_s),
             qPrintable(found->text));
}

void TestDatabaseProbe::missingDatabaseIsTold()
{
    const QString said = saidOf(serverUrl(u"nowhere"_s));
    QVERIFY2(said.contains(u"no database \"nowhere\""_s), qPrintable(said));
}

void TestDatabaseProbe::missingRoleIsTold()
{
    const QString said = saidOf(serverUrl(u"postgres"_s, u"&user=nobody_here"_s));
    QVERIFY2(said.contains(u"nobody_here"_s), qPrintable(said));
}

void TestDatabaseProbe::whatIsOutOfReach()
{
    const DeafPort deaf;
    const QString url = u"postgresql://127.0.0.1:%1/g"_s.arg(deaf.port());
    QVERIFY2(saidOf(*DatabaseUrl::parse(url)).contains(u"refuses connections on port"_s),
             qPrintable(saidOf(*DatabaseUrl::parse(url))));
    const QString name = saidOf(*DatabaseUrl::parse(u"postgresql://no-such-host.invalid/g"_s));
    QVERIFY2(name.contains(u"There is no host \"no-such-host.invalid\""_s), qPrintable(name));
    const QTemporaryDir folder;
    const QString socket = saidOf(*DatabaseUrl::parse(u"postgresql:///g?host="_s + folder.path()));
    QVERIFY2(socket.contains(folder.path()), qPrintable(socket));

    const QString both =
        saidOf(*DatabaseUrl::parse(u"postgresql://127.0.0.1:%1,no-such-host.invalid/g"_s.arg(deaf.port())));
    QVERIFY2(both.contains(u"refuses connections"_s) && both.contains(u"There is no host"_s),
             qPrintable(both));
}

/// What is asked for is the opposite: the tests' server is none.
void TestDatabaseProbe::standbyIsTold()
{
    const QString said = saidOf(serverUrl(u"postgres"_s, u"&target_session_attrs=standby"_s));
    QVERIFY2(said.contains(u"is reached, but"_s), qPrintable(said));
}

/// Of a server that takes the connection and never says anything.
void TestDatabaseProbe::cancelEndsIt()
{
    const DeafPort silent;
    silent.listen();
    int asked = 0;
    const auto found = probeDatabase(
        *DatabaseUrl::parse(u"postgresql://127.0.0.1:%1/g?connect_timeout=3600"_s.arg(silent.port())),
        [&](int, int) { return ++asked < 3; });
    QVERIFY(!found);
    QCOMPARE(found.error().kind, Error::Kind::Cancelled);
}

GATEHOUSE_TEST(TestDatabaseProbe)
#include "tst_databaseprobe.moc"
