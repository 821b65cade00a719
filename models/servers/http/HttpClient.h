#pragma once

#include "servers/http/HttpExchange.h"
#include "servers/http/HttpMessage.h"

#include <QSslConfiguration>
#include <QStringList>
#include <QThread>

#include <functional>
#include <memory>

namespace gatehouse {

/// Requests to one server for a thread that may wait; what happens on the network has a thread of its own,
/// which starts with the first request. TLS 1.2 or newer, verified; http to this machine alone; the system's
/// proxy; cookies as long as this lives; no redirects to elsewhere, no answers over 64 MiB. Tries again on
/// 429, 502, 503, 504 and broken connections what is safe to repeat. For one thread at a time.
class HttpClient
{
public:
    using GoesOn = std::function<bool()>; ///< asked some times a second; false cancels

    /// `base`: what at() builds on. `certificate`: PEM of authorities that are trusted beside the system's.
    explicit HttpClient(QUrl base, QByteArray certificate = {}, const HttpPatience &patience = {});
    ~HttpClient();
    Q_DISABLE_COPY_MOVE(HttpClient)

    /// An address beneath the base: each segment is encoded, the query too.
    QUrl at(const QStringList &segments, const QList<std::pair<QString, QString>> &query = {}) const;

    /// The answer, whatever its status; errors are Unreachable or Cancelled. See onlySuccess().
    Result<HttpAnswer> send(const HttpRequest &request, const GoesOn &goesOn = {});
    /// The same for many, six at a time; the answers are in the order of the requests.
    QList<Result<HttpAnswer>> sendAll(const QList<HttpRequest> &requests, const GoesOn &goesOn = {});

    /// Whether a request since forgetChanges() may have changed something: it succeeded, or got no answer.
    /// Forms, by which one signs in, change nothing.
    bool mayHaveChanged() const { return m_mayHaveChanged; }
    /// Whether nobody can say of one of them: it got no answer, or 5xx, which a proxy may have given.
    bool isOutcomeOpen() const { return m_isOutcomeOpen; }
    void forgetChanges() { m_mayHaveChanged = m_isOutcomeOpen = false; }

private:
    Result<void> check(const QList<HttpRequest> &requests) const;
    Result<void> prepare();
    void startThread();
    void noteOutcome(const HttpRequest &request, const Result<HttpAnswer> &answer);

    QUrl m_base;
    QByteArray m_certificate;
    HttpPatience m_patience;
    bool m_mayHaveChanged = false;
    bool m_isOutcomeOpen = false;
    QSslConfiguration m_tls;
    QThread m_thread;
    std::unique_ptr<QNetworkAccessManager> m_network; ///< lives on the thread
};

/// Whether the address is one to which secrets can go: https, or http to this machine.
Result<void> checkServerAddress(const QUrl &url);

}
