#pragma once

#include "secrets/ServerConnection.h"
#include "services/export/NeededFiles.h"
#include "services/security/Encryption.h"

#include <memory>

/// From what is stored of a server to a connection: its seals opened, and back. May take long, as the key
/// store does. Refused with the text that says where to set encryption up, where it is needed and not set up.
namespace gatehouse {

/// The server with that secret sealed for it, which gives it a key if it has none.
Result<Server> withSecret(Database &database, const Encryption &encryption, const Server &server,
                          const SecretBytes &secret);

/// One that was deleted, to be added again: it has a key of its own, and its secret is sealed for that.
Result<Server> withNewKey(Database &database, const Encryption &encryption, const Server &deleted);

/// For store::ServerClient::registrationToken.
Result<QByteArray> sealedToken(Database &database, const Encryption &encryption, const QString &serverKey,
                               const QString &applicationKey, const SecretBytes &token);

/// With its secret, and the registrations of its client applications, in clear.
Result<ServerAccess> openAccess(Database &database, const Encryption &encryption, const Server &server);

/// Nothing is sent yet. A file is never written over one that is `needed`.
Result<std::unique_ptr<ServerConnection>> connectTo(ServerAccess access, NeededFiles needed);

/// Both.
Result<std::unique_ptr<ServerConnection>> openConnection(Database &database, const Encryption &encryption,
                                                         const Server &server);

}
