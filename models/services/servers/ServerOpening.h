#pragma once

#include "secrets/ServerConnection.h"
#include "services/export/NeededFiles.h"
#include "services/security/Encryption.h"

#include <memory>

/// From what is stored of a server to a connection: its seals opened, and back. May take long, as the key
/// store does. Refused with the text that says where to set encryption up, where it is needed and not set up.
namespace gatehouse {

/// The server with that secret sealed for what it is, which gives it a key if it has none.
Result<Server> withSecret(Database &database, const Encryption &encryption, const Server &server,
                          const SecretBytes &secret);

/// One that was deleted, to be added again: it has a key of its own, and its secret is sealed for that and
/// for what it is now.
Result<Server> withNewKey(Database &database, const Encryption &encryption, const Server &deleted);

/// For store::ServerClient::registrationToken.
Result<QByteArray> sealedToken(Database &database, const Encryption &encryption, const Server &server,
                               const QString &applicationKey, const Registration &registration);

/// With its secret, and the registrations of its client applications, in clear: for who is signed in, and as
/// far as the server is still what they were sealed for.
Result<ServerAccess> openAccess(Database &database, const Encryption &encryption, const Server &server);

/// Nothing is sent yet. A file is never written over one that is `needed`.
Result<std::unique_ptr<ServerConnection>> connectTo(ServerAccess access, NeededFiles needed);

/// Both.
Result<std::unique_ptr<ServerConnection>> openConnection(Database &database, const Encryption &encryption,
                                                         const Server &server);

/// Of one as it is typed, and perhaps not saved: its stored secret goes to the server that a person who may
/// change servers makes of it.
Result<std::unique_ptr<ServerConnection>> openTyped(Database &database, const Encryption &encryption,
                                                    const Server &typed);

}
