#pragma once

#include "servers/trial/RedirectAnswer.h"

#include <QMutex>
#include <QSemaphore>
#include <QThread>

#include <chrono>
#include <memory>

namespace gatehouse::trial {

class LoopbackServer;

/// A LoopbackServer for a thread that may wait; gone with this.
class LoopbackListener
{
public:
    /// Null where nobody can listen: the redirect is no loopback one, or its port is taken.
    static std::unique_ptr<LoopbackListener> at(const QUrl &redirect, const AwaitedAnswer &awaited);
    ~LoopbackListener();
    Q_DISABLE_COPY_MOVE(LoopbackListener)

    const QUrl &redirect() const { return m_redirect; } ///< with its port
    /// The answer, once; nothing while there is none.
    std::optional<RedirectAnswer> take(std::chrono::milliseconds patience);

private:
    LoopbackListener() = default;
    bool start(const QUrl &redirect, const AwaitedAnswer &awaited);

    QThread m_thread;
    std::unique_ptr<LoopbackServer> m_server; ///< lives on the thread
    QUrl m_redirect;
    QMutex m_mutex;
    std::optional<RedirectAnswer> m_answer;
    QSemaphore m_answered;
};

}
