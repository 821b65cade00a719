#include "domain/formats/keycloak/KeycloakClient.h"

#include "domain/formats/ImportedAccess.h"
#include "domain/formats/ImportedClients.h"
#include "domain/formats/keycloak/KeycloakConsent.h"
#include "domain/formats/keycloak/KeycloakHead.h"
#include "domain/formats/keycloak/KeycloakNames.h"
#include "domain/formats/keycloak/KeycloakProperties.h"
#include "domain/formats/keycloak/KeycloakScopes.h"
#include "domain/rules/RuleText.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

struct KeycloakClientReaderText
{
    Q_DECLARE_TR_FUNCTIONS(KeycloakClientReader)
};

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
        QStringList unknown;
        if (const auto done = m_properties.read(object, m_imported.place, unknown); !done)
            return done;
        if (!m_properties.clientId)
            return std::unexpected(missing(m_imported.place, u"clientId"_s));
        m_access.take(ClientField::ClientId, m_client.clientId, m_properties.clientId);
        for (const QString &property : unknown)
            m_imported.losses << unknownProperty(m_client.clientId, property);
        if (const auto done = checkKind().and_then([&] { return readFlows(); }); !done)
            return done;
        readPlainFields();
        takeKeycloakRedirects(m_imported, m_properties);
        if (const auto done = KeycloakScopes(m_imported, m_head).read(m_properties); !done)
            return done;
        readConsentText();
        takeKeycloakAuthentication(m_imported, m_properties, m_now);
        readIdentity();
        return {};
    }

private:
    Result<void> checkKind() const
    {
        const QString protocol = m_properties.protocol.value_or(keycloak::openIdConnect);
        if (protocol != keycloak::openIdConnect) {
            return m_access.refuse(u"protocol"_s,
                                   KeycloakClientReaderText::tr(
                                       "is \"%1\", but Gatehouse has client applications of OAuth 2.0 and "
                                       "OpenID Connect alone. Leave it to the server.")
                                       .arg(rules::shortened(protocol)));
        }
        if (m_properties.bearerOnly.value_or(false)) {
            return m_access.refuse(u"bearerOnly"_s,
                                   KeycloakClientReaderText::tr(
                                       "is on: it only checks tokens and never asks for any, so that there "
                                       "is no grant type to keep. Add its name as an API scope instead."));
        }
        return {};
    }

    Result<void> readFlows()
    {
        if (m_properties.implicitFlowEnabled.value_or(false))
            return m_access.refuseImplicit(u"implicitFlowEnabled"_s);
        const bool directOnly = m_properties.directGrantsOnly.value_or(false);
        const bool machine = m_properties.serviceAccountsEnabled.value_or(false);
        bool code = m_properties.standardFlowEnabled.value_or(!directOnly);
        const QString property = u"standardFlowEnabled"_s;
        if (code && machine && !m_properties.standardFlowEnabled && m_properties.redirectUris &&
            m_properties.redirectUris->isEmpty()) {
            code = false;
            m_access.lose(property,
                          KeycloakClientReaderText::tr(
                              "It is absent, which means on, but without redirectUris nobody can use it. "
                              "Taken as Client credentials alone."));
        }
        if (code && machine) {
            return m_access.refuse(u"serviceAccountsEnabled"_s,
                                   KeycloakClientReaderText::tr(
                                       "is on beside standardFlowEnabled (on when absent), but a client "
                                       "application has one grant type. Make two of it in the file."));
        }
        if (!code && !machine) {
            return m_access.refuse(
                property,
                KeycloakClientReaderText::tr(
                    "is off and serviceAccountsEnabled too, so that neither authorization_code nor "
                    "client_credentials is left. Gatehouse has no other grant types: change the client "
                    "application to one of them."));
        }
        if (m_properties.directAccessGrantsEnabled.value_or(directOnly)) {
            m_access.lose(
                u"directAccessGrantsEnabled"_s,
                KeycloakClientReaderText::tr("Not kept: the grant type password gives passwords of users "
                                             "to the client application (RFC 9700 2.4)."));
        }
        QStringList types{machine ? u"client_credentials"_s : u"authorization_code"_s};
        const bool refresh = m_properties.useRefreshTokens.value_or(u"true"_s) != "false"_L1;
        if (code && refresh)
            types << u"refresh_token"_s;
        return m_access.takeGrantTypes(types, property).transform([&] {
            if (!m_properties.standardFlowEnabled && !m_properties.serviceAccountsEnabled)
                m_imported.named.remove(ClientField::GrantType);
            if (!m_properties.useRefreshTokens)
                m_imported.named.remove(ClientField::SupportRefreshTokens);
        });
    }

    void readPlainFields()
    {
        m_client.enabled = true;
        m_access.take(ClientField::Enabled, m_client.enabled, m_properties.enabled);
        readTitle();
        m_access.take(ClientField::RequireConsent, m_client.requireConsent, m_properties.consentRequired);
        m_client.allowRememberConsent = m_client.requireConsent; // which Keycloak always does
        m_access.take(ClientField::LogoUri, m_client.logoUri, m_properties.logoUri);
        if (m_properties.fullScopeAllowed.value_or(false)) {
            m_access.lose(
                u"fullScopeAllowed"_s,
                KeycloakClientReaderText::tr(
                    "Not kept: its tokens carry all roles of the user, because it is on. Gatehouse has "
                    "no roles and exports it as off."));
        }
        if (!isMachine())
            readPkce();
    }

    void readTitle()
    {
        if (!loseReplaced(u"name"_s, m_properties.name.value_or(QString())))
            m_access.take(ClientField::Title, m_client.title, m_properties.name);
    }

    /// True where the text is one that Keycloak replaces, which is a loss.
    bool loseReplaced(const QString &property, const QString &text)
    {
        const bool isLost = keycloak::isReplaced(text);
        if (isLost) {
            m_access.lose(property, KeycloakClientReaderText::tr(
                                        "Not kept: the text itself stands in the theme of the realm."));
        }
        return isLost;
    }

    void readPkce()
    {
        const QString method = m_properties.pkceMethod.value_or(QString());
        m_client.requirePkce = !method.isEmpty();
        if (m_properties.pkceMethod)
            m_imported.named << ClientField::RequirePkce;
        if (m_client.requirePkce && method != "S256"_L1) {
            m_access.lose(
                u"attributes."_s + QLatin1StringView(keycloak::pkceMethod),
                KeycloakClientReaderText::tr("\"%1\" becomes S256, which nobody can read on the way.")
                    .arg(rules::shortened(method)));
        }
    }

    /// It is one text of many, so it never overwrites those that are here.
    void readConsentText()
    {
        const QString text = m_properties.consentText.value_or(QString());
        if (text.isEmpty() || isMachine())
            return;
        const QString property = u"attributes."_s + QLatin1StringView(keycloak::consentText);
        if (loseReplaced(property, text))
            return;
        ConsentTexts texts;
        keycloak::shownText(m_client, texts) = text;
        m_client.consentTexts = {{m_head.language(), texts}};
        m_access.lose(property, KeycloakClientReaderText::tr(
                                    "Taken as the text in \"%1\" of a new client application. One that "
                                    "exists keeps its texts: there are more than the file can hold.")
                                    .arg(m_head.language()));
    }

    void readIdentity()
    {
        if (!isMachine())
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
