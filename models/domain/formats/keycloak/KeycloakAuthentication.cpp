#include "domain/formats/keycloak/KeycloakProperties.h"

#include "domain/formats/FormatText.h"
#include "domain/formats/ImportedAccess.h"
#include "domain/formats/keycloak/KeycloakClientParts.h"
#include "domain/formats/keycloak/KeycloakNames.h"

#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

bool isMasked(const QString &secret)
{
    return std::ranges::all_of(secret, [](QChar c) { return c == u'*'; });
}

bool isOn(const std::optional<QString> &attribute)
{
    return attribute && attribute->compare("true"_L1, Qt::CaseInsensitive) == 0;
}

/// Takes how a client application proves to Keycloak who it is.
class KeycloakAuthentication
{
public:
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
        const QString authenticator = m_properties.clientAuthenticatorType.value_or(keycloak::clientSecret);
        m_access.takeAuthentication(m_properties.isPublic() ? u"none"_s : keycloak::methodOf(authenticator));
        if (!m_properties.publicClient && !m_properties.clientAuthenticatorType)
            m_imported.named -= {ClientField::ClientAuthentication, ClientField::TokenEndpointAuthMethod};
        if (m_client.clientAuthentication == ClientAuthentication::PrivateKey)
            readKeys();
        if (keycloak::hasSecret(m_client))
            readSecrets();
        else
            leaveSecrets();
    }

private:
    static QString attribute(const char *name) { return u"attributes."_s + QLatin1StringView(name); }

    void readSecrets()
    {
        const QString property = u"secret"_s;
        const QString secret = m_properties.secret.value_or(QString());
        if (secret.isEmpty()) {
            m_access.takeServersSecret(
                property, FormatText::tr(
                              "The file has none, so only the server knows it: Keycloak makes one by itself. "
                              "To know it here, too, export it unmasked, or add a new secret and hand it "
                              "over."));
        } else {
            takeSecret(secret, property, {m_properties.secretCreation, keycloak::secretCreation},
                       {m_properties.secretExpiration, keycloak::secretExpiration});
        }
        const QString rotated = m_properties.rotatedSecret.value_or(QString());
        if (!isMasked(rotated)) {
            addRotated(rotated);
        } else if (!rotated.isEmpty()) {
            m_access.lose(
                attribute(keycloak::rotatedSecret),
                FormatText::tr("Not taken: the file has asterisks in its place. The server takes the "
                               "secret until it ends; a file for it does not hold it."));
        }
    }

    void leaveSecrets()
    {
        leaveSecret(u"secret"_s, m_properties.secret);
        leaveSecret(attribute(keycloak::rotatedSecret), m_properties.rotatedSecret);
    }

    void leaveSecret(const QString &property, const std::optional<QString> &secret)
    {
        if (!isMasked(secret.value_or(QString())))
            m_access.lose(property, FormatText::tr("Not taken: Keycloak does not ask for it."));
    }

    struct Time
    {
        const std::optional<QString> &value;
        const char *name;
    };

    void takeSecret(const QString &secret, const QString &property, const Time &creation,
                    const Time &expiration)
    {
        const QDateTime created = timeOf(creation);
        m_access.takeSecret(secret.toUtf8(), timeOf(expiration), created.isValid() ? created : m_now,
                            property);
    }

    /// Keycloak takes it beside the new one until it ends.
    void addRotated(const QString &secret)
    {
        const QList<ClientSecret> others = m_client.secrets;
        const QSet<QString> bare = m_imported.bareSecrets;
        takeSecret(secret, attribute(keycloak::rotatedSecret),
                   {m_properties.rotatedCreation, keycloak::rotatedCreation},
                   {m_properties.rotatedExpiration, keycloak::rotatedExpiration});
        for (const ClientSecret &other : others) {
            if (!m_client.secrets.contains(other))
                m_client.secrets.prepend(other);
        }
        m_imported.bareSecrets += bare;
    }

    /// Invalid where the file has none.
    QDateTime timeOf(const Time &time)
    {
        bool isNumber = true;
        const QString text = time.value.value_or(QString());
        const qint64 seconds = text.isEmpty() ? 0 : text.toLongLong(&isNumber);
        if (isNumber && seconds >= 0 && seconds <= lastMoment)
            return seconds == 0 ? QDateTime() : QDateTime::fromSecsSinceEpoch(seconds, QTimeZone::UTC);
        m_access.lose(attribute(time.name),
                      FormatText::tr("Not taken: it is no number of seconds since 1970."));
        return {};
    }

    void readKeys()
    {
        if (isOn(m_properties.useKeysUri)) {
            m_access.take(ClientField::JwksUri, m_client.jwksUri, m_properties.keysUri);
        } else if (isOn(m_properties.useKeys)) {
            readKeySet();
        } else if (m_properties.certificate) {
            readCertificate();
        }
    }

    void readKeySet()
    {
        const QString property = attribute(keycloak::keys);
        const json::Json set = json::fromCompactText(m_properties.keys.value_or(QString()));
        const auto keys = set.is_object() ? set.find("keys") : set.end();
        if (keys == set.end() || !keys->is_array()) {
            return m_access.lose(property,
                                 FormatText::tr("Not taken: it is no JSON Web Key Set (RFC 7517 5)."));
        }
        m_access.takeKeys(*keys, property);
    }

    /// Which stands for its key until the import is planned: reading that takes OpenSSL.
    void readCertificate()
    {
        m_access.takeKeys(json::Json::array({certificateAlone(*m_properties.certificate)}),
                          attribute(keycloak::certificate));
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
