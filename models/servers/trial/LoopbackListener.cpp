#include "servers/trial/LoopbackListener.h"

#include "secrets/ClientTrial.h"
#include "servers/trial/LoopbackServer.h"

namespace gatehouse::trial {

std::unique_ptr<LoopbackListener> LoopbackListener::at(const QUrl &redirect, const AwaitedAnswer &awaited)
{
    if (!isLoopbackRedirect(redirect.toString(QUrl::FullyEncoded)))
        return nullptr;
    std::unique_ptr<LoopbackListener> listener(new LoopbackListener);
    return listener->start(redirect, awaited) ? std::move(listener) : nullptr;
}

bool LoopbackListener::start(const QUrl &redirect, const AwaitedAnswer &awaited)
{
    m_server = std::make_unique<LoopbackServer>(redirect, awaited);
    QObject::connect(m_server.get(), &LoopbackServer::answered, m_server.get(),
                     [this](const RedirectAnswer &answer) {
                         const QMutexLocker lock(&m_mutex);
                         m_answer = answer;
                         m_answered.release();
                     });
    m_server->moveToThread(&m_thread);
    m_thread.start();
    bool isListening = false;
    QMetaObject::invokeMethod(
        m_server.get(), [&] { isListening = m_server->listen(); }, Qt::BlockingQueuedConnection);
    m_redirect = m_server->redirect();
    return isListening;
}

LoopbackListener::~LoopbackListener()
{
    m_server.release()->deleteLater();
    m_thread.quit();
    m_thread.wait();
}

std::optional<RedirectAnswer> LoopbackListener::take(std::chrono::milliseconds patience)
{
    if (!m_answered.tryAcquire(1, QDeadlineTimer(patience)))
        return {};
    const QMutexLocker lock(&m_mutex);
    return std::exchange(m_answer, std::nullopt);
}

}
