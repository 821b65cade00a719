#include "store/DatabaseThread.h"
#include "store/engine/postgresql/PostgresAddress.h"
#include "store/engine/postgresql/PostgresRefusal.h"
#include "store/records/RecordStore.h"
#include "store/watch/ChangeWatch.h"
#include "support/SampleClients.h"
#include "support/SignedIn.h"
#include "support/TestDatabase.h"

#include <QSignalSpy>

#include <utility>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

/// In PL/pgSQL: the connection that comes by is cut.
const QString endConnection = u"PERFORM pg_terminate_backend(pg_backend_pid())"_s;

/// A host that refuses connections, and takes them and says nothing once it listens.
class SilentHost
{
public:
    SilentHost()
    {
        socklen_t size = sizeof m_place;
        auto *const address = reinterpret_cast<sockaddr *>(&m_place);
        if (::bind(m_socket, address, size) != 0 || ::getsockname(m_socket, address, &size) != 0)
            qFatal("no port");
    }
    ~SilentHost() { ::close(m_socket); }
    Q_DISABLE_COPY_MOVE(SilentHost)

    int port() const { return ntohs(m_place.sin_port); }
    void listen() const
    {
        constexpr int waiting = 100;
        if (::listen(m_socket, waiting) != 0)
            qFatal("no port to listen on");
    }

private:
    const int m_socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in m_place{.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
};

}

/// What a window's connection does when the server lets nobody in for a while.
class TestLostServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { SKIP_ON_SQLITE("It is about the connection to a server."); }
    void init();
    void cleanup();

    void idleConnectionIsOpenedAgain();
    void serverThatIsAwayIsToldAndComesBack();
    void itIsTriedByItself();
    void whatOthersDidMeanwhileIsTold();
    void whoIsSignedInStaysSo();
    void otherDatabaseOfThatNameIsToldAndNotTouched();
    void rightOneIsFoundOnceItIsBack();
    void otherConnectionsAreNotToAnother();
    void serverThatGoesWhileItIsIdentifiedIsNoOther_data();
    void serverThatGoesWhileItIsIdentifiedIsNoOther();
    void identityIsLeftOutByRightsAlone();
    void cutCommitIsLookedUp();
    void cutCommitIsLookedUpBehindAnotherCut();
    void cutCommitWaitsForTheServer_data();
    void cutCommitWaitsForTheServer();
    void cutCommitIsNotLookedUpInAnotherDatabase();
    void otherDatabaseIsOpenedWithoutWaiting();
    void otherHostIsTaken();
    void silentHostIsWaitedForOnce_data();
    void silentHostIsWaitedForOnce();
    void connectingCanBeBrokenOff();

private:
    static void onPostgres(const QStringList &statements) { onServer(u"postgres"_s, statements); }
    QString name() const { return nameOnServer(m_database->url()); }
    QString terminate() const
    {
        return u"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '%1'"_s.arg(
            name());
    }
    void letNobodyIn()
    {
        onPostgres({u"ALTER DATABASE %1 ALLOW_CONNECTIONS false"_s.arg(name()), terminate()});
    }
    /// As after a backup that was played back into a new database of the same name.
    void putAnotherInItsPlace()
    {
        m_before = name() + u"_before"_s;
        onPostgres({terminate(), u"ALTER DATABASE %1 RENAME TO %2"_s.arg(name(), m_before),
                    u"CREATE DATABASE %1 TEMPLATE %2"_s.arg(name(), migratedDatabase())});
    }
    /// What the server does from now on where it is asked who it is, in PL/pgSQL.
    void answerIdentityBy(const QString &what) const
    {
        onServer(name(), {u"ALTER FUNCTION pg_catalog.pg_control_system() RENAME TO as_it_was"_s,
                          u"CREATE FUNCTION pg_catalog.pg_control_system(OUT system_identifier bigint) "
                          "LANGUAGE plpgsql AS 'BEGIN %1; END'"_s.arg(what)});
    }
    void answerIdentityAsEver() const
    {
        onServer(name(), {u"DROP FUNCTION pg_catalog.pg_control_system()"_s,
                          u"ALTER FUNCTION pg_catalog.as_it_was() RENAME TO pg_control_system"_s});
    }
    void letIn() { onPostgres({u"ALTER DATABASE %1 ALLOW_CONNECTIONS true"_s.arg(name())}); }
    /// The connection that commits a new user is cut in the middle of it.
    void cutCommits();
    auto users()
    {
        return m_thread->run([](Database &own) { return store::loadUsers(own); }).result();
    }
    DatabaseReply<Result<User>> addUser(const QString &userId)
    {
        return m_thread->run([userId](Database &own) {
            return editing(own,
                           [&](EditSession &session) { return edit::save(session, sampleUser(userId)); });
        });
    }

    QString m_before; ///< what was put out of its place
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<DatabaseThread> m_thread;
};

void TestLostServer::init()
{
    m_database = std::make_unique<TestDatabase>();
    m_thread = std::make_unique<DatabaseThread>();
    VERIFY_DONE(m_thread->open(m_database->url()).result());
}

void TestLostServer::cleanup()
{
    m_thread.reset();
    m_database.reset();
    if (!m_before.isEmpty())
        onPostgres({u"DROP DATABASE IF EXISTS %1 WITH (FORCE)"_s.arg(std::exchange(m_before, {}))});
}

void TestLostServer::cutCommits()
{
    VERIFY_DONE(m_database->openAgain().and_then([](Database &&other) {
        return other
            .execute(
                u"CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN %1; RETURN NULL; END'"_s
                    .arg(endConnection))
            .and_then([&] {
                return other.execute(u"CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON iam_user DEFERRABLE "
                                     "INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cut()"_s);
            });
    }));
}

void TestLostServer::idleConnectionIsOpenedAgain()
{
    QSignalSpy unanswered(m_thread.get(), &DatabaseThread::unanswered);
    VERIFY_DONE(users());
    onPostgres({terminate()});
    VERIFY_DONE(users());
    VERIFY_DONE(addUser(u"svc"_s).result());
    QCoreApplication::processEvents();
    QCOMPARE(unanswered.size(), 0);
}

void TestLostServer::serverThatIsAwayIsToldAndComesBack()
{
    QSignalSpy unanswered(m_thread.get(), &DatabaseThread::unanswered);
    QSignalSpy answered(m_thread.get(), &DatabaseThread::answered);
    letNobodyIn();
    QVERIFY(!users());
    QTRY_VERIFY(m_thread->isAway());
    QVERIFY(unanswered.size() >= 1);
    const auto refused = addUser(u"svc"_s).result();
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Unreachable);

    letIn();
    m_thread->tryNow();
    QTRY_COMPARE(answered.size(), 1);
    QVERIFY(!m_thread->isAway());
    const auto stored = users();
    VERIFY_DONE(stored);
    QCOMPARE(stored->size(), 0);
    VERIFY_DONE(addUser(u"svc"_s).result());
    QCOMPARE(answered.size(), 1);
}

void TestLostServer::itIsTriedByItself()
{
    QSignalSpy unanswered(m_thread.get(), &DatabaseThread::unanswered);
    QSignalSpy answered(m_thread.get(), &DatabaseThread::answered);
    letNobodyIn();
    QVERIFY(!users());
    QTRY_VERIFY(unanswered.size() >= 2); // the loss, and a try in vain
    letIn();
    QTRY_COMPARE_WITH_TIMEOUT(answered.size(), 1, 30'000);
    VERIFY_DONE(users());
}

void TestLostServer::whatOthersDidMeanwhileIsTold()
{
    ChangeWatch watch(*m_thread);
    QSignalSpy changed(&watch, &ChangeWatch::changed);
    watch.begin();
    VERIFY_DONE(users());
    letNobodyIn();
    QTRY_VERIFY_WITH_TIMEOUT(m_thread->isAway(), 30'000); // nobody but the watch asks
    letIn();
    VERIFY_DONE(m_database->openAgain().and_then([](Database &&other) {
        return editing(other,
                       [](EditSession &session) { return edit::save(session, sampleUser(u"theirs"_s)); });
    }));
    m_thread->tryNow();
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(changed.first().first().value<ChangeNotice>().changes.first().name, u"theirs"_s);
    VERIFY_DONE(m_database->openAgain().and_then([](Database &&other) {
        return editing(other,
                       [](EditSession &session) { return edit::save(session, sampleUser(u"again"_s)); });
    }));
    QTRY_COMPARE(changed.size(), 2);
}

void TestLostServer::whoIsSignedInStaysSo()
{
    VERIFY_DONE(m_thread
                    ->run([](Database &own) -> Result<void> {
                        workAs(own, u"anna"_s);
                        return {};
                    })
                    .result());
    letNobodyIn();
    QVERIFY(!users());
    QTRY_VERIFY(m_thread->isAway());
    letIn();
    m_thread->tryNow();
    QTRY_VERIFY(!m_thread->isAway());
    const auto who =
        m_thread->run([](Database &own) -> Result<QString> { return own.administrator(); }).result();
    QCOMPARE(who.value(), u"anna"_s);
    VERIFY_DONE(addUser(u"svc"_s).result());
}

void TestLostServer::otherDatabaseOfThatNameIsToldAndNotTouched()
{
    QSignalSpy lost(m_thread.get(), &DatabaseThread::lost);
    putAnotherInItsPlace();
    const auto read = users();
    QVERIFY(!read);
    QVERIFY2(read.error().text.contains(u"Another database"_s), qPrintable(read.error().text));
    QVERIFY(!addUser(u"svc"_s).result());
    QTRY_COMPARE(lost.size(), 1);
    QVERIFY(!m_thread->isAway());

    VERIFY_DONE(m_thread->reopen(m_database->url()).result());
    const auto stored = users();
    VERIFY_DONE(stored);
    QVERIFY(stored->isEmpty());
}

void TestLostServer::rightOneIsFoundOnceItIsBack()
{
    QSignalSpy lost(m_thread.get(), &DatabaseThread::lost);
    QSignalSpy found(m_thread.get(), &DatabaseThread::found);
    putAnotherInItsPlace();
    QVERIFY(!users());
    QTRY_COMPARE(lost.size(), 1);
    onPostgres({u"DROP DATABASE %1 WITH (FORCE)"_s.arg(name()),
                u"ALTER DATABASE %1 RENAME TO %2"_s.arg(m_before, name())});
    m_before.clear();
    QTRY_COMPARE(found.size(), 1);
    VERIFY_DONE(addUser(u"svc"_s).result());
    QCOMPARE(lost.size(), 1);
}

/// As those of tasks, of which some are run again much later.
void TestLostServer::otherConnectionsAreNotToAnother()
{
    const QString which = m_thread->which();
    VERIFY_DONE(Database::openSame(m_database->url(), which));
    putAnotherInItsPlace();
    const auto refused = Database::openSame(m_database->url(), which);
    QVERIFY(!refused);
    QVERIFY2(refused.error().text.contains(u"Another database"_s), qPrintable(refused.error().text));

    VERIFY_DONE(m_thread->reopen(m_database->url()).result());
    QVERIFY(m_thread->which() != which);
    VERIFY_DONE(Database::openSame(m_database->url(), m_thread->which()));
}

void TestLostServer::serverThatGoesWhileItIsIdentifiedIsNoOther_data()
{
    QTest::addColumn<QString>("what");
    QTest::newRow("cut") << endConnection;
    QTest::newRow("broken off") << u"RAISE query_canceled"_s;
}

void TestLostServer::serverThatGoesWhileItIsIdentifiedIsNoOther()
{
    QFETCH(const QString, what);
    QSignalSpy lost(m_thread.get(), &DatabaseThread::lost);
    answerIdentityBy(what);
    onPostgres({terminate()});
    const auto read = users();
    QVERIFY(!read);
    QVERIFY2(!read.error().text.contains(u"Another database"_s), qPrintable(read.error().text));
    QTRY_VERIFY(m_thread->isAway());
    answerIdentityAsEver();
    m_thread->tryNow();
    QTRY_VERIFY(!m_thread->isAway());
    VERIFY_DONE(users());
    QCOMPARE(lost.size(), 0);
}

void TestLostServer::identityIsLeftOutByRightsAlone()
{
    answerIdentityBy(u"RAISE insufficient_privilege"_s);
    VERIFY_DONE(m_thread->open(m_database->url()).result());
    const auto place = m_thread->run([](Database &own) -> Result<QString> { return own.place(); }).result();
    QCOMPARE(place.value(), QString());
    onPostgres({terminate()});
    VERIFY_DONE(users());
}

void TestLostServer::cutCommitIsLookedUp()
{
    cutCommits();
    const auto saved = addUser(u"svc"_s).result();
    QVERIFY(!saved);
    QVERIFY2(saved.error().text.contains(u"Nothing was changed"_s), qPrintable(saved.error().text));
    QCOMPARE(users()->size(), 0);
}

void TestLostServer::cutCommitIsLookedUpBehindAnotherCut()
{
    cutCommits();
    answerIdentityBy(endConnection);
    const auto saving = addUser(u"svc"_s);
    QTRY_VERIFY(m_thread->outage()->isAwaited());
    answerIdentityAsEver();
    m_thread->tryNow();
    const auto saved = saving.result();
    QVERIFY(!saved);
    QVERIFY2(saved.error().text.contains(u"Nothing was changed"_s), qPrintable(saved.error().text));
}

void TestLostServer::cutCommitWaitsForTheServer_data()
{
    QTest::addColumn<bool>("isGivenUp");
    QTest::addColumn<QString>("said");
    QTest::newRow("it is back") << false << u"Nothing was changed"_s;
    QTest::newRow("the window closes") << true << u"not known"_s;
}

void TestLostServer::cutCommitWaitsForTheServer()
{
    QFETCH(const bool, isGivenUp);
    QFETCH(const QString, said);
    cutCommits();
    onPostgres({u"ALTER DATABASE %1 ALLOW_CONNECTIONS false"_s.arg(name())});
    const auto saving = addUser(u"svc"_s);
    QTRY_VERIFY(m_thread->outage()->isAwaited());
    QTRY_VERIFY(m_thread->isAway());
    QVERIFY(!saving.isFinished());
    if (isGivenUp) {
        m_thread->giveUp();
    } else {
        letIn();
        m_thread->tryNow();
    }
    const auto saved = saving.result();
    QVERIFY(!saved);
    QVERIFY2(saved.error().text.contains(said), qPrintable(saved.error().text));
    letIn();
}

void TestLostServer::cutCommitIsNotLookedUpInAnotherDatabase()
{
    QSignalSpy lost(m_thread.get(), &DatabaseThread::lost);
    cutCommits();
    onPostgres({u"ALTER DATABASE %1 ALLOW_CONNECTIONS false"_s.arg(name())});
    const auto saving = addUser(u"svc"_s);
    QTRY_VERIFY(m_thread->outage()->isAwaited());
    putAnotherInItsPlace();
    m_thread->tryNow();
    const auto saved = saving.result();
    QVERIFY(!saved);
    QVERIFY2(saved.error().text.contains(u"not known"_s), qPrintable(saved.error().text));
    QTRY_COMPARE(lost.size(), 1);
}

/// Whoever opens another one is not kept by a commit that waits, nor told of its server any more.
void TestLostServer::otherDatabaseIsOpenedWithoutWaiting()
{
    TestDatabase other;
    cutCommits();
    onPostgres({u"ALTER DATABASE %1 ALLOW_CONNECTIONS false"_s.arg(name())});
    const auto saving = addUser(u"svc"_s);
    const auto outage = m_thread->outage();
    QTRY_VERIFY(outage->isAwaited());
    QTRY_VERIFY(m_thread->isAway());
    VERIFY_DONE(m_thread->open(other.url()).result());
    QVERIFY(saving.result().error().text.contains(u"not known"_s));
    QTRY_VERIFY(!m_thread->isAway());
    outage->tellUnanswered({Error::Kind::Unreachable, u"gone"_s}); // as a task that goes on with it does
    VERIFY_DONE(addUser(u"there"_s).result());
    QCoreApplication::processEvents();
    QVERIFY(!m_thread->isAway());
    letIn();
}

/// Nobody listens at the first one.
void TestLostServer::otherHostIsTaken()
{
    const auto url =
        DatabaseUrl::parse(u"postgresql://gatehouse@/%1?host=/nowhere,%2"_s.arg(name(), serverFolder()));
    VERIFY_DONE(url);
    VERIFY_DONE(m_thread->open(*url).result());
    letNobodyIn();
    QVERIFY(!users());
    QTRY_VERIFY(m_thread->isAway());
    letIn();
    m_thread->tryNow();
    QTRY_VERIFY(!m_thread->isAway());
    VERIFY_DONE(addUser(u"svc"_s).result());
}

void TestLostServer::silentHostIsWaitedForOnce_data()
{
    QTest::addColumn<QString>("more");
    QTest::newRow("whichever can be written to") << QString();
    QTest::newRow("the one that is written to") << u"&target_session_attrs=read-write"_s;
    QTest::newRow("the primary") << u"&target_session_attrs=primary"_s;
}

/// The first one refuses at first, so that nobody waits here, and then says nothing.
void TestLostServer::silentHostIsWaitedForOnce()
{
    QFETCH(const QString, more);
    constexpr int patience = 3600; // seconds, which would be longer than the test may take
    SilentHost silent;
    const auto url = DatabaseUrl::parse(
        u"postgresql://gatehouse@/%1?host=127.0.0.1,%2&port=%3,5432&connect_timeout=%4%5"_s.arg(name())
            .arg(serverFolder())
            .arg(silent.port())
            .arg(patience)
            .arg(more));
    VERIFY_DONE(url);
    VERIFY_DONE(m_thread->open(*url).result());
    silent.listen();
    VERIFY_DONE(Database::openSame(*url, m_thread->which())); // as a task
    onPostgres({terminate()});
    VERIFY_DONE(users());
    VERIFY_DONE(checkAnswers(url->server(), {}, [] { return true; }));
}

void TestLostServer::connectingCanBeBrokenOff()
{
    SilentHost silent;
    silent.listen();
    const auto url = DatabaseUrl::parse(
        u"postgresql://gatehouse@127.0.0.1:%1/%2?connect_timeout=600"_s.arg(silent.port()).arg(name()));
    VERIFY_DONE(url);
    int asked = 0;
    QVERIFY(!checkAnswers(url->server(), {}, [&] { return ++asked < 3; }));
    QCOMPARE(asked, 3);
}

GATEHOUSE_TEST(TestLostServer)
#include "tst_lostserver.moc"
