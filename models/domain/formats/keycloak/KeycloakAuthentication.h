#pragma once

#include "domain/formats/ImportedAccess.h"
#include "domain/formats/keycloak/KeycloakProperties.h"

namespace gatehouse {

/// Takes how a client application proves to Keycloak who it is: its secret, or why a new one comes in
/// disabled.
class KeycloakAuthentication
{
public:
    /// `now` is the creation time of the secret.
    KeycloakAuthentication(ImportedClient &imported, const KeycloakProperties &properties,
                           const QDateTime &now)
        : m_imported(imported)
        , m_client(imported.client)
        , m_access(imported)
        , m_properties(properties)
        , m_now(now)
    {
    }

    void read();

private:
    void readSecret();

    ImportedClient &m_imported;
    ClientApplication &m_client;
    ImportedAccess m_access;
    const KeycloakProperties &m_properties;
    QDateTime m_now;
};

}
