#include "domain/formats/keycloak/KeycloakProperties.h"

#include "domain/formats/ImportedAccess.h"
#include "domain/formats/keycloak/KeycloakNames.h"
#include "domain/rules/RuleText.h"

#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

struct KeycloakAuthenticationText
{
    Q_DECLARE_TR_FUNCTIONS(KeycloakAuthentication)
};

bool isMasked(const QString &secret)
{
    return !secret.isEmpty() && std::ranges::all_of(secret, [](QChar c) { return c == u'*'; });
}

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

    void read()
    {
        const QString method = m_properties.clientAuthenticatorType.value_or(keycloak::clientSecret);
        const bool isPublic = m_properties.publicClient.value_or(false);
        if (!isPublic && method == keycloak::clientSecret) {
            readSecret();
            return;
        }
        const QString remedy =
            KeycloakAuthenticationText::tr("A new client application comes in disabled, because "
                                           "in Gatehouse each has a secret. Add one, hand it "
                                           "over, and enable it.");
        if (isPublic) {
            m_access.disable(u"publicClient"_s,
                             KeycloakAuthenticationText::tr("It has no secret. %1").arg(remedy));
        } else {
            m_access.disable(u"clientAuthenticatorType"_s,
                             KeycloakAuthenticationText::tr("\"%1\" is not kept. %2")
                                 .arg(rules::shortened(method), remedy));
        }
        if (m_properties.secret)
            m_access.lose(u"secret"_s,
                          KeycloakAuthenticationText::tr("Not taken: Keycloak does not ask for it."));
    }

private:
    void readSecret()
    {
        const QString property = u"secret"_s;
        if (!m_properties.secret)
            return;
        if (isMasked(*m_properties.secret)) {
            m_access.lose(property,
                          KeycloakAuthenticationText::tr(
                              "Not taken: it is masked. Export it from Keycloak unmasked, or add a new "
                              "secret and hand it over."));
            return;
        }
        if (keycloak::isReplaced(*m_properties.secret)) {
            m_access.lose(property,
                          KeycloakAuthenticationText::tr(
                              "Not taken: it names where the secret is, and is not the secret itself."));
            return;
        }
        bool isNumber = true;
        const qint64 expiresAt = m_properties.secretExpiration.value_or(u"0"_s).toLongLong(&isNumber);
        const bool isTime = isNumber && expiresAt >= 0 && expiresAt <= lastMoment;
        if (!isTime) {
            m_access.lose(u"attributes."_s + QLatin1StringView(keycloak::secretExpiration),
                          KeycloakAuthenticationText::tr("Not kept: it is no number of seconds since 1970."));
        }
        const QDateTime expires =
            isTime && expiresAt > 0 ? QDateTime::fromSecsSinceEpoch(expiresAt, QTimeZone::UTC) : QDateTime();
        m_access.takeSecret(m_properties.secret->toUtf8(), expires, m_now, property);
    }

    ImportedClient &m_imported;
    ClientApplication &m_client;
    ImportedAccess m_access;
    const KeycloakProperties &m_properties;
    QDateTime m_now;
};

}

void takeKeycloakAuthentication(ImportedClient &imported, const KeycloakProperties &properties,
                                const QDateTime &now)
{
    KeycloakAuthentication(imported, properties, now).read();
}

}
