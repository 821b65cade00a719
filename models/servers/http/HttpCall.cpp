#include "servers/http/HttpCall.h"

#include "domain/servers/ServerPurpose.h"
#include "servers/http/HttpFailure.h"
#include "servers/http/HttpText.h"

#include <QDateTime>

namespace gatehouse {

namespace {

constexpr int mostRedirects = 5;

bool isBusy(int status)
{
    return status == 429 || status == 502 || status == 503 || status == 504;
}

/// RFC 9110 10.2.3: seconds or a date.
std::optional<std::chrono::milliseconds> retryAfter(const HttpAnswer &answer)
{
    const QByteArray value = answer.header("Retry-After").trimmed();
    if (value.isEmpty())
        return {};
    bool isNumber = false;
    if (const qint64 seconds = value.toLongLong(&isNumber); isNumber && seconds >= 0)
        return std::chrono::seconds(qMin(seconds, 1'000'000LL));
    const QDateTime date = httpDate(value);
    if (!date.isValid())
        return {};
    return std::chrono::milliseconds(qMax(0LL, QDateTime::currentDateTimeUtc().msecsTo(date)));
}

bool isJson(const HttpAnswer &answer)
{
    const QByteArray type = answer.header("Content-Type").split(';').value(0).trimmed().toLower();
    return type == "application/json" || type.endsWith("+json");
}

QByteArray authorizationHeader(const HttpAuthorization &authorization)
{
    const bool isBasic = authorization.scheme == HttpAuthorization::Scheme::Basic;
    return (isBasic ? "Basic " : "Bearer ") + authorization.credentials();
}

}

HttpCall::HttpCall(QNetworkAccessManager &network, HttpRequest request, const QSslConfiguration &tls,
                   const HttpPatience &patience)
    : m_network(network), m_request(std::move(request)), m_tls(tls), m_patience(patience)
{
    m_request.body.detach(); // it is wiped in the end, and whoever gave it may send it again
    m_pause.setSingleShot(true);
    m_pause.setTimerType(Qt::PreciseTimer);
    connect(&m_pause, &QTimer::timeout, this, &HttpCall::attempt);
}

void HttpCall::start()
{
    attempt();
}

void HttpCall::cancel()
{
    m_pause.stop();
    if (m_exchange)
        m_exchange->cancel();
    else
        end(std::unexpected(errorOf({.end = HttpOutcome::End::Cancelled}, m_request, m_patience)));
}

void HttpCall::attempt()
{
    ++m_attempts;
    m_exchange = new HttpExchange(m_network, networkRequest(), m_request, m_patience);
    m_exchange->setParent(this);
    connect(m_exchange, &HttpExchange::ended, this, &HttpCall::judge);
}

QNetworkRequest HttpCall::networkRequest() const
{
    QNetworkRequest request(m_request.url);
    request.setSslConfiguration(m_tls);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    // Time-outs and the count of attempts are by what HTTP/1.1 signals.
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setRawHeader("Accept",
                         m_request.answer == HttpRequest::Answer::Json ? "application/json" : "*/*");
    // What is limited is what arrives.
    request.setRawHeader("Accept-Encoding", "identity");
    for (const auto &[name, value] : m_request.headers)
        request.setRawHeader(name, value);
    if (m_request.authorization.scheme != HttpAuthorization::Scheme::None)
        request.setRawHeader("Authorization", authorizationHeader(m_request.authorization));
    return request;
}

void HttpCall::judge(HttpOutcome outcome)
{
    m_exchange.clear();
    outcome.answer.request = m_request;
    outcome.answer.request.body = {}; // not wiped: it may be sent again
    if (outcome.end == HttpOutcome::End::Answered)
        judgeAnswer(outcome);
    else if (outcome.end == HttpOutcome::End::Broken && mayRepeat(outcome) &&
             m_attempts < m_patience.attempts)
        tryAgain(m_patience.backOff * (1 << (m_attempts - 1)));
    else
        end(std::unexpected(errorOf(outcome, m_request, m_patience)));
}

void HttpCall::judgeAnswer(const HttpOutcome &outcome)
{
    const HttpAnswer &answer = outcome.answer;
    if (follows(answer))
        return;
    if (isBusy(answer.status) && mayRepeat(outcome) && m_attempts < m_patience.attempts) {
        const auto wait = retryAfter(answer);
        if (wait && *wait > m_patience.longestRetryAfter)
            end(std::unexpected(waitsTooLong(m_request, *wait)));
        else
            tryAgain(wait.value_or(m_patience.backOff * (1 << (m_attempts - 1))));
        return;
    }
    const bool isWrong = m_request.answer == HttpRequest::Answer::Json && answer.isSuccess() &&
                         !answer.body.isEmpty() && !isJson(answer);
    if (isWrong)
        end(std::unexpected(noJson(answer)));
    else
        end(answer);
}

bool HttpCall::follows(const HttpAnswer &answer)
{
    static const QList<int> redirects{301, 302, 303, 307, 308};
    const QByteArray location = answer.header("Location");
    if (!m_request.followsRedirects || !redirects.contains(answer.status) || location.isEmpty())
        return false;
    const QUrl target = m_request.url.resolved(QUrl::fromEncoded(location));
    if (m_request.method != "GET" || !isSameOrigin(target, m_request.url)) {
        end(std::unexpected(redirectedElsewhere(m_request, target)));
    } else if (++m_redirects > mostRedirects) {
        end(std::unexpected(redirectedForEver(m_request)));
    } else {
        m_request.url = target;
        m_attempts = 0;
        attempt();
    }
    return true;
}

/// What was refused for want of time was not done, whatever it was; what was lost may have been.
bool HttpCall::mayRepeat(const HttpOutcome &outcome) const
{
    static const QByteArrayList safe{"GET", "HEAD", "PUT", "DELETE"};
    static const QList<QNetworkReply::NetworkError> hopeless{
        QNetworkReply::HostNotFoundError, QNetworkReply::ConnectionRefusedError,
        QNetworkReply::SslHandshakeFailedError, QNetworkReply::ProxyAuthenticationRequiredError};
    if (outcome.end == HttpOutcome::End::Broken && hopeless.contains(outcome.error))
        return false;
    if (outcome.end == HttpOutcome::End::Answered && outcome.answer.status == 429)
        return true;
    if (m_request.repeat == HttpRequest::Repeat::ByMethod)
        return safe.contains(m_request.method);
    return m_request.repeat == HttpRequest::Repeat::Always;
}

void HttpCall::tryAgain(std::chrono::milliseconds wait)
{
    m_pause.start(wait);
}

void HttpCall::end(Result<HttpAnswer> result)
{
    m_result = std::move(result);
    m_hasEnded = true;
    wipe(m_request.body);
    Q_EMIT ended();
}

}
