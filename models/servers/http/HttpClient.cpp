#include "servers/http/HttpClient.h"

#include "domain/rules/LoopbackHost.h"
#include "domain/servers/ServerPurpose.h"
#include "servers/http/HttpBatch.h"
#include "servers/http/HttpText.h"

#include <QNetworkAccessManager>
#include <QNetworkProxyFactory>
#include <QSslCertificate>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace gatehouse {

namespace {

constexpr int pollTime = 100; ///< milliseconds

class SystemProxies : public QNetworkProxyFactory
{
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        if (rules::isLoopback(query.peerHostName()))
            return {QNetworkProxy(QNetworkProxy::NoProxy)};
        return systemProxyForQuery(query);
    }
};

QList<Result<HttpAnswer>> allRefused(qsizetype count, const Error &error)
{
    return QList<Result<HttpAnswer>>(count, std::unexpected(error));
}

bool isWriting(const HttpRequest &request)
{
    const bool isForm = std::ranges::any_of(request.headers, [](const auto &header) {
        return header.second == "application/x-www-form-urlencoded";
    });
    return request.method != "GET" && !isForm;
}

/// A proxy's 5xx may stand for no answer, and a server that stumbles may have stored something before.
bool isOutcomeOpenAfter(const Result<HttpAnswer> &answer)
{
    return !answer || answer->status >= 500;
}

}

Result<void> checkServerAddress(const QUrl &url)
{
    const bool isHttp = url.scheme() == u"http"_s;
    if (!url.isValid() || url.host().isEmpty() || (!isHttp && url.scheme() != u"https"_s)) {
        return fail(
            Error::Kind::Rule,
            HttpText::tr("\"%1\" is no address of a server. Write https:// and its name as the base URL.")
                .arg(url.toDisplayString(QUrl::RemoveUserInfo)),
            u"url"_s);
    }
    if (!url.userInfo().isEmpty()) {
        return fail(
            Error::Kind::Rule,
            HttpText::tr("The base URL holds a user name or password. Give them as what Gatehouse signs "
                         "in with."),
            u"url"_s);
    }
    if (isHttp && !rules::isLoopback(url.host())) {
        return fail(
            Error::Kind::Rule,
            HttpText::tr("Over http anybody in between could read the secrets that go to \"%1\". Use https.")
                .arg(url.host()),
            u"url"_s);
    }
    return {};
}

HttpClient::HttpClient(QUrl base, QByteArray certificate, const HttpPatience &patience)
    : m_base(std::move(base)), m_certificate(std::move(certificate)), m_patience(patience)
{
}

HttpClient::~HttpClient()
{
    if (!m_network)
        return;
    m_network.release()->deleteLater();
    m_thread.quit();
    m_thread.wait();
}

QUrl HttpClient::at(const QStringList &segments, const QList<std::pair<QString, QString>> &query) const
{
    QString path = m_base.path(QUrl::FullyEncoded);
    while (path.endsWith(u'/'))
        path.chop(1);
    for (const QString &segment : segments)
        path += u'/' + QString::fromLatin1(QUrl::toPercentEncoding(segment));
    QUrl url = m_base;
    url.setPath(path, QUrl::StrictMode);
    QUrlQuery encoded;
    for (const auto &[name, value] : query) {
        encoded.addQueryItem(QString::fromLatin1(QUrl::toPercentEncoding(name)),
                             QString::fromLatin1(QUrl::toPercentEncoding(value)));
    }
    url.setQuery(encoded.isEmpty() ? QString() : encoded.toString(QUrl::FullyEncoded), QUrl::StrictMode);
    return url;
}

Result<HttpAnswer> HttpClient::send(const HttpRequest &request, const GoesOn &goesOn)
{
    return sendAll({request}, goesOn).front();
}

QList<Result<HttpAnswer>> HttpClient::sendAll(const QList<HttpRequest> &requests, const GoesOn &goesOn)
{
    if (requests.isEmpty())
        return {};
    if (const auto ready = check(requests).and_then([this] { return prepare(); }); !ready)
        return allRefused(requests.size(), ready.error());
    if (goesOn && !goesOn())
        return allRefused(requests.size(), {Error::Kind::Cancelled, HttpText::tr("Cancelled.")});
    startThread();
    QSemaphore done;
    HttpBatch *batch = nullptr;
    QMetaObject::invokeMethod(
        m_network.get(),
        [&] {
            batch = new HttpBatch(*m_network, requests, m_tls, m_patience, done);
            batch->start();
        },
        Qt::BlockingQueuedConnection);
    while (!done.tryAcquire(1, pollTime)) {
        if (goesOn && !goesOn())
            QMetaObject::invokeMethod(batch, &HttpBatch::cancel, Qt::QueuedConnection);
    }
    QList<Result<HttpAnswer>> results;
    QMetaObject::invokeMethod(
        m_network.get(),
        [&] {
            results = batch->results();
            delete batch;
        },
        Qt::BlockingQueuedConnection);
    for (qsizetype index = 0; index < requests.size(); ++index)
        noteOutcome(requests.at(index), results.at(index));
    return results;
}

void HttpClient::noteOutcome(const HttpRequest &request, const Result<HttpAnswer> &answer)
{
    if (!isWriting(request))
        return;
    m_isOutcomeOpen = m_isOutcomeOpen || isOutcomeOpenAfter(answer);
    m_mayHaveChanged = m_mayHaveChanged || m_isOutcomeOpen || answer->isSuccess();
}

/// What signs in there goes nowhere else.
Result<void> HttpClient::check(const QList<HttpRequest> &requests) const
{
    for (const HttpRequest &request : requests) {
        if (const auto allowed = checkServerAddress(request.url); !allowed)
            return allowed;
        if (!isSameOrigin(request.url, m_base)) {
            return fail(Error::Kind::Unreachable,
                        HttpText::tr(
                            "The server refers to \"%1\", which is another one. Gatehouse does not go there.")
                            .arg(request.url.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery)));
        }
    }
    return {};
}

Result<void> HttpClient::prepare()
{
    if (m_network)
        return {};
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (!m_certificate.isEmpty()) {
        const QList<QSslCertificate> own = QSslCertificate::fromData(m_certificate, QSsl::Pem);
        if (own.isEmpty() || std::ranges::any_of(own, &QSslCertificate::isNull)) {
            return fail(
                Error::Kind::Rule,
                HttpText::tr("The certificate of the own authority is no PEM certificate. Choose another "
                             "file under Settings > Servers."),
                u"certificate"_s);
        }
        // As soon as authorities are named, the system's are not looked for any more.
        tls.setCaCertificates(QSslConfiguration::systemCaCertificates() + own);
    }
    m_tls = tls;
    return {};
}

void HttpClient::startThread()
{
    if (m_network)
        return;
    m_network = std::make_unique<QNetworkAccessManager>();
    m_network->setProxyFactory(new SystemProxies);
    m_network->moveToThread(&m_thread);
    m_thread.start();
}

}
