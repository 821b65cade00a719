#include "domain/formats/keycloak/KeycloakClient.h"

#include "domain/formats/FormatText.h"
#include "domain/formats/ImportedAccess.h"
#include "domain/formats/ImportedClients.h"
#include "domain/formats/keycloak/KeycloakHead.h"
#include "domain/formats/keycloak/KeycloakNames.h"
#include "domain/formats/keycloak/KeycloakProperties.h"
#include "domain/formats/keycloak/KeycloakScopes.h"
#include "domain/formats/keycloak/KeycloakTexts.h"
#include "domain/rules/FieldRules.h"
#include "domain/rules/RuleText.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

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
    Result<void> read(const json::Json &object)
    {
        if (const auto done = m_properties.read(object, m_imported.place); !done)
            return done;
        if (!m_properties.clientId)
            return std::unexpected(missing(m_imported.place, u"clientId"_s));
        m_access.take(ClientField::ClientId, m_client.clientId, m_properties.clientId);
        const auto takeGrants = [&] { return takeKeycloakGrants(m_imported, m_properties); };
        if (const auto done = checkKind().and_then(takeGrants); !done)
            return done;
        readPlainFields();
        const KeycloakLeftOut leftOut = takeKeycloakRedirects(m_imported, m_properties);
        if (const auto done = KeycloakScopes(m_imported, m_head).read(m_properties); !done)
            return done;
        takeKeycloakTexts(m_imported, m_properties, object, m_head);
        takeKeycloakAuthentication(m_imported, m_properties, m_now);
        readIdentity();
        keepKeycloakClient(m_imported, m_properties, object, leftOut, m_head);
        return {};
    }

private:
    Result<void> checkKind()
    {
        const QString protocol = m_properties.protocol.value_or(keycloak::openIdConnect);
        if (protocol != keycloak::openIdConnect) {
            return m_access.refuseKind(
                u"protocol"_s,
                FormatText::tr("is \"%1\", but Gatehouse has client applications of OAuth 2.0 and "
                               "OpenID Connect alone. Leave it to the server.")
                    .arg(rules::shortened(protocol)));
        }
        if (m_properties.bearerOnly.value_or(false)) {
            return m_access.refuseKind(
                u"bearerOnly"_s,
                FormatText::tr("is on: it only checks tokens and never asks for any, so that there "
                               "is no grant type to keep. Add its name as an API scope instead."));
        }
        return {};
    }

    void readPlainFields()
    {
        m_client.enabled = true;
        m_access.take(ClientField::Enabled, m_client.enabled, m_properties.enabled);
        m_access.take(ClientField::RequireConsent, m_client.requireConsent, m_properties.consentRequired);
        m_client.allowRememberConsent = m_client.requireConsent; // which Keycloak always does
        takeLifetime(ClientField::AccessTokenLifetime, m_client.accessTokenLifetime,
                     m_properties.accessTokenLifespan);
        if (m_client.supportRefreshTokens)
            takeLifetime(ClientField::RefreshTokenLifetime, m_client.refreshTokenLifetime,
                         m_properties.sessionIdleTimeout);
        if (!isMachine())
            readPkce();
    }

    /// What is none of ours, as "-1" for that of the realm, is one of the Other settings.
    void takeLifetime(ClientField field, std::optional<int> &member, const std::optional<QString> &text)
    {
        bool isNumber = false;
        const int seconds = text.value_or(QString()).toInt(&isNumber);
        if (!isNumber || !rules::checkLifetime({}, seconds).isEmpty())
            return;
        member = seconds;
        m_imported.named << field;
    }

    void readPkce()
    {
        const QString method = m_properties.pkceMethod.value_or(QString());
        m_client.requirePkce = !method.isEmpty();
        if (m_properties.pkceMethod)
            m_imported.named << ClientField::RequirePkce;
        if (m_client.requirePkce && method != "S256"_L1) {
            m_imported.notes << FormatText::tr(
                                    "Its PKCE method is \"%1\", with which a code can be stolen together "
                                    "with what protects it. It stays so on the server: have the client "
                                    "application use S256 (RFC 7636 7.2).")
                                    .arg(rules::shortened(method));
        }
    }

    /// Keycloak makes a user for each client application that acts as itself, in the file or not.
    void readIdentity()
    {
        if (!isMachine() && !m_client.alsoClientCredentials)
            return;
        m_client.identity = m_head.serviceAccount(m_client.clientId);
        const bool isChosen = !m_client.identity.isEmpty() &&
                              !keycloak::isServiceAccountOf(m_client.identity, m_client.clientId);
        if (isChosen) // else Keycloak made it, and one that exists here may act as another
            m_imported.named << ClientField::Identity;
    }

    bool isMachine() const { return m_client.grantType == GrantType::ClientCredentials; }

    ImportedClient &m_imported;
    ClientApplication &m_client;
    ImportedAccess m_access;
    KeycloakHead &m_head;
    QDateTime m_now;
    KeycloakProperties m_properties;
};

}

Result<void> readKeycloakClient(ImportedClient &imported, const json::Json &object, KeycloakHead &head,
                                const QDateTime &now)
{
    return KeycloakClientReader(imported, head, now).read(object);
}

}
