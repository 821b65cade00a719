#pragma once

#include "servers/trial/RedirectAnswer.h"

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace gatehouse::trial {

/// One browser, or whoever else connects: reads the head of one request, answers, and is gone.
class LoopbackConnection : public QObject
{
    Q_OBJECT

public:
    explicit LoopbackConnection(QTcpSocket *socket);
    ~LoopbackConnection() override;

    void answer(const QByteArray &page);

Q_SIGNALS:
    void headRead(const QByteArray &head);
    void tooLarge();
    void ended();

private:
    void read();

    QTcpSocket *m_socket;
    QByteArray m_head;
    QTimer m_patience;
    bool m_hasHead = false;
};

/// Listens at a loopback redirect for the one answer that has the right state; then, or once it is stopped,
/// nothing listens any more. Lives on a thread with an event loop. QOAuthHttpServerReplyHandler of Qt
/// NetworkAuth is not made for that: it takes any request to its path, whatever its method and state, shows
/// the page of success before that is judged, writes addresses with codes to the log, and reads without a
/// bound.
class LoopbackServer : public QObject
{
    Q_OBJECT

public:
    LoopbackServer(const QUrl &redirect, AwaitedAnswer awaited);

    /// False where nobody can listen there. Gives the redirect its port where it has none.
    bool listen();
    QUrl redirect() const { return m_redirect; }

Q_SIGNALS:
    void answered(const gatehouse::trial::RedirectAnswer &answer);

private:
    /// Nothing: it listens.
    std::optional<QAbstractSocket::SocketError> listenAt(const QHostAddress &address, quint16 port);
    void accept(QTcpServer &server);
    void judge(LoopbackConnection &connection, const QByteArray &head);
    void stop();

    QUrl m_redirect;
    AwaitedAnswer m_awaited;
    std::vector<std::unique_ptr<QTcpServer>> m_servers;
    QList<LoopbackConnection *> m_connections; ///< the oldest first
};

}
