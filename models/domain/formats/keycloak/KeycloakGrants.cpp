#include "domain/formats/keycloak/KeycloakProperties.h"

#include "domain/formats/FormatText.h"
#include "domain/formats/ImportedAccess.h"
#include "domain/formats/keycloak/KeycloakNames.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// Takes the grants of one client application, and tells those that Gatehouse has no field for.
class KeycloakGrants
{
public:
    KeycloakGrants(ImportedClient &imported, const KeycloakProperties &properties)
        : m_imported(imported), m_access(imported), m_properties(properties)
    {
        const bool directOnly = properties.directGrantsOnly.value_or(false);
        m_code = properties.standardFlowEnabled.value_or(!directOnly);
        m_machine = properties.hasServiceAccount() && !properties.isPublic();
        if (properties.directAccessGrantsEnabled.value_or(directOnly))
            m_others << Other{directOnly ? u"directGrantsOnly"_s : u"directAccessGrantsEnabled"_s,
                              u"password"_s, u"RFC 9700 2.4"_s};
        if (properties.implicitFlowEnabled.value_or(false))
            m_others << Other{u"implicitFlowEnabled"_s, u"implicit"_s, u"RFC 9700 2.1.2"_s};
        addAttribute(properties.deviceGrant, keycloak::deviceGrant, u"device_code"_s, u"RFC 8628 5.4"_s);
        addAttribute(properties.cibaGrant, keycloak::cibaGrant, u"ciba"_s, u"OpenID Connect CIBA"_s);
    }

    Result<void> take()
    {
        if (!m_code && !m_machine)
            return refuseOthers();
        leaveOutUnusable();
        QStringList types;
        if (m_code)
            types << u"authorization_code"_s;
        if (m_machine)
            types << u"client_credentials"_s;
        if (m_code && m_properties.useRefreshTokens.value_or(u"true"_s) != "false"_L1)
            types << u"refresh_token"_s;
        return m_access.takeGrantTypes(types, u"standardFlowEnabled"_s).transform([&] {
            nameWhatIsSaid();
            tellOfOthers();
        });
    }

private:
    struct Other
    {
        QString property;
        QString grant;
        QString reason;
    };

    void addAttribute(const std::optional<QString> &value, const char *name, const QString &grant,
                      const QString &reason)
    {
        if (value && value->compare("true"_L1, Qt::CaseInsensitive) == 0)
            m_others << Other{u"attributes."_s + QLatin1StringView(name), grant, reason};
    }

    Result<void> refuseOthers() const
    {
        if (m_properties.implicitFlowEnabled.value_or(false))
            return m_access.refuseImplicit(u"implicitFlowEnabled"_s);
        if (m_properties.hasServiceAccount()) {
            return m_access.refuse(u"publicClient"_s,
                                   FormatText::tr("is on, so that it cannot prove that it is itself "
                                                  "and gets no token by client_credentials. Turn it "
                                                  "off."));
        }
        QStringList names;
        for (const Other &other : m_others)
            names << other.grant;
        const QString others = names.isEmpty()
                                   ? QString()
                                   : u' ' + FormatText::tr("What it has is %1.").arg(names.join(", "_L1));
        return m_access.refuse(
            u"standardFlowEnabled"_s,
            FormatText::tr("is off and serviceAccountsEnabled too, so that neither "
                           "authorization_code nor client_credentials is left.%1 Gatehouse has no "
                           "other grant types: change the client application to one of them.")
                .arg(others));
    }

    /// Keycloak turns the code flow on by itself, but nobody comes back from it without a redirect.
    void leaveOutUnusable()
    {
        if (!m_code || !m_machine || keycloak::hasRedirect(m_properties))
            return;
        m_code = false;
        m_imported.notes << FormatText::tr(
            "standardFlowEnabled is on, but without redirects nobody can use it: taken as Client "
            "credentials alone.");
    }

    /// What is absent follows from the server's defaults, and changes nothing here.
    void nameWhatIsSaid()
    {
        if (!m_properties.standardFlowEnabled && !m_properties.serviceAccountsEnabled)
            m_imported.named.remove(ClientField::GrantType);
        if (!m_properties.serviceAccountsEnabled)
            m_imported.named.remove(ClientField::AlsoClientCredentials);
        if (!m_properties.useRefreshTokens)
            m_imported.named.remove(ClientField::SupportRefreshTokens);
    }

    void tellOfOthers()
    {
        for (const Other &other : std::as_const(m_others)) {
            m_access.lose(other.property,
                          FormatText::tr("There is no field for the grant type \"%1\", which is a "
                                         "risk (%2). It stays on under Other settings: turn it off "
                                         "there unless it is needed.")
                              .arg(other.grant, other.reason));
        }
    }

    ImportedClient &m_imported;
    ImportedAccess m_access;
    const KeycloakProperties &m_properties;
    bool m_code;
    bool m_machine;
    QList<Other> m_others;
};

}

Result<void> takeKeycloakGrants(ImportedClient &imported, const KeycloakProperties &properties)
{
    return KeycloakGrants(imported, properties).take();
}

}
