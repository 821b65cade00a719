#pragma once

#include "secrets/ServerConnection.h"
#include "servers/keycloak/KeycloakAdmin.h"

namespace gatehouse {

/// One realm of a Keycloak, by its admin REST API.
class KeycloakConnection : public ServerConnection
{
public:
    explicit KeycloakConnection(ServerAccess access, const HttpPatience &patience = {});

    Result<QString> test() override;
    Result<void> read(QIODevice &document, const QStringList &clientIds, const Progress &progress) override;
    Result<QList<ServerStep>> missing(const ServerNeeds &needs) override;
    Result<void> make(const ServerStep &step) override;
    void fit(json::Json &after, const ClientApplication &client, const ServerNeeds &needs) const override;
    /// Where one is there whose client ID differs in case alone: it is not among those asked for by name.
    Result<QHash<QString, Error>> refusedAdditions(const QStringList &clientIds) override;
    QStringList sideEffects(const json::Json &before, const json::Json &after,
                            bool sendsSecret) const override;
    Result<ServerWritten> write(const ServerWrite &change) override;
    bool mayHaveWritten() const override { return m_admin.mayHaveChanged(); }
    bool isOutcomeOpen() const override { return m_admin.isOutcomeOpen(); }

private:
    KeycloakAdmin &admin();
    Result<void> checkRealm();
    /// What the account may not do, for people.
    Result<QStringList> missingRoles();
    Result<bool> mayChangeTexts();
    Result<bool> mayChangeUsers();
    Result<QString> version();

    KeycloakAdmin m_admin;
};

}
