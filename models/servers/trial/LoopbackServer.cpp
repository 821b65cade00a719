#include "servers/trial/LoopbackServer.h"

#include "servers/trial/CallbackRequest.h"
#include "servers/trial/TrialText.h"

#include <chrono>

using namespace Qt::StringLiterals;

namespace gatehouse::trial {

namespace {

constexpr std::chrono::seconds longestRequest(10);
constexpr qsizetype mostConnections = 32;

QList<QHostAddress> addressesOf(const QString &host)
{
    const QHostAddress four(QHostAddress::LocalHost);
    const QHostAddress six(QHostAddress::LocalHostIPv6);
    if (host == "localhost"_L1)
        return {four, six};
    return {host == "::1"_L1 ? six : four};
}

QByteArray refusalPage(int status)
{
    return callbackPage(
        status, TrialText::tr("Gatehouse waits for something else"),
        TrialText::tr("This is not the answer of the authorization server to the request that "
                      "Gatehouse made. Begin anew there."));
}

}

LoopbackConnection::LoopbackConnection(QTcpSocket *socket) : m_socket(socket)
{
    m_socket->setParent(this);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, m_socket, &QTcpSocket::abort);
    connect(m_socket, &QTcpSocket::readyRead, this, &LoopbackConnection::read);
    connect(m_socket, &QTcpSocket::disconnected, this, &LoopbackConnection::ended);
    m_patience.start(longestRequest);
}

LoopbackConnection::~LoopbackConnection()
{
    m_socket->disconnect(this);
    wipe(m_head);
}

void LoopbackConnection::read()
{
    if (m_hasHead) {
        m_socket->skip(m_socket->bytesAvailable());
        return;
    }
    m_head += m_socket->read(longestCallback + 1 - m_head.size());
    const qsizetype end = m_head.indexOf("\r\n\r\n");
    m_hasHead = end >= 0 || m_head.size() > longestCallback;
    if (!m_hasHead)
        return;
    m_socket->skip(m_socket->bytesAvailable());
    if (end >= 0)
        Q_EMIT headRead(m_head.first(end));
    else
        Q_EMIT tooLarge();
}

void LoopbackConnection::answer(const QByteArray &page)
{
    m_socket->write(page);
    m_socket->flush();
    m_socket->disconnectFromHost();
}

LoopbackServer::LoopbackServer(const QUrl &redirect, AwaitedAnswer awaited)
    : m_redirect(redirect), m_awaited(std::move(awaited))
{
}

bool LoopbackServer::listen()
{
    const QList<QHostAddress> addresses = addressesOf(m_redirect.host());
    // RFC 8252 7.3 lets servers take any port of an address, not of a name.
    const quint16 port = quint16(m_redirect.port(m_redirect.host() == "localhost"_L1 ? 80 : 0));
    if (listenAt(addresses.first(), port))
        return false;
    const quint16 given = m_servers.front()->serverPort();
    if (port == 0)
        m_redirect.setPort(given);
    // Browsers try one address of localhost after the other: a machine may lack the second, but who else
    // listens there would get the code.
    for (const QHostAddress &other : addresses.sliced(1)) {
        const auto error = listenAt(other, given);
        if (error == QAbstractSocket::AddressInUseError || error == QAbstractSocket::SocketAccessError) {
            stop();
            return false;
        }
    }
    return true;
}

std::optional<QAbstractSocket::SocketError> LoopbackServer::listenAt(const QHostAddress &address,
                                                                     quint16 port)
{
    auto server = std::make_unique<QTcpServer>();
    if (!server->listen(address, port))
        return server->serverError();
    connect(server.get(), &QTcpServer::newConnection, this,
            [this, listening = server.get()] { accept(*listening); });
    m_servers.push_back(std::move(server));
    return {};
}

void LoopbackServer::accept(QTcpServer &server)
{
    while (QTcpSocket *socket = server.nextPendingConnection()) {
        if (!socket->peerAddress().isLoopback()) {
            delete socket;
            continue;
        }
        // Who keeps connections open and says nothing does not keep the browser out.
        if (m_connections.size() >= mostConnections)
            m_connections.takeFirst()->deleteLater();
        auto *connection = new LoopbackConnection(socket);
        connection->setParent(this);
        m_connections << connection;
        connect(connection, &LoopbackConnection::ended, this, [this, connection] {
            m_connections.removeOne(connection);
            connection->deleteLater();
        });
        connect(connection, &LoopbackConnection::headRead, this,
                [this, connection](const QByteArray &head) { judge(*connection, head); });
        connect(connection, &LoopbackConnection::tooLarge, this,
                [connection] { connection->answer(refusalPage(431)); });
    }
}

void LoopbackServer::judge(LoopbackConnection &connection, const QByteArray &head)
{
    auto request = callbackIn(head);
    QByteArray path = m_redirect.path(QUrl::FullyEncoded).toLatin1();
    if (path.isEmpty())
        path = "/";
    if (!request)
        return connection.answer(refusalPage(400));
    if (request->path != path)
        return connection.answer(refusalPage(404));
    if (request->method != "GET")
        return connection.answer(refusalPage(405));
    const auto answer = answerIn(request->query, m_awaited);
    wipe(request->query);
    if (!answer || m_servers.empty())
        return connection.answer(refusalPage(400));
    stop();
    connection.answer(callbackPage(200, TrialText::tr("Back to Gatehouse"),
                                   TrialText::tr("The authorization server has answered. This page can be "
                                                 "closed; Gatehouse shows how it goes on.")));
    Q_EMIT answered(*answer);
}

void LoopbackServer::stop()
{
    m_servers.clear();
}

}
