#include "domain/formats/keycloak/KeycloakProperties.h"

#include "domain/formats/ImportedAccess.h"
#include "domain/formats/ImportedClients.h"
#include "domain/formats/keycloak/KeycloakNames.h"
#include "domain/rules/FieldRules.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

struct KeycloakRedirectsText
{
    Q_DECLARE_TR_FUNCTIONS(KeycloakRedirects)
};

bool isWebAddress(const QString &uri)
{
    return uri.startsWith("https://"_L1) || uri.startsWith("http://"_L1);
}

/// What becomes of a list of which some are left out.
QString keptRedirectsText(qsizetype others)
{
    const QString kept =
        KeycloakRedirectsText::tr("A client application that exists keeps its own redirects.");
    if (others == 0)
        return kept;
    return kept + u' ' +
           KeycloakRedirectsText::tr(
               "The other %n of the file are not added to them. Add them where they are needed.", nullptr,
               int(others));
}

/// Takes the redirects of one client application, after its grant type. Relative ones are put behind
/// `rootUrl` where that is a web address, as Keycloak does; patterns are left out.
class KeycloakRedirects
{
public:
    KeycloakRedirects(ImportedClient &imported, const KeycloakProperties &properties)
        : m_imported(imported)
        , m_client(imported.client)
        , m_access(imported)
        , m_properties(properties)
        , m_root(properties.rootUrl.value_or(QString()))
    {
        if (m_root.endsWith(u'/'))
            m_root.chop(1);
    }

    void read()
    {
        for (const QString &uri : m_properties.redirectUris.value_or(QStringList()))
            m_login << absolute(uri);
        if (m_properties.redirectUris)
            take(ClientField::LoginRedirects, m_client.loginRedirects, m_login, u"redirectUris"_s);
        readLogout();
        if (!m_usesRoot && !m_properties.rootUrl.value_or(QString()).isEmpty())
            m_imported.losses << unknownProperty(m_client.clientId, u"rootUrl"_s);
    }

private:
    QString absolute(const QString &uri)
    {
        if (!isWebAddress(m_root) || !uri.startsWith(u'/'))
            return uri;
        m_usesRoot = true;
        return m_root + uri;
    }

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
                logout << m_login;
            else
                logout << absolute(uri);
        }
        if (said.first() == keycloak::logoutNowhere)
            logout.clear();
        take(ClientField::LogoutRedirects, m_client.logoutRedirects, logout,
             u"attributes."_s + QLatin1StringView(keycloak::logoutRedirects));
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

    /// Keycloak matches by wildcards, which many client applications rely on. They come in without; what is
    /// entered here instead is never overwritten by what is left of the file's.
    void take(ClientField field, QStringList &member, QStringList redirects, const QString &property)
    {
        redirects.removeDuplicates(); // which Keycloak keeps as sets
        member.clear();
        for (const QString &uri : std::as_const(redirects)) {
            const auto valid = rules::firstError(rules::checkRedirect(uri), {});
            if (valid || isMachine())
                member << uri;
            else
                m_access.lose(property, KeycloakRedirectsText::tr("Left out. %1").arg(valid.error().text));
        }
        if (member.size() == redirects.size())
            m_imported.named << field;
        else
            m_access.lose(property, keptRedirectsText(member.size()));
    }

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

void takeKeycloakRedirects(ImportedClient &imported, const KeycloakProperties &properties)
{
    KeycloakRedirects(imported, properties).read();
}

}
