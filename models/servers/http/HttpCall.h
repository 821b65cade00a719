#pragma once

#include "servers/http/HttpExchange.h"

#include <QNetworkRequest>
#include <QPointer>
#include <QSslConfiguration>

#include <optional>

namespace gatehouse {

/// One request until it has an answer: attempts with a growing pause between them, and redirects on the same
/// server. On the thread of the network.
class HttpCall : public QObject
{
    Q_OBJECT

public:
    HttpCall(QNetworkAccessManager &network, HttpRequest request, const QSslConfiguration &tls,
             const HttpPatience &patience);

    void start();
    void cancel();
    bool hasEnded() const { return m_hasEnded; }
    const Result<HttpAnswer> &result() const { return m_result; }

Q_SIGNALS:
    void ended();

private:
    void attempt();
    void judge(HttpOutcome outcome);
    void judgeAnswer(const HttpOutcome &outcome);
    bool follows(const HttpAnswer &answer);
    bool mayRepeat(const HttpOutcome &outcome) const;
    void tryAgain(std::chrono::milliseconds wait);
    void end(Result<HttpAnswer> result);
    QNetworkRequest networkRequest() const;

    QNetworkAccessManager &m_network;
    HttpRequest m_request;
    QSslConfiguration m_tls;
    HttpPatience m_patience;
    QPointer<HttpExchange> m_exchange;
    QTimer m_pause;
    Result<HttpAnswer> m_result;
    bool m_hasEnded = false;
    int m_attempts = 0;
    int m_redirects = 0;
};

}
