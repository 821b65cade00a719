#include "domain/formats/auth0/Auth0Client.h"

#include "domain/formats/FormatText.h"
#include "domain/formats/ImportedClients.h"
#include "domain/formats/SoundValues.h"
#include "domain/json/JsonRecord.h"
#include "domain/rules/RuleText.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;
using json::Property;

namespace {

/// The properties of an application of Auth0 that we know, as they stand in the file. null is the same as
/// absent.
struct Auth0Application
{
    std::optional<QString> clientId;
    std::optional<QString> name;
    std::optional<QString> kind;
    std::optional<QString> clientSecret;
    std::optional<QString> logoUri;
    std::optional<QString> authMethod;
    std::optional<QStringList> callbacks;
    std::optional<QStringList> logoutUrls;
    std::optional<QStringList> grantTypes;
    std::optional<bool> isFirstParty;
    std::optional<QString> description;
    std::optional<QStringList> allowedOrigins;
    std::optional<QStringList> webOrigins;
    const Json *idToken = nullptr; ///< into the document, as the next two
    const Json *refreshToken = nullptr;
    const Json *authMethods = nullptr; ///< instead of authMethod
};

constexpr std::tuple auth0Table{
    Property{"client_id", &Auth0Application::clientId},
    Property{"name", &Auth0Application::name},
    Property{"app_type", &Auth0Application::kind},
    Property{"client_secret", &Auth0Application::clientSecret},
    Property{"logo_uri", &Auth0Application::logoUri},
    Property{"token_endpoint_auth_method", &Auth0Application::authMethod},
    Property{"callbacks", &Auth0Application::callbacks},
    Property{"allowed_logout_urls", &Auth0Application::logoutUrls},
    Property{"grant_types", &Auth0Application::grantTypes},
    Property{"is_first_party", &Auth0Application::isFirstParty},
    Property{"description", &Auth0Application::description},
    Property{"allowed_origins", &Auth0Application::allowedOrigins},
    Property{"web_origins", &Auth0Application::webOrigins},
    Property{"jwt_configuration", &Auth0Application::idToken},
    Property{"refresh_token", &Auth0Application::refreshToken},
    Property{"client_authentication_methods", &Auth0Application::authMethods},
};

/// Of a token, in seconds; null where there is none.
std::optional<int> auth0Lifetime(const Json *object, const char *name)
{
    const Json *const seconds =
        object && object->is_object() && object->contains(name) ? &object->at(name) : nullptr;
    return seconds && seconds->is_number_integer() && std::in_range<int>(seconds->get<qint64>())
               ? std::optional(seconds->get<int>())
               : std::nullopt;
}

/// Of the server's own making, or what every application has.
constexpr std::array<std::string_view, 7> auth0Bookkeeping{
    "tenant", "global", "callback_url_template", "signing_keys", "oidc_conformant", "custom_login_page_on",
    "owners"};

/// Of jwt_configuration and refresh_token what is a field of ours, or what every application has.
constexpr std::array<std::string_view, 5> auth0KnownOfTokens{"lifetime_in_seconds", "token_lifetime",
                                                             "infinite_token_lifetime", "expiration_type",
                                                             "infinite_idle_token_lifetime"};

/// What Auth0 gives to every application that signs users in and asks for it.
const QStringList auth0UserScopes{u"openid"_s, u"profile"_s, u"email"_s, u"address"_s, u"phone"_s};

class Auth0ClientReader
{
public:
    Auth0ClientReader(ImportedClient &imported, const Auth0Grants &grants, const QDateTime &now)
        : m_imported(imported), m_client(imported.client), m_access(imported), m_grants(grants), m_now(now)
    {
    }

    Result<void> read(const Json &object)
    {
        QStringList unknown;
        const auto takeOther = [&](const std::string &name, const Json &value,
                                   const QString &) -> Result<void> {
            if (!saysNothing(value) && !std::ranges::contains(auth0Bookkeeping, name))
                unknown << json::member({}, name);
            return {};
        };
        if (const auto done = json::readRecord(m_read, auth0Table, object, m_imported.place, takeOther);
            !done)
            return done;
        if (!m_read.clientId)
            return withoutId();
        m_client.enabled = true;
        m_access.take(ClientField::ClientId, m_client.clientId, m_read.clientId);
        for (const QString &property : std::as_const(unknown))
            m_imported.losses << unknownProperty(m_client.clientId, property);
        loseOfTokens(m_read.idToken, u"jwt_configuration"_s);
        loseOfTokens(m_read.refreshToken, u"refresh_token"_s);
        const bool isMachine = m_read.kind == u"non_interactive"_s;
        m_grantTypes = m_read.grantTypes.value_or(
            QStringList{isMachine ? u"client_credentials"_s : u"authorization_code"_s});
        if (isMachine)
            leaveOutUnusable();
        return readGrantTypes().transform([&] {
            readPlainFields();
            readScopes();
            readAuthentication();
        });
    }

private:
    Result<void> withoutId() const
    {
        if (!m_read.name)
            return std::unexpected(missing(m_imported.place, u"client_id"_s));
        return fail(Error::Kind::Rule,
                    FormatText::tr("\"%1\" has no client_id, which exports of Auth0's deploy CLI leave "
                                   "out. Export it by auth0 apps list --json.")
                        .arg(rules::shortened(*m_read.name)),
                    u"client_id"_s);
    }

    void loseOfTokens(const Json *tokens, const QString &property)
    {
        if (!tokens || !tokens->is_object())
            return;
        for (const auto &[name, value] : tokens->items()) {
            const bool isUsual = saysNothing(value) || value == "RS256" || value == "non-rotating";
            if (!isUsual && !std::ranges::contains(auth0KnownOfTokens, name))
                m_imported.losses << unknownProperty(m_client.clientId, json::member(property, name));
        }
    }

    /// Auth0 gives a machine both grants at first, and nobody comes back from a sign-in without a callback.
    void leaveOutUnusable()
    {
        const QString code = u"authorization_code"_s;
        const bool isUsable = !m_read.callbacks.value_or(QStringList()).isEmpty();
        if (isUsable || !m_grantTypes.contains(code) || !m_grantTypes.contains(u"client_credentials"_s))
            return;
        m_grantTypes.removeAll(code);
        m_grantTypes.removeAll(u"refresh_token"_s);
        m_imported.notes << FormatText::tr(
            "The grant type authorization_code is on, but without callbacks nobody "
            "can use it: taken as Client credentials alone.");
    }

    Result<void> readGrantTypes()
    {
        const auto named = m_imported.named;
        return m_access.takeGrantTypes(m_grantTypes, u"grant_types"_s).transform([&] {
            if (!m_read.grantTypes)
                m_imported.named = named;
        });
    }

    void readPlainFields()
    {
        m_access.takeTitle(m_read.name);
        m_access.take(ClientField::LogoUri, m_client.logoUri,
                      sound::address(m_access, m_read.logoUri, u"logo_uri"_s, ClientField::LogoUri));
        m_access.take(ClientField::Description, m_client.description,
                      sound::text(m_access, m_read.description, u"description"_s, rules::checkDescription));
        readOrigins();
        readLifetimes();
        sound::takeList(m_access, ClientField::LoginRedirects, m_client.loginRedirects, m_read.callbacks,
                        u"callbacks"_s, rules::checkExactRedirect);
        sound::takeList(m_access, ClientField::LogoutRedirects, m_client.logoutRedirects, m_read.logoutUrls,
                        u"allowed_logout_urls"_s, rules::checkExactRedirect);
        if (!m_read.isFirstParty || m_client.isMachineToMachine())
            return;
        m_client.requireConsent = m_client.allowRememberConsent =
            !*m_read.isFirstParty; // it always remembers
        m_imported.named << ClientField::RequireConsent << ClientField::AllowRememberConsent;
    }

    void readOrigins()
    {
        if (!m_read.allowedOrigins && !m_read.webOrigins)
            return;
        qsizetype said = 0;
        QString last;
        for (const auto &[origins, property] : {std::pair(&m_read.allowedOrigins, u"allowed_origins"_s),
                                                std::pair(&m_read.webOrigins, u"web_origins"_s)}) {
            const QStringList all = origins->value_or(QStringList());
            m_access.noteRepeated(all, property);
            m_client.allowedCorsOrigins << sound::list(m_access, all, property, rules::checkCorsOrigin);
            said += all.size();
            last = *origins ? property : last;
        }
        const bool isWhole = m_client.allowedCorsOrigins.size() == said;
        m_client.allowedCorsOrigins.removeDuplicates();
        m_access.nameList(ClientField::AllowedCorsOrigins, last, m_client.allowedCorsOrigins.size(), isWhole);
    }

    /// Auth0 has the lifetime of access tokens with each API.
    void readLifetimes()
    {
        m_client.idTokenLifetime = auth0Lifetime(m_read.idToken, "lifetime_in_seconds");
        const bool isEndless = m_read.refreshToken && m_read.refreshToken->is_object() &&
                               m_read.refreshToken->value("infinite_token_lifetime", Json()) == true;
        if (!isEndless)
            m_client.refreshTokenLifetime = auth0Lifetime(m_read.refreshToken, "token_lifetime");
        if (m_client.idTokenLifetime)
            m_imported.named << ClientField::IdTokenLifetime;
        if (m_client.refreshTokenLifetime)
            m_imported.named << ClientField::RefreshTokenLifetime;
    }

    /// The application itself names none, and those of a tenant's export are what it may do as itself.
    void readScopes()
    {
        QStringList granted;
        if (m_grantTypes.contains("client_credentials"_L1))
            granted = m_grants.value(m_client.clientId, m_grants.value(m_client.title));
        const bool isMachine = m_client.grantType == GrantType::ClientCredentials;
        const auto named = m_imported.named;
        m_access.takeScopes(isMachine ? granted : auth0UserScopes + granted, u"clientGrants"_s);
        if (granted.isEmpty())
            m_imported.named = named;
    }

    void readAuthentication()
    {
        const QString method = authenticationMethod();
        m_access.takeAuthentication(method);
        if (m_client.clientAuthentication == ClientAuthentication::PrivateKey) {
            m_access.lose(u"client_authentication_methods"_s,
                          FormatText::tr("The file names the keys and does not hold them. Add its public "
                                         "key on Keys."));
        }
        if (m_client.clientAuthentication != ClientAuthentication::Secret)
            return leaveSecret();
        if (m_read.clientSecret)
            return m_access.takeSecret(m_read.clientSecret->toUtf8(), {}, m_now, u"client_secret"_s);
        m_access.takeServersSecret(
            u"client_secret"_s,
            FormatText::tr("The file has none, so only the server knows it. To know it here, too, list the "
                           "applications by auth0 apps list --json --reveal-secrets."));
    }

    void leaveSecret()
    {
        if (!m_read.clientSecret.value_or(QString()).isEmpty())
            m_access.lose(u"client_secret"_s, FormatText::tr("Not taken: Auth0 does not ask for it."));
    }

    /// By its name in RFC 7591 2. Single-page and native applications have a client_secret that nobody asks
    /// them for.
    QString authenticationMethod() const
    {
        if (m_read.authMethods && m_read.authMethods->is_object() && !m_read.authMethods->empty())
            return json::toText(m_read.authMethods->begin().key());
        const bool isPublic = m_read.kind == u"spa"_s || m_read.kind == u"native"_s;
        return m_read.authMethod.value_or(isPublic ? u"none"_s : u"client_secret_post"_s);
    }

    ImportedClient &m_imported;
    ClientApplication &m_client;
    ImportedAccess m_access;
    const Auth0Grants &m_grants;
    QDateTime m_now;
    Auth0Application m_read;
    QStringList m_grantTypes;
};

}

Result<void> readAuth0Client(ImportedClient &imported, const Json &object, const Auth0Grants &grants,
                             const QDateTime &now)
{
    return Auth0ClientReader(imported, grants, now).read(object);
}

}
