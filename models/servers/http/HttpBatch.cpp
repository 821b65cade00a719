#include "servers/http/HttpBatch.h"

namespace gatehouse {

HttpBatch::HttpBatch(QNetworkAccessManager &network, const QList<HttpRequest> &requests,
                     const QSslConfiguration &tls, const HttpPatience &patience, QSemaphore &done)
    : m_done(done)
{
    for (const HttpRequest &request : requests) {
        const auto &call = m_calls.emplace_back(std::make_unique<HttpCall>(network, request, tls, patience));
        connect(call.get(), &HttpCall::ended, this, [this] {
            ++m_ended;
            if (m_next < m_calls.size())
                startNext();
            else if (m_ended == m_calls.size())
                m_done.release();
        });
    }
}

void HttpBatch::start()
{
    for (std::size_t started = 0; started < mostAtATime && m_next < m_calls.size(); ++started)
        startNext();
}

void HttpBatch::startNext()
{
    HttpCall &call = *m_calls[m_next++];
    if (m_isCancelled)
        call.cancel();
    else
        call.start();
}

void HttpBatch::cancel()
{
    if (m_isCancelled)
        return;
    m_isCancelled = true;
    const std::size_t started = m_next;
    for (std::size_t index = 0; index < started; ++index) {
        if (!m_calls[index]->hasEnded())
            m_calls[index]->cancel();
    }
}

QList<Result<HttpAnswer>> HttpBatch::results() const
{
    QList<Result<HttpAnswer>> results;
    for (const auto &call : m_calls)
        results << call->result();
    return results;
}

}
