#include "domain/formats/keycloak/KeycloakClientParts.h"

#include "domain/formats/FormatText.h"
#include "domain/formats/KeptSettings.h"
#include "domain/formats/keycloak/KeycloakConsent.h"
#include "domain/formats/keycloak/KeycloakNames.h"

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;

namespace gatehouse::keycloak {

namespace {

using json::Json;

const char *trueOrFalse(bool flag)
{
    return flag ? "true" : "false";
}

/// Fills the attributes, and notes what does not go into them.
class AttributesBuilder
{
public:
    AttributesBuilder(const ClientApplication &client, const ExportHead &head, ExportLosses &losses)
        : m_client(client), m_head(head), m_losses(losses)
    {
    }

    Json build()
    {
        m_attributes[useRefreshTokens] = trueOrFalse(m_client.supportRefreshTokens);
        addSecretTimes();
        addKeys();
        addLifetimes();
        if (m_client.isMachineToMachine())
            return std::move(m_attributes);
        m_attributes[pkceMethod] = m_client.requirePkce ? "S256" : "";
        const QString logout = m_client.logoutRedirects.join(logoutSeparator);
        m_attributes[logoutRedirects] = json::fromText(logout.isEmpty() ? QString(logoutNowhere) : logout);
        json::addText(m_attributes, logoUri, m_client.logoUri);
        json::addText(m_attributes, policyUri, m_client.policyUri);
        json::addText(m_attributes, tosUri, m_client.tosUri);
        addConsent();
        return std::move(m_attributes);
    }

private:
    void addSecretTimes()
    {
        const Secrets secrets = secretsOf(m_client);
        if (!secrets.current)
            return;
        if (secrets.current->expires.isValid() || secrets.rotated)
            addTime(secretCreation, secrets.current->created);
        addTime(secretExpiration, secrets.current->expires);
        if (secrets.rotated) {
            addTime(rotatedCreation, secrets.rotated->created);
            addTime(rotatedExpiration, secrets.rotated->expires);
        }
    }

    void addTime(const char *name, const QDateTime &time)
    {
        if (time.isValid())
            m_attributes[name] = std::to_string(time.toSecsSinceEpoch());
    }

    void addKeys()
    {
        if (m_client.clientAuthentication != ClientAuthentication::PrivateKey)
            return;
        if (!m_client.jwksUri.isEmpty()) {
            m_attributes[useKeysUri] = "true";
            m_attributes[keysUri] = json::fromText(m_client.jwksUri);
            m_losses.add(
                ClientField::Keys, !m_client.keys.isEmpty(),
                FormatText::tr("Left out: Keycloak takes the keys from the JWKS URI or from the file, not "
                               "from both."));
        } else if (!m_client.keys.isEmpty()) {
            Json set = Json::array();
            for (const QString &key : m_client.keys)
                set.push_back(json::fromCompactText(key));
            m_attributes[useKeys] = "true";
            m_attributes[keys] = json::fromText(json::compactText({{"keys", std::move(set)}}));
        }
    }

    void addLifetimes()
    {
        const auto add = [this](const char *name, std::optional<int> seconds) {
            if (seconds)
                m_attributes[name] = std::to_string(*seconds);
        };
        add(accessTokenLifespan, m_client.accessTokenLifetime);
        add(sessionIdleTimeout, m_client.refreshTokenLifetime);
        m_losses.add(ClientField::IdTokenLifetime,
                     m_client.idTokenLifetime && m_client.idTokenLifetime != m_client.accessTokenLifetime,
                     FormatText::tr("Left out: in Keycloak an ID token lives as long as the access "
                                    "token."));
    }

    void addConsent()
    {
        const ConsentScreen screen = consentScreen(m_client, m_head.languages, m_head.needsAreMade);
        if (!screen.text.isEmpty()) {
            m_attributes[displayOnConsent] = "true";
            m_attributes[consentText] = json::fromText(screen.text);
        }
        addConsentTexts(m_attributes, m_client.consentTexts);
        const QString key = m_head.needsAreMade ? QString() : keyOfRealm(screen.text);
        const QString loss = key.isEmpty()
                                 ? screen.loss
                                 : FormatText::tr("The file has %1, as it came: what end users read "
                                                  "stands in the localization of the realm, in each "
                                                  "language. Change it there.")
                                       .arg(key);
        m_losses.add(ClientField::ConsentTexts, !loss.isEmpty(), loss);
    }

    /// The `${key}` that goes back in place of the text, since nobody changed that here; else empty.
    QString keyOfRealm(const QString &text) const
    {
        const auto spelling =
            kept::spellingOf(m_client, u"keycloak"_s, std::string("/attributes/") + consentText);
        if (!spelling || spelling->said != json::fromText(text))
            return {};
        const QString there = json::read<QString>(spelling->there, {}).value_or(QString());
        return isReplaced(there) ? there : QString();
    }

    const ClientApplication &m_client;
    const ExportHead &m_head;
    ExportLosses &m_losses;
    Json m_attributes = Json::object();
};

}

Json clientAttributes(const ClientApplication &client, const ExportHead &head, ExportLosses &losses)
{
    return AttributesBuilder(client, head, losses).build();
}

bool hasSecret(const ClientApplication &client)
{
    return client.clientAuthentication == ClientAuthentication::Secret ||
           client.tokenEndpointAuthMethod == "client_secret_jwt"_L1;
}

Secrets secretsOf(const ClientApplication &client)
{
    QList<const ClientSecret *> known;
    for (const ClientSecret &secret : client.secrets) {
        if (!secret.isKnownToServerOnly())
            known.prepend(&secret); // of the same second the one that was added last
    }
    if (!hasSecret(client) || known.isEmpty())
        return {};
    std::ranges::stable_sort(known, std::greater{}, &ClientSecret::created);
    const bool isRotated = known.size() > 1 && known.at(1)->expires.isValid();
    return {known.first(), isRotated ? known.at(1) : nullptr};
}

}
