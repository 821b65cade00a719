#pragma once

#include "servers/http/HttpCall.h"

#include <QSemaphore>

namespace gatehouse {

/// Requests of which some are under way at a time. On the thread of the network; release() tells another one
/// that all have ended.
class HttpBatch : public QObject
{
    Q_OBJECT

public:
    static constexpr int mostAtATime = 6;

    HttpBatch(QNetworkAccessManager &network, const QList<HttpRequest> &requests,
              const QSslConfiguration &tls, const HttpPatience &patience, QSemaphore &done);

    void start();
    void cancel();
    QList<Result<HttpAnswer>> results() const;

private:
    void startNext();

    std::vector<std::unique_ptr<HttpCall>> m_calls;
    QSemaphore &m_done;
    std::size_t m_next = 0;
    std::size_t m_ended = 0;
    bool m_isCancelled = false;
};

}
