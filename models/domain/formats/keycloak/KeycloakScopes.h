#pragma once

#include "domain/formats/ImportedAccess.h"
#include "domain/formats/keycloak/KeycloakHead.h"
#include "domain/formats/keycloak/KeycloakMappers.h"
#include "domain/formats/keycloak/KeycloakProperties.h"

namespace gatehouse {

/// Takes what an imported client application may ask for, from its client scopes and protocol mappers.
class KeycloakScopes
{
public:
    /// `head` gets the custom resources that stand in the client application.
    KeycloakScopes(ImportedClient &imported, KeycloakHead &head)
        : m_imported(imported), m_client(imported.client), m_access(imported), m_head(head)
    {
    }

    /// After the grant type. The error refuses the client.
    Result<void> read(const KeycloakProperties &properties);

private:
    /// Client scopes by what they are here.
    struct Sorted
    {
        QStringList defaultResources;
        QStringList customResources;
        QStringList apiScopes;
    };

    static Sorted sorted(const QStringList &scopes, const KeycloakHead &head);
    void takeMachine(const KeycloakHead::ClientScopes &scopes);
    void takeUser(const KeycloakHead::ClientScopes &scopes);
    void takeUserOfRealm();
    void tellOfAlways(const Sorted &always);
    Result<QList<keycloak::Mapper>> readMappers(const json::Json &array);
    void takeMappers(const QList<keycloak::Mapper> &mappers);
    void takeDefaultResource(const keycloak::Mapper &mapper, qsizetype index);
    void addResource(const CustomResource &resource, bool inIdToken);

    ImportedClient &m_imported;
    ClientApplication &m_client;
    ImportedAccess m_access;
    KeycloakHead &m_head;
};

}
