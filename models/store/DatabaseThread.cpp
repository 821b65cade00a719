#include "store/DatabaseThread.h"

#include "store/EditSession.h"

namespace gatehouse {

namespace {

/// Takes the write lock only when there is something to do: opening a database that another program writes
/// must not wait.
Result<void> recheckProblems(Database &database)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto due = store::clientsToRecheck(database, now);
    if (!due || due->isEmpty())
        return due.transform([](const QStringList &) {});
    return EditSession::begin(database, now).and_then([](EditSession &&session) {
        return session.recheckProblems().and_then([&](int) { return session.commit(); });
    });
}

}

DatabaseThread::DatabaseThread(QObject *parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
    m_pool.setExpiryTimeout(-1);
}

DatabaseThread::~DatabaseThread()
{
    QtConcurrent::run(&m_pool, [this] { m_database.reset(); }).waitForFinished();
}

QFuture<Result<void>> DatabaseThread::open(const DatabaseUrl &url)
{
    return QtConcurrent::run(&m_pool, [this, url]() -> Result<void> {
        m_database.reset();
        auto opened = Database::open(url, Database::IfMissing::Create);
        if (!opened)
            return std::unexpected(opened.error());
        m_database = std::move(*opened);
        return recheckProblems(*m_database);
    });
}

Error DatabaseThread::notOpen()
{
    return {Error::Kind::Unreachable, tr("No database is open. Open one first.")};
}

}
