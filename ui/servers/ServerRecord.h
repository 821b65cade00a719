#pragma once

#include "domain/servers/Server.h"
#include "ui/records/RecordType.h"

#include <QMetaType>

/// Between a server and the values and columns that its page edits.
namespace gatehouse {

enum ServerColumn : qsizetype {
    ServerName,
    ServerKindColumn, ///< as enumText() says it
    ServerUrl,
    ServerRealm,
    ServerFormat,
    ServerSignInColumn, ///< as enumText() says it
    ServerAccount,
    ServerSecret,      ///< a ServerSeal
    ServerCertificate, ///< PEM as a QByteArray: nobody searches for its letters
    ServerDrifted,     ///< a number; empty: none
};

/// What there is of the secret by which Gatehouse signs in to a server.
struct ServerSeal
{
    QString key;          ///< the server's that it was sealed for
    QByteArray sealed;    ///< empty: there is none
    QString sealedFor;    ///< Server::sealedFor
    QByteArray proof;     ///< Server::proof
    bool isTyped = false; ///< there is another in the form, in clear, and here is nothing of it

    bool operator==(const ServerSeal &) const = default;
};

QList<RecordField> serverFields();
Record recordOf(const Server &server, int drifted = 0);
/// What is typed; its secret is that which was sealed last.
Server serverFrom(const Record &record);
ServerSeal sealOf(const Record &record);
ServerSeal sealOf(const Server &server);

/// Every server, with how many client applications drifted there.
Result<QList<Record>> loadServerRecords(Database &database);

}

Q_DECLARE_METATYPE(gatehouse::ServerSeal)
