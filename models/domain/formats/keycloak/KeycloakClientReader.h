#pragma once

#include "domain/formats/ImportedAccess.h"
#include "domain/formats/keycloak/KeycloakHead.h"
#include "domain/formats/keycloak/KeycloakProperties.h"

namespace gatehouse {

/// Turns Keycloak's representation of one client application into ours. What is absent has the value that
/// Keycloak gives it, and is not among the named fields.
class KeycloakClientReader
{
public:
    /// `head` gets the custom resources that stand in the client application.
    KeycloakClientReader(ImportedClient &imported, KeycloakHead &head, const QDateTime &now)
        : m_imported(imported), m_client(imported.client), m_access(imported), m_head(head), m_now(now)
    {
    }

    /// The error is the refusal of the client.
    Result<void> read(const json::Json &object);

private:
    Result<void> checkKind() const;
    Result<void> readFlows();
    void readPlainFields();
    void readTitle();
    /// True where the text is one that Keycloak replaces, which is a loss.
    bool loseReplaced(const QString &property, const QString &text);
    void readPkce();
    void readConsentText();
    void readIdentity();

    bool isMachine() const { return m_client.grantType == GrantType::ClientCredentials; }

    ImportedClient &m_imported;
    ClientApplication &m_client;
    ImportedAccess m_access;
    KeycloakHead &m_head;
    QDateTime m_now;
    KeycloakProperties m_properties;
};

}
