#include "servers/trial/TrialHttp.h"

#include "servers/http/HttpText.h"

namespace gatehouse::trial {

TrialHttp::TrialHttp(QByteArray certificate, Watcher &watcher, const HttpPatience &patience)
    : m_certificate(std::move(certificate)), m_watcher(watcher), m_patience(patience)
{
}

Result<HttpAnswer> TrialHttp::send(const HttpRequest &request)
{
    for (const SecretBytes &secret : request.secrets)
        hide(secret);
    hide(request.authorization.secret);
    return clientFor(request.url)
        .send(request, [this] { return m_watcher.goesOn(); })
        .transform([this](HttpAnswer answer) {
            noteClock(answer);
            answer.request.secrets = m_secrets;
            return answer;
        });
}

void TrialHttp::hide(const SecretBytes &secret)
{
    if (!secret.isEmpty() && !m_secrets.contains(secret))
        m_secrets << secret;
}

QString TrialHttp::withoutSecrets(const QString &text) const
{
    HttpAnswer known;
    known.request.secrets = m_secrets;
    return known.withoutSecrets(text);
}

HttpClient &TrialHttp::clientFor(const QUrl &url)
{
    std::unique_ptr<HttpClient> &client = m_clients[serverOf(url)];
    if (!client)
        client = std::make_unique<HttpClient>(url, m_certificate, m_patience);
    return *client;
}

void TrialHttp::noteClock(const HttpAnswer &answer)
{
    constexpr std::chrono::seconds unnoticed(30);
    const QDateTime there = httpDate(answer.header("Date"));
    m_clockAhead = std::chrono::seconds(0);
    if (!there.isValid())
        return;
    const std::chrono::seconds ahead(QDateTime::currentDateTimeUtc().secsTo(there));
    if (std::chrono::abs(ahead) > unnoticed)
        m_clockAhead = ahead;
}

}
