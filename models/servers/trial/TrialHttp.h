#pragma once

#include "secrets/ClientTrial.h"
#include "servers/http/HttpClient.h"

#include <map>
#include <memory>

namespace gatehouse::trial {

/// Requests of one trial, each to the server whose address it names: issuers may have their endpoints
/// elsewhere, where https, or loopback, is asked for as well.
class TrialHttp
{
public:
    TrialHttp(QByteArray certificate, Watcher &watcher, const HttpPatience &patience);

    /// The answer knows the secrets of all requests so far: a server may repeat them later.
    Result<HttpAnswer> send(const HttpRequest &request);
    /// No text repeats it from now on.
    void hide(const SecretBytes &secret);
    /// What a server says, with all that was sent to it or hidden replaced.
    QString withoutSecrets(const QString &text) const;

    /// Of the clock of whoever answered last before this machine's, by its header Date, which has no
    /// fractions of a second.
    std::chrono::seconds clockAhead() const { return m_clockAhead; }
    Watcher &watcher() const { return m_watcher; }

private:
    HttpClient &clientFor(const QUrl &url);
    void noteClock(const HttpAnswer &answer);

    QByteArray m_certificate;
    Watcher &m_watcher;
    HttpPatience m_patience;
    std::map<QString, std::unique_ptr<HttpClient>> m_clients; ///< by origin
    QList<SecretBytes> m_secrets;
    std::chrono::seconds m_clockAhead{0};
};

}
