#include "servers/http/HttpExchange.h"

#include "servers/http/OneTimeBody.h"

#include <QNetworkAccessManager>

namespace gatehouse {

HttpExchange::HttpExchange(QNetworkAccessManager &network, QNetworkRequest request, const HttpRequest &what,
                           const HttpPatience &patience)
    : m_patience(patience)
{
    static const QByteArrayList withoutEffect{"GET", "HEAD", "PUT", "DELETE"};
    if (what.body.isEmpty() && withoutEffect.contains(what.method)) {
        m_reply = network.sendCustomRequest(request, what.method);
    } else {
        m_body = std::make_unique<OneTimeBody>(what.body);
        request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        request.setHeader(QNetworkRequest::ContentLengthHeader, what.body.size());
        m_reply = network.sendCustomRequest(request, what.method, m_body.get());
    }
    m_reply->setParent(this);
    m_timer.setSingleShot(true);
    m_wholeTimer.setSingleShot(true);
    watch();
    m_timer.start(m_patience.connect);
    m_wholeTimer.start(m_patience.whole);
}

void HttpExchange::watch()
{
    const auto isAlive = [this] { m_timer.start(m_patience.idle); };
    connect(m_reply, &QNetworkReply::requestSent, this, [this, isAlive] {
        m_outcome.wasSent = true;
        isAlive();
    });
    connect(m_reply, &QNetworkReply::uploadProgress, this, [this, isAlive](qint64 sent) {
        if (sent <= 0)
            return;
        m_outcome.wasSent = true;
        isAlive();
    });
    connect(m_reply, &QNetworkReply::sslErrors, this,
            [this](const QList<QSslError> &errors) { m_outcome.tlsErrors = errors; });
    connect(m_reply, &QNetworkReply::metaDataChanged, this, [this, isAlive] {
        isAlive();
        takeHeaders();
    });
    connect(m_reply, &QNetworkReply::readyRead, this, [this, isAlive] {
        isAlive();
        takeBody();
    });
    connect(m_reply, &QNetworkReply::finished, this, &HttpExchange::finish);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        stop(m_outcome.wasSent ? HttpOutcome::End::IdleTimeout : HttpOutcome::End::ConnectTimeout);
    });
    connect(&m_wholeTimer, &QTimer::timeout, this, [this] { stop(HttpOutcome::End::TooSlow); });
}

void HttpExchange::cancel()
{
    stop(HttpOutcome::End::Cancelled);
}

void HttpExchange::stop(HttpOutcome::End end)
{
    if (m_stopped)
        return;
    m_stopped = true;
    m_outcome.end = end;
    m_reply->abort();
}

void HttpExchange::takeHeaders()
{
    if (m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong() > largestAnswer)
        stop(HttpOutcome::End::TooLarge);
}

void HttpExchange::takeBody()
{
    if (m_stopped)
        return;
    m_outcome.answer.body += m_reply->readAll();
    if (m_outcome.answer.body.size() > largestAnswer)
        stop(HttpOutcome::End::TooLarge);
}

void HttpExchange::finish()
{
    m_timer.stop();
    m_wholeTimer.stop();
    takeBody();
    m_outcome.error = m_reply->error();
    m_outcome.errorText = m_reply->errorString();
    m_outcome.wasSent = m_outcome.wasSent || m_outcome.error == QNetworkReply::ContentReSendError;
    m_outcome.answer.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    for (const auto &[name, value] : m_reply->rawHeaderPairs())
        m_outcome.answer.headers.emplace_back(name, value);
    // An error that has a status is the server's answer, unless its end never came.
    const bool isBroken =
        m_outcome.answer.status == 0 ||
        (m_outcome.error != QNetworkReply::NoError && m_outcome.error < QNetworkReply::ContentAccessDenied);
    if (!m_stopped)
        m_outcome.end = isBroken ? HttpOutcome::End::Broken : HttpOutcome::End::Answered;
    m_stopped = true;
    Q_EMIT ended(m_outcome);
    deleteLater();
}

}
