#pragma once

#include "secrets/ServerConnection.h"
#include "services/security/Encryption.h"
#include "store/edit/EditSession.h"
#include "store/records/ServerStore.h"

namespace gatehouse {

/// Makes and opens what is sealed for the servers of one database. Each seal is bound to what it is for
/// (domain/servers/ServerPurpose.h), so that nobody without the key sends a secret elsewhere by changing a
/// row. Seals of earlier versions do not say what they are for: whoever kept one could put it back beside
/// another address, so none is opened by what its row says alone.
class ServerSeals
{
public:
    ServerSeals() = default; ///< opens nothing
    /// May take long, as the key store does. Refused with the text that says where to set encryption up.
    static Result<ServerSeals> of(Database &database, const Encryption &encryption);

    /// The server with that secret sealed for what it is, which gives it a key if it has none.
    Result<Server> withSecret(const Server &server, const SecretBytes &secret) const;
    /// Refused by a rule where the server is not what its secret was sealed for.
    Result<SecretBytes> secretOf(const Server &server) const;
    /// Whether somebody with the key saved the server as its row says: its secret opens, or its proof.
    bool proves(const Server &server) const;
    /// With its secret sealed for what it is now, where a person has changed that since it was read.
    Result<Server> fitted(const Server &server) const;
    /// With a proof, which one without a secret needs, and no other has.
    Result<Server> proven(const Server &server) const;
    /// The same for the key of another server, which takes the place of this one.
    Result<Server> moved(const Server &server, const QString &key) const;

    Result<QByteArray> sealedToken(const Server &server, const QString &applicationKey,
                                   const Registration &registration) const;
    /// A token of an earlier version goes to the origin of a server that is proven, and nowhere else.
    Result<SecretBytes> tokenOf(const Server &server, const store::ServerClient &client) const;

private:
    SealPlace placeOf(const Server &server, const QString &purpose) const;
    SealPlace placeOfProof(const Server &server) const;
    SealPlace placeOf(const store::ServerClient &client, const QString &purpose) const;
    Result<SecretBytes> opened(const Server &server, const QString &purpose) const;

    EncryptionKeyBytes m_key;
    QString m_databaseId;
};

/// Saves it as edit::save() does, with its secret or proof and the tokens of its registrations sealed for
/// what it is then: whoever saves what a server is says by that where they may go. `seals` is asked for
/// nothing where nothing has to be sealed, and its error is the answer where something does. One without a
/// secret is saved without a proof then.
Result<Server> saveSealed(EditSession &session, const Result<ServerSeals> &seals, const Server &typed);
/// Whether saving that over what is stored makes use of seals.
bool needsSeals(const Server &typed, const Server &stored);

/// A person said that it is what it should be. Conflict where somebody else changed it since it was read.
Result<void> prove(Database &database, const Encryption &encryption, const Server &server);

}
