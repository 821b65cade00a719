#include "domain/formats/Formats.h"

#include "domain/formats/FormatText.h"
#include "domain/formats/ImportedClients.h"
#include "domain/formats/SoundValues.h"
#include "domain/formats/entra/EntraApplication.h"
#include "domain/rules/RuleText.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

/// Turns one application of Entra into ours. A new client application is proposed enabled: whether users may
/// sign in stands elsewhere.
class EntraClientReader
{
public:
    explicit EntraClientReader(ImportedClient &imported)
        : m_imported(imported), m_client(imported.client), m_access(imported)
    {
    }

    /// The error is the refusal of the client.
    Result<void> read(const Json &object)
    {
        QStringList unknown;
        if (const auto done = m_read.read(object, m_imported.place, unknown); !done)
            return done;
        if (m_read.appId.isEmpty())
            return std::unexpected(missing(m_imported.place, u"appId"_s));
        m_client.enabled = true;
        m_access.take(ClientField::ClientId, m_client.clientId, std::optional(m_read.appId));
        for (const QString &property : std::as_const(unknown))
            m_imported.losses << unknownProperty(m_client.clientId, property);
        return m_access.takeGrantTypes(grantTypes(), u"redirectUris"_s).transform([&] {
            m_imported.named.clear(); // it follows from other properties
            m_imported.named << ClientField::ClientId;
            readPlainFields();
            readScopes();
            readAuthentication();
        });
    }

private:
    /// The file does not say it: who has redirects signs users in, and who has roles acts as itself.
    QStringList grantTypes() const
    {
        const bool code = !m_read.redirects.isEmpty();
        QStringList types;
        if (code)
            types << u"authorization_code"_s
                  << u"refresh_token"_s; // given to whoever asks for offline_access
        if (!code || m_read.hasRoles)
            types << u"client_credentials"_s;
        if (m_read.allowsImplicit)
            types << u"implicit"_s;
        return types;
    }

    void readPlainFields()
    {
        m_access.takeTitle(m_read.title);
        takeAddress(ClientField::LogoUri, m_client.logoUri, m_read.logoUrl, u"logoUrl"_s);
        takeAddress(ClientField::ClientUri, m_client.clientUri, m_read.homePage, u"homePageUrl"_s);
        takeAddress(ClientField::PolicyUri, m_client.policyUri, m_read.privacyPolicy,
                    u"privacyStatementUrl"_s);
        takeAddress(ClientField::TosUri, m_client.tosUri, m_read.termsOfService, u"termsOfServiceUrl"_s);
        m_access.take(ClientField::Description, m_client.description,
                      sound::text(m_access, m_read.description, u"description"_s, rules::checkDescription));
        sound::takeList(m_access, ClientField::LoginRedirects, m_client.loginRedirects, m_read.redirects,
                        u"redirectUris"_s, rules::checkExactRedirect);
        m_client.logoutRedirects = m_client.loginRedirects; // which Entra takes for both
        if (!m_read.logoutUrl.isEmpty()) {
            m_access.lose(u"logoutUrl"_s,
                          FormatText::tr("Not kept: Entra calls it when a user signs out elsewhere. It "
                                         "is no logout redirect."));
        }
    }

    void takeAddress(ClientField field, QString &member, const std::optional<QString> &uri,
                     const QString &property)
    {
        m_access.take(field, member, sound::address(m_access, uri, property, field));
    }

    void readScopes()
    {
        const auto named = m_imported.named;
        const bool isMachine = m_client.grantType == GrantType::ClientCredentials;
        m_access.takeScopes(isMachine ? QStringList() : entra::userScopes(), u"requiredResourceAccess"_s);
        m_imported.named = named;
        if (m_read.permissions == 0)
            return;
        m_access.lose(u"requiredResourceAccess"_s,
                      FormatText::tr("%n permission(s) of other APIs stand there as numbers (GUID), which "
                                     "only Entra can tell. Choose API scopes in their place.",
                                     nullptr, m_read.permissions));
    }

    void readAuthentication()
    {
        const bool hasKeysAlone = m_read.secrets == 0 && m_read.keys > 0;
        m_access.takeAuthentication(m_read.isPublic() ? u"none"_s
                                    : hasKeysAlone    ? u"private_key_jwt"_s
                                                      : u"client_secret_basic"_s);
        if (m_read.secrets > 0) {
            m_access.takeServersSecret(
                u"passwordCredentials"_s,
                FormatText::tr(
                    "The file has %n secret(s) without their text, which only Entra knows. To know "
                    "one here, too, add a new one, and hand it over.",
                    nullptr, m_read.secrets));
        }
        if (m_read.keys > 0) {
            m_access.lose(u"keyCredentials"_s,
                          FormatText::tr("Not taken: the %n certificate(s) that it signs with. Add "
                                         "them on the tab Keys.",
                                         nullptr, m_read.keys));
        }
    }

    ImportedClient &m_imported;
    ClientApplication &m_client;
    ImportedAccess m_access;
    entra::Application m_read;
};

}

Result<void> readEntra(ImportedClient &imported, const Json &object, const QDateTime & /*now*/)
{
    return EntraClientReader(imported).read(object);
}

}
