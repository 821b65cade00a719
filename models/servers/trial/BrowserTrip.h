#pragma once

#include "servers/trial/LoopbackListener.h"
#include "servers/trial/TrialHttp.h"

#include <chrono>
#include <memory>
#include <optional>

namespace gatehouse::trial {

/// One way of the browser to the server and back to a redirect, where Gatehouse listens if it can.
class BrowserTrip
{
public:
    enum class End {
        Answered,
        NoReturn, ///< the server shows an error page, says a person
        TooLate,
        Refused, ///< before the browser was sent there: see refusal()
    };

    /// Listens from now on.
    BrowserTrip(Step step, const QString &redirect, TrialHttp &http);

    const QString &state() const { return m_state; }
    /// To be sent: with the port where Gatehouse listens, if the redirect itself has none.
    QString redirect() const;
    bool isListening() const { return m_listener != nullptr; }

    /// Asks the server itself first, as a browser that knows nobody: what it refuses at once it shows on a
    /// page of its own, which would never come back here. Errors: Unreachable, Cancelled.
    Result<End> go(const QUrl &address, std::chrono::seconds patience);

    const RedirectAnswer &answer() const { return m_answer; }
    const Refusal &refusal() const { return m_refusal; }

private:
    Result<std::optional<End>> askFirst(const QUrl &address);
    Result<End> awaitBrowser(const QDateTime &until);
    std::optional<End> take(const std::optional<RedirectAnswer> &answer);
    std::optional<End> heed(const BrowserWord &word);
    AwaitedAnswer awaited() const;
    QUrl redirectUrl() const;

    Step m_step;
    QString m_redirect;
    TrialHttp &m_http;
    QString m_state;
    std::unique_ptr<LoopbackListener> m_listener;
    RedirectAnswer m_answer;
    Refusal m_refusal;
};

}
