#include "domain/formats/keycloak/KeycloakProperties.h"

#include "domain/formats/FormatText.h"
#include "domain/formats/ImportedAccess.h"
#include "domain/formats/keycloak/KeycloakNames.h"
#include "domain/rules/FieldRules.h"
#include "domain/rules/RuleText.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

bool isUsable(const QString &uri)
{
    return !rules::isStructural(rules::checkRedirect(uri));
}

/// Takes the redirects of one client application and its CORS origins.
class KeycloakRedirects
{
public:
    KeycloakRedirects(ImportedClient &imported, const KeycloakProperties &properties)
        : m_imported(imported), m_client(imported.client), m_access(imported), m_properties(properties)
    {
    }

    KeycloakLeftOut read()
    {
        if (m_properties.redirectUris) {
            m_leftOut.redirects = take(ClientField::LoginRedirects, m_client.loginRedirects,
                                       *m_properties.redirectUris, u"redirectUris"_s);
        }
        readLogout();
        if (!isMachine())
            readOrigins();
        return m_leftOut;
    }

private:
    QStringList saidRedirects() const { return m_properties.redirectUris.value_or(QStringList()); }
    QString absolute(const QString &uri) const { return keycloak::resolved(uri, m_properties.root()); }

    /// Keycloak takes the login redirects where nothing is said, and where the attribute is empty.
    void readLogout()
    {
        const QStringList said = m_properties.logoutRedirects.value_or(QString()).split(
            keycloak::logoutSeparator, Qt::SkipEmptyParts);
        if (said.isEmpty() || said == QStringList{QString(keycloak::logoutAsLogin)})
            return takeLoginForLogout();
        QStringList logout;
        for (const QString &uri : said) {
            if (uri == keycloak::logoutAsLogin)
                logout << saidRedirects();
            else
                logout << uri;
        }
        if (said.first() == keycloak::logoutNowhere)
            logout.clear();
        const QStringList leftOut = take(ClientField::LogoutRedirects, m_client.logoutRedirects, logout,
                                         u"attributes."_s + QLatin1StringView(keycloak::logoutRedirects));
        QStringList left = said;
        left.removeIf([&](const QString &uri) { return leftOut.contains(uri); });
        if (!left.isEmpty() && left.size() < said.size())
            m_leftOut.logoutRedirects = left.join(keycloak::logoutSeparator);
    }

    /// What was left out of the login redirects has been told there.
    void takeLoginForLogout()
    {
        if (isMachine())
            return;
        m_client.logoutRedirects = m_client.loginRedirects;
        if (m_imported.named.contains(ClientField::LoginRedirects))
            m_imported.named << ClientField::LogoutRedirects;
    }

    /// Gives those that no server could run on, as the file has them.
    QStringList take(ClientField field, QStringList &member, const QStringList &said, const QString &property)
    {
        QStringList leftOut;
        member.clear();
        for (const QString &uri : said) {
            const auto findings = rules::checkRedirect(absolute(uri));
            if (isMachine() || !rules::isStructural(findings)) {
                member << absolute(uri);
            } else {
                leftOut << uri;
                m_access.lose(property, FormatText::tr("Left out. %1").arg(findings.first().text));
            }
        }
        m_access.noteRepeated(said, property);
        member.removeDuplicates(); // which Keycloak keeps as sets
        m_access.nameList(field, property, member.size(), leftOut.isEmpty());
        return leftOut;
    }

    /// Keycloak makes them of the redirects where the file says nothing; what is no origin matches nothing
    /// there, and stays under Other settings.
    void readOrigins()
    {
        QStringList origins;
        m_access.noteRepeated(m_properties.webOrigins.value_or(QStringList()), u"webOrigins"_s);
        for (const QString &origin : m_properties.webOrigins.value_or(QStringList())) {
            if (origin == keycloak::originsOfRedirects)
                origins << originsOf(m_client.loginRedirects);
            else
                origins << origin;
        }
        if (m_properties.webOrigins)
            m_imported.named << ClientField::AllowedCorsOrigins;
        else
            origins = originsOf(saidRedirects());
        const QStringList all = origins;
        origins.removeIf(isNoOrigin);
        origins.removeDuplicates();
        m_client.allowedCorsOrigins = origins;
        if (m_properties.webOrigins)
            tellOfNoOrigins(all);
    }

    static bool isNoOrigin(const QString &text) { return rules::isStructural(rules::checkCorsOrigin(text)); }

    void tellOfNoOrigins(QStringList origins)
    {
        origins.removeIf([](const QString &origin) { return !isNoOrigin(origin); });
        if (origins.isEmpty())
            return;
        m_access.lose(
            u"webOrigins"_s,
            FormatText::tr("Under Other settings, and no allowed CORS origin: %1. Keycloak compares "
                           "them letter by letter with what browsers send, so that they let nobody "
                           "in. Enter scheme, host and port alone.")
                .arg(rules::shortened(origins.join(", "_L1))));
    }

    static QStringList originsOf(const QStringList &redirects)
    {
        QStringList origins;
        for (const QString &uri : redirects) {
            if (const QString origin = keycloak::originOf(uri); !origin.isEmpty())
                origins << origin;
        }
        return origins;
    }

    bool isMachine() const { return m_client.grantType == GrantType::ClientCredentials; }

    ImportedClient &m_imported;
    ClientApplication &m_client;
    ImportedAccess m_access;
    const KeycloakProperties &m_properties;
    KeycloakLeftOut m_leftOut;
};

}

KeycloakLeftOut takeKeycloakRedirects(ImportedClient &imported, const KeycloakProperties &properties)
{
    return KeycloakRedirects(imported, properties).read();
}

bool keycloak::hasRedirect(const KeycloakProperties &properties)
{
    return std::ranges::any_of(properties.redirectUris.value_or(QStringList()), [&](const QString &uri) {
        return isUsable(resolved(uri, properties.root()));
    });
}

}
