#include "store/DatabaseThread.h"

#include "store/edit/ClientEdits.h"

#include <tuple>

namespace gatehouse {

namespace {

using namespace std::chrono_literals;

constexpr auto seekEvery = 2s;

/// What the list shows of problems may be a day old until this succeeds, which is no reason not to open: the
/// database may be read-only, or locked by another program.
void recheckProblems(Database &database)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (const auto due = store::clientsToRecheck(database, now); !due || due->isEmpty())
        return;
    std::ignore = editing(database, edit::recheckProblems, now);
}

}

DatabaseThread::DatabaseThread(QObject *parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
    m_pool.setExpiryTimeout(-1);
    m_again.setSingleShot(true);
    m_again.setTimerType(Qt::PreciseTimer);
    connect(&m_again, &QTimer::timeout, this, &DatabaseThread::tryAgain);
    m_seeking.setSingleShot(true);
    m_seeking.setInterval(seekEvery);
    connect(&m_seeking, &QTimer::timeout, this, &DatabaseThread::seek);
    connect(this, &DatabaseThread::lost, &m_seeking, qOverload<>(&QTimer::start));
    renewOutage();
}

DatabaseThread::~DatabaseThread()
{
    m_outage->setListener({});
    giveUp();
    m_pool.start([this] { m_database.reset(); });
    m_pool.waitForDone();
}

/// Whatever waits for the server of the database before is given up, since what comes next waits behind it;
/// and tasks that go on with that database have their own.
void DatabaseThread::renewOutage()
{
    const auto follow = [this] {
        QMetaObject::invokeMethod(this, &DatabaseThread::followOutage, Qt::QueuedConnection);
    };
    if (m_outage) {
        m_outage->setListener({});
        m_outage->giveUp();
    }
    m_outage = std::make_shared<Outage>();
    m_outage->setListener(follow);
    follow();
}

DatabaseReply<Result<void>> DatabaseThread::open(const DatabaseUrl &url, const Check &check)
{
    renewOutage();
    return start<Result<void>>([this, url, check, outage = m_outage] {
        m_database.reset(); // also where nothing else is opened
        return (check ? check() : Result<void>()).and_then([&] {
            return take(url, Database::IfMissing::Create, outage);
        });
    });
}

DatabaseReply<Result<void>> DatabaseThread::reopen(const DatabaseUrl &url)
{
    renewOutage();
    return start<Result<void>>([this, url, outage = m_outage] {
        return (m_database ? m_database->checkSuccessor() : Result<void>()).and_then([&] {
            return take(url, Database::IfMissing::Refuse, outage);
        });
    });
}

Result<void> DatabaseThread::take(const DatabaseUrl &url, Database::IfMissing ifMissing,
                                  const std::shared_ptr<Outage> &outage)
{
    // First of all: two connections to different files of one name would share what is beside them.
    m_database.reset();
    auto opened = Database::open(url, ifMissing);
    if (!opened)
        return std::unexpected(opened.error());
    m_database = std::move(*opened);
    m_database->setOutage(outage);
    {
        const std::scoped_lock lock(m_mutex);
        m_which = m_database->which();
    }
    m_isLost = false;
    m_whyReadOnly = m_database->whyReadOnly();
    recheckProblems(*m_database);
    return {};
}

QString DatabaseThread::which() const
{
    const std::scoped_lock lock(m_mutex);
    return m_which;
}

void DatabaseThread::lookAtDatabase()
{
    if (!m_database || !isSame())
        return;
    if (const auto connected = m_database->engine().checkIsConnected(); !connected)
        m_database->outage()->tellUnanswered(connected.error());
    tellAccess();
}

bool DatabaseThread::isSame()
{
    const auto there = m_database->checkFile();
    if (there && std::exchange(m_isLost, false))
        Q_EMIT found();
    if (!there && !m_isLost) {
        m_isLost = true;
        m_database->outage()->end(); // it is for a person to say what to do now
        Q_EMIT lost(there.error());
    }
    return there.has_value();
}

void DatabaseThread::seek()
{
    start<bool>([this] { return isStillLost(); }).then(this, [this](bool isLost) {
        if (isLost)
            m_seeking.start();
    });
}

/// A server says which database it has when it is connected to anew. Whoever opened nothing else in its place
/// has none any more that could be found.
bool DatabaseThread::isStillLost()
{
    if (!m_database || !m_isLost)
        return false;
    const auto outage = m_database->outage();
    std::ignore = m_database->engine().reach([&] { return !outage->isGivenUp(); });
    return !isSame();
}

void DatabaseThread::tellAccess()
{
    if (m_whyReadOnly == m_database->whyReadOnly())
        return;
    m_whyReadOnly = m_database->whyReadOnly();
    Q_EMIT accessChanged();
}

Result<void> DatabaseThread::reachServer()
{
    const auto outage = m_database->outage();
    if (!outage->isOn())
        return {};
    return outage->isWorthTrying() ? askServer() : std::unexpected(outage->why());
}

Result<void> DatabaseThread::askServer()
{
    const auto outage = m_database->outage();
    const auto reached = m_database->engine().reach([&] { return !outage->isGivenUp(); });
    if (!isSame())
        return reached;
    if (reached)
        outage->end();
    else
        outage->tellUnanswered(reached.error());
    tellAccess();
    return reached;
}

void DatabaseThread::followOutage()
{
    const bool wasAway = std::exchange(m_isAway, m_outage->isOn());
    m_again.stop();
    if (m_isAway) {
        if (!m_outage->isGivenUp())
            m_again.start(m_outage->untilDue());
        Q_EMIT unanswered(m_outage->why());
    } else if (wasAway) {
        Q_EMIT answered();
    }
}

/// Whoever waits for what became of a commit may hold the thread, and asks then.
void DatabaseThread::tryAgain()
{
    if (std::exchange(m_isTrying, true))
        return;
    start<Result<void>>([this]() -> Result<void> {
        return m_database && m_database->outage()->isDue() ? askServer() : Result<void>();
    }).then(this, [this](const Result<void> &) {
        m_isTrying = false;
        if (m_isAway)
            followOutage();
    });
}

Error DatabaseThread::notOpen()
{
    return {Error::Kind::Unreachable, tr("No database is open. Open one first.")};
}

}
