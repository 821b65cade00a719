#include "store/engine/postgresql/PostgresEngine.h"

#include <QCoreApplication>
#include <QSqlDriver>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

// What others are told by whoever has written, and what is heard of it.
namespace gatehouse {

namespace {

constexpr auto saved = "gatehouse_committed"_L1;
/// Apart, so that who works on what wakes nobody who follows what is saved.
constexpr auto hinted = "gatehouse_hint"_L1;
constexpr std::array channels{saved, hinted};

/// How long it takes until others' commits are seen where nothing can be heard: behind a pooler, for one.
constexpr qint64 lookAnyway = 4000; // milliseconds
/// Hints are looked for as often as they are said.
constexpr int looksForHints = 3;

}

QString PostgresEngine::tellingOthers() const
{
    return u"NOTIFY %1"_s.arg(saved);
}

Result<void> PostgresEngine::tellHint(const QString &condition, const QVariantList &values)
{
    return execute(u"SELECT pg_notify('%1', '') WHERE "_s.arg(hinted) + condition, values);
}

/// What was told waits in the connection for the events of this thread, so that looking asks the server for
/// nothing.
Result<Engine::Commits> PostgresEngine::commitsOfOthers()
{
    if (const auto there = connectAgain(); !there)
        return std::unexpected(there.error());
    if (!m_isListening)
        listen();
    QCoreApplication::processEvents();
    if (!m_sinceLook.isValid() || m_sinceLook.hasExpired(lookAnyway)) {
        const bool mayChange = isReadOnly() && (m_isServerReadOnly || m_couldWrite);
        if (const auto looked = mayChange ? lookWhetherWritable() : Result<void>(); !looked)
            return std::unexpected(looked.error());
        ++m_heard.saves;
        if (m_looks++ % looksForHints == 0)
            ++m_heard.hints;
        m_sinceLook.start();
    }
    return m_heard;
}

/// Where it is refused, looking anyway has to do. What was told before was told to nobody.
void PostgresEngine::listen()
{
    m_isListening = true;
    QSqlDriver *driver = sql().driver();
    QObject::disconnect(m_hearing);
    m_hearing = QObject::connect(driver, &QSqlDriver::notification, driver,
                                 [this](const QString &channel, QSqlDriver::NotificationSource source) {
                                     if (source == QSqlDriver::OtherSource)
                                         ++(channel == hinted ? m_heard.hints : m_heard.saves);
                                 });
    for (const QLatin1StringView channel : channels)
        driver->subscribeToNotification(channel);
    ++m_heard.saves;
    ++m_heard.hints;
}

/// What nobody takes out of the connection fills it, and then the queue in which the server has it for all.
void PostgresEngine::stopHearing()
{
    if (!std::exchange(m_isListening, false) || !sql().isOpen())
        return;
    QSqlDriver *driver = sql().driver();
    const QStringList heard = driver->subscribedToNotifications(); // none on a standby
    for (const QString &channel : heard)
        driver->unsubscribeFromNotification(channel);
}

}
