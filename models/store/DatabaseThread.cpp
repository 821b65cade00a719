#include "store/DatabaseThread.h"

#include "store/edit/ClientEdits.h"

#include <tuple>

namespace gatehouse {

namespace {

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
}

DatabaseThread::~DatabaseThread()
{
    m_pool.start([this] { m_database.reset(); });
    m_pool.waitForDone();
}

DatabaseReply<Result<void>> DatabaseThread::open(const DatabaseUrl &url)
{
    return start<Result<void>>([this, url] { return take(url, Database::IfMissing::Create); });
}

DatabaseReply<Result<void>> DatabaseThread::reopen(const DatabaseUrl &url)
{
    return start<Result<void>>([this, url] {
        return (m_database ? m_database->checkSuccessor() : Result<void>()).and_then([&] {
            return take(url, Database::IfMissing::Refuse);
        });
    });
}

Result<void> DatabaseThread::take(const DatabaseUrl &url, Database::IfMissing ifMissing)
{
    // First of all: two connections to different files of one name would share what is beside them.
    m_database.reset();
    auto opened = Database::open(url, ifMissing);
    if (!opened)
        return std::unexpected(opened.error());
    m_database = std::move(*opened);
    m_isLost = false;
    recheckProblems(*m_database);
    return {};
}

void DatabaseThread::lookAtFile()
{
    if (m_isLost || !m_database)
        return;
    if (const auto there = m_database->checkFile(); !there) {
        m_isLost = true;
        Q_EMIT lost(there.error());
    }
}

Error DatabaseThread::notOpen()
{
    return {Error::Kind::Unreachable, tr("No database is open. Open one first.")};
}

}
