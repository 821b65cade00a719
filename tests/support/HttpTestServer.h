#pragma once

#include <QHostAddress>
#include <QMutex>
#include <QSslConfiguration>
#include <QSslServer>
#include <QTcpSocket>
#include <QThread>
#include <QUrl>

#include <functional>

namespace gatehouse::test {

struct ReceivedRequest
{
    QByteArray method;
    QByteArray target;                     ///< path and query as they came
    QHash<QByteArray, QByteArray> headers; ///< by lower-case name
    QByteArray body;
};

/// What a server sends back.
struct CannedAnswer
{
    enum class Then { KeepOpen, Close, StaySilent };

    QByteArray bytes; ///< the whole message, or as much of it as shall come
    Then then = Then::KeepOpen;
};

inline CannedAnswer answerOf(int status, const QByteArray &body = {}, const QByteArray &headers = {},
                             const QByteArray &type = "application/json")
{
    return {"HTTP/1.1 " + QByteArray::number(status) + " Said\r\nContent-Type: " + type + "\r\n" + headers +
            "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body};
}

/// A server on loopback with a port and a thread of its own: tests may block while it answers.
class HttpTestServer
{
public:
    using Respond = std::function<CannedAnswer(const ReceivedRequest &request)>;

    /// With a TLS configuration that holds a certificate it speaks https.
    explicit HttpTestServer(Respond respond, const QSslConfiguration &tls = {})
        : m_respond(std::move(respond)), m_isSafe(!tls.localCertificate().isNull())
    {
        if (m_isSafe) {
            auto *server = new QSslServer;
            server->setSslConfiguration(tls);
            m_server = server;
        } else {
            m_server = new QTcpServer;
        }
        listen();
        m_server->moveToThread(&m_thread);
        m_thread.start();
    }

    ~HttpTestServer()
    {
        m_server->deleteLater();
        m_thread.quit();
        m_thread.wait();
    }
    Q_DISABLE_COPY_MOVE(HttpTestServer)

    QUrl url(const QString &path = {}) const
    {
        return QUrl(QStringLiteral("%1://localhost:%2%3")
                        .arg(QString::fromLatin1(m_isSafe ? "https" : "http"))
                        .arg(m_port)
                        .arg(path));
    }

    QList<ReceivedRequest> received() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_received;
    }

private:
    void listen()
    {
        if (!m_server->listen(QHostAddress::LocalHost))
            qFatal("no port on loopback");
        m_port = m_server->serverPort();
        const auto accept = [this] {
            while (QTcpSocket *socket = m_server->nextPendingConnection())
                serve(socket);
        };
        QObject::connect(m_server, &QTcpServer::pendingConnectionAvailable, m_server, accept);
    }

    void serve(QTcpSocket *socket)
    {
        auto buffer = std::make_shared<QByteArray>();
        QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        const auto take = [this, socket, buffer] {
            *buffer += socket->readAll();
            while (const auto request = takeRequest(*buffer))
                send(socket, *request);
        };
        QObject::connect(socket, &QTcpSocket::readyRead, socket, take);
        take();
    }

    void send(QTcpSocket *socket, const ReceivedRequest &request)
    {
        {
            const QMutexLocker lock(&m_mutex);
            m_received << request;
        }
        const CannedAnswer answer = m_respond(request);
        if (answer.then == CannedAnswer::Then::StaySilent)
            return;
        socket->write(answer.bytes);
        if (answer.then == CannedAnswer::Then::Close)
            socket->disconnectFromHost();
    }

    static std::optional<ReceivedRequest> takeRequest(QByteArray &buffer)
    {
        const qsizetype end = buffer.indexOf("\r\n\r\n");
        if (end < 0)
            return {};
        const QByteArrayList lines = buffer.left(end).split('\n');
        const QByteArrayList first = lines.front().trimmed().split(' ');
        ReceivedRequest request{.method = first.value(0), .target = first.value(1)};
        for (const QByteArray &line : lines.sliced(1)) {
            const qsizetype colon = line.indexOf(':');
            request.headers.insert(line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed());
        }
        const qsizetype length = request.headers.value("content-length").toLongLong();
        if (buffer.size() < end + 4 + length)
            return {};
        request.body = buffer.mid(end + 4, length);
        buffer.remove(0, end + 4 + length);
        return request;
    }

    Respond m_respond;
    bool m_isSafe;
    QThread m_thread;
    QTcpServer *m_server = nullptr;
    quint16 m_port = 0;
    mutable QMutex m_mutex;
    QList<ReceivedRequest> m_received;
};

}
