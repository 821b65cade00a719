#pragma once

#include "servers/keycloak/KeycloakAdmin.h"

namespace gatehouse {

/// Writes one client application, with its client scopes and its service account.
class KeycloakWriting
{
public:
    KeycloakWriting(KeycloakAdmin &admin, const ServerWrite &change) : m_admin(admin), m_change(change) {}

    Result<ServerWritten> write();

private:
    /// As it is there; null where it is not.
    Result<json::Json> there();
    Result<ServerWritten> create(const json::Json &there);
    Result<ServerWritten> update(const json::Json &there);
    Result<void> checkScopes();
    Result<void> post();
    /// Client scopes and service account, of which a PUT says nothing.
    Result<ServerWritten> settle(bool isNew);
    Result<bool> settleScopes(const json::Json &there);
    Result<void> settleAccount(const json::Json &there);
    Result<QHash<QString, QString>> scopeIds();
    json::Json accountWanted() const;
    QList<SecretBytes> secrets() const;

    KeycloakAdmin &m_admin;
    const ServerWrite &m_change;
    QString m_id; ///< of the client application there
};

}
