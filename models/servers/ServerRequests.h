#pragma once

#include "secrets/ServerConnection.h"
#include "servers/http/HttpMessage.h"

#include <QIODevice>

/// What connections to servers of several kinds have in common.
namespace gatehouse::serverrequests {

/// As the server is signed in to with each request; none where that is done once.
HttpAuthorization authorizationOf(const ServerAccess &access);

/// Secrets in clear that a client application is written with, which no text may repeat.
QList<SecretBytes> secretsIn(const json::Json &client);

/// The client application has been changed, made or removed there since it was read.
Error changedMeanwhile(const QString &clientId);
/// Conflict unless it is as `before`, lists as sets, secrets aside.
Result<void> checkStill(const QString &clientId, const json::Json &now, const json::Json &before);

/// Writes a JSON array client application by client application.
class ClientOutput
{
public:
    explicit ClientOutput(QIODevice &target) : m_target(target) {}

    Result<void> add(const json::Json &client);
    Result<void> end();
    int count() const { return m_count; }

private:
    Result<void> write(QByteArrayView bytes);

    QIODevice &m_target;
    int m_count = 0;
};

}
