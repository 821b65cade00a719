#include "servers/trial/BrowserTrip.h"

#include "servers/trial/RefusalText.h"
#include "servers/trial/TokenRequest.h"
#include "servers/trial/TrialText.h"

#include <QDateTime>

#include <algorithm>
#include <array>

namespace gatehouse::trial {

namespace {

constexpr std::chrono::milliseconds pollTime(100);

/// What says nothing of the request itself: the server wants to know who is there, or has too much to do.
bool isAboutTheRequest(int status)
{
    static constexpr std::array others{401, 403, 407, 408, 425, 429};
    return status >= 400 && status < 500 && !std::ranges::contains(others, status);
}

}

BrowserTrip::BrowserTrip(Step step, const QString &redirect, TrialHttp &http)
    : m_step(step), m_redirect(redirect), m_http(http), m_state(randomText())
{
    m_listener = LoopbackListener::at(redirectUrl(), awaited());
}

AwaitedAnswer BrowserTrip::awaited() const
{
    return {m_state, m_step == Step::Authorization};
}

QUrl BrowserTrip::redirectUrl() const
{
    return QUrl(m_redirect, QUrl::StrictMode);
}

QString BrowserTrip::redirect() const
{
    // As it is written where nothing is added: servers compare letter by letter.
    const bool hasPort = redirectUrl().port() >= 0;
    return m_listener && !hasPort && m_listener->redirect().port() >= 0
               ? m_listener->redirect().toString(QUrl::FullyEncoded)
               : m_redirect;
}

Result<BrowserTrip::End> BrowserTrip::go(const QUrl &address, std::chrono::seconds patience)
{
    const auto first = askFirst(address);
    if (!first)
        return std::unexpected(first.error());
    if (*first)
        return **first;
    const QDateTime until = QDateTime::currentDateTimeUtc().addDuration(patience);
    m_http.watcher().visitBegan({.step = m_step,
                                 .address = address.toString(QUrl::FullyEncoded),
                                 .redirect = redirect(),
                                 .isListening = isListening(),
                                 .until = until});
    const auto end = awaitBrowser(until);
    m_http.watcher().visitEnded();
    return end;
}

Result<std::optional<BrowserTrip::End>> BrowserTrip::askFirst(const QUrl &address)
{
    const HttpRequest request{.url = address,
                              .headers = {{"Accept", "text/html,application/xhtml+xml"}},
                              .answer = HttpRequest::Answer::Any,
                              .followsRedirects = false};
    const auto answer = m_http.send(request);
    if (!answer)
        return std::unexpected(answer.error());
    if (isAboutTheRequest(answer->status)) {
        m_refusal = refusalOf(m_step, *answer, m_http.clockAhead());
        return End::Refused;
    }
    const QByteArray location = answer->header("Location");
    const auto back = answerAt(secretCopy(location), QUrl(redirect(), QUrl::StrictMode), awaited());
    // Who is not signed in is signed out at once: that says nothing of the browser.
    if (m_step == Step::Logout && back && back->error.isEmpty())
        return std::nullopt;
    return take(back);
}

Result<BrowserTrip::End> BrowserTrip::awaitBrowser(const QDateTime &until)
{
    while (QDateTime::currentDateTimeUtc() < until) {
        if (!m_http.watcher().goesOn())
            return fail(Error::Kind::Cancelled, TrialText::tr("Cancelled."));
        std::optional<RedirectAnswer> heard;
        if (m_listener)
            heard = m_listener->take(pollTime);
        else
            QThread::sleep(pollTime);
        if (const auto end = take(heard))
            return *end;
        if (const auto end = heed(m_http.watcher().browserWord()))
            return *end;
    }
    return End::TooLate;
}

std::optional<BrowserTrip::End> BrowserTrip::take(const std::optional<RedirectAnswer> &answer)
{
    if (!answer)
        return {};
    m_answer = *answer;
    return End::Answered;
}

std::optional<BrowserTrip::End> BrowserTrip::heed(const BrowserWord &word)
{
    switch (word.kind) {
    case BrowserWord::Kind::Nothing:
        return {};
    case BrowserWord::Kind::NoReturn:
        return End::NoReturn;
    case BrowserWord::Kind::Address:
        break;
    }
    const auto answer = answerAt(word.address, QUrl(redirect(), QUrl::StrictMode), awaited());
    if (!answer) {
        m_http.watcher().stepChanged(
            {m_step, StepState::Running,
             TrialText::tr(
                 "What was pasted is not the answer to this request. Paste the whole address of the "
                 "page where the browser ended: it begins with \"%1\" and has a state.")
                 .arg(shownText(redirect()))});
    }
    return take(answer);
}

}
