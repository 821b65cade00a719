#pragma once

#include "servers/http/HttpMessage.h"

#include <QIODevice>
#include <QNetworkReply>
#include <QObject>
#include <QSslError>
#include <QTimer>

#include <chrono>
#include <memory>

class QNetworkAccessManager;

namespace gatehouse {

/// How long to wait, and how often to try.
struct HttpPatience
{
    std::chrono::milliseconds connect{15'000}; ///< for a connection, TLS included
    std::chrono::milliseconds idle{60'000};    ///< without a byte in either direction
    std::chrono::milliseconds whole{900'000};  ///< for one attempt, however its bytes drip
    std::chrono::milliseconds backOff{500};    ///< before the second attempt; doubled before each further one
    std::chrono::milliseconds longestRetryAfter{60'000};
    int attempts = 4;
};

/// What became of one attempt.
struct HttpOutcome
{
    enum class End { Answered, Broken, ConnectTimeout, IdleTimeout, TooSlow, TooLarge, Cancelled };

    End end = End::Broken;
    HttpAnswer answer;
    QNetworkReply::NetworkError error = QNetworkReply::NoError;
    QString errorText;
    QList<QSslError> tlsErrors;
    bool wasSent = false; ///< whether the server may have it
};

/// One attempt at one request, on the thread of the network. Deletes itself when it is done.
class HttpExchange : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 largestAnswer = 64LL * 1024 * 1024;

    HttpExchange(QNetworkAccessManager &network, QNetworkRequest request, const HttpRequest &what,
                 const HttpPatience &patience);

    void cancel();

Q_SIGNALS:
    void ended(const gatehouse::HttpOutcome &outcome);

private:
    void watch();
    void takeHeaders();
    void takeBody();
    void stop(HttpOutcome::End end);
    void finish();

    HttpPatience m_patience;
    HttpOutcome m_outcome;
    std::unique_ptr<QIODevice> m_body;
    QNetworkReply *m_reply = nullptr;
    QTimer m_timer;
    QTimer m_wholeTimer;
    bool m_stopped = false;
};

}
