#pragma once

#include "domain/formats/ImportedAccess.h"
#include "domain/formats/keycloak/KeycloakProperties.h"

namespace gatehouse {

/// Takes the redirects of one client application, after its grant type. Relative ones are put behind
/// `rootUrl` where that is a web address, as Keycloak does; patterns are left out.
class KeycloakRedirects
{
public:
    KeycloakRedirects(ImportedClient &imported, const KeycloakProperties &properties);

    void read();

private:
    QString absolute(const QString &uri);
    void readLogout();
    void takeLoginForLogout();
    void take(ClientField field, QStringList &member, QStringList redirects, const QString &property);
    bool isMachine() const { return m_client.grantType == GrantType::ClientCredentials; }

    ImportedClient &m_imported;
    ClientApplication &m_client;
    ImportedAccess m_access;
    const KeycloakProperties &m_properties;
    QString m_root;
    QStringList m_login; ///< as the file has them
    bool m_usesRoot = false;
};

}
