#include "domain/formats/identityserver/IdentityServer.h"

#include "domain/DefaultResources.h"
#include "domain/formats/ConsentProperties.h"
#include "domain/formats/ImportedAccess.h"
#include "domain/formats/ImportedClients.h"
#include "domain/formats/identityserver/Configuration.h"
#include "domain/rules/RuleText.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

struct ClientReaderText
{
    Q_DECLARE_TR_FUNCTIONS(IdentityServerClientReader)
};

struct Claim
{
    std::optional<QString> type;
    std::optional<QString> value;
};
constexpr std::tuple claimTable{
    json::Property{"Type", &Claim::type},
    json::Property{"Value", &Claim::value},
};

/// The properties of a client of IdentityServer (Duende.IdentityServer.Models.Client) that we know, as they
/// stand in the file.
struct IdentityServerClient
{
    std::optional<QString> clientId;
    std::optional<QString> clientName;
    std::optional<QString> protocolType;
    std::optional<bool> enabled;
    std::optional<bool> requireClientSecret;
    std::optional<QStringList> allowedGrantTypes;
    std::optional<QStringList> allowedScopes;
    std::optional<bool> allowOfflineAccess;
    std::optional<bool> requirePkce;
    std::optional<bool> requireConsent;
    std::optional<bool> allowRememberConsent;
    std::optional<bool> alwaysIncludeUserClaimsInIdToken;
    std::optional<QString> logoUri;
    std::optional<QStringList> redirectUris;
    std::optional<QStringList> postLogoutRedirectUris;
    std::optional<QString> clientClaimsPrefix;
    std::optional<QString> profile;            ///< of Microsoft's template, not of IdentityServer
    const json::Json *clientSecrets = nullptr; ///< into the document, as the next two
    const json::Json *claims = nullptr;
    const json::Json *properties = nullptr;
};

auto clientTable(const IdentityServerVariant &variant)
{
    using configuration::readTexts;
    using json::Property;
    using json::PropertyBy;
    using json::readFlag;
    using Client = IdentityServerClient;
    return std::tuple{
        Property{"ClientId", &Client::clientId},
        Property{"ClientName", &Client::clientName},
        Property{"ProtocolType", &Client::protocolType},
        PropertyBy{"Enabled", &Client::enabled, readFlag},
        PropertyBy{"RequireClientSecret", &Client::requireClientSecret, readFlag},
        PropertyBy{"AllowedGrantTypes", &Client::allowedGrantTypes, readTexts},
        PropertyBy{"AllowedScopes", &Client::allowedScopes, readTexts},
        PropertyBy{"AllowOfflineAccess", &Client::allowOfflineAccess, readFlag},
        PropertyBy{"RequirePkce", &Client::requirePkce, readFlag},
        PropertyBy{"RequireConsent", &Client::requireConsent, readFlag},
        PropertyBy{"AllowRememberConsent", &Client::allowRememberConsent, readFlag},
        PropertyBy{"AlwaysIncludeUserClaimsInIdToken", &Client::alwaysIncludeUserClaimsInIdToken, readFlag},
        Property{"LogoUri", &Client::logoUri},
        PropertyBy{"RedirectUris", &Client::redirectUris, readTexts},
        PropertyBy{"PostLogoutRedirectUris", &Client::postLogoutRedirectUris, readTexts},
        Property{"ClientClaimsPrefix", &Client::clientClaimsPrefix},
        Property{"Profile", &Client::profile},
        Property{"ClientSecrets", &Client::clientSecrets},
        Property{variant.claims, &Client::claims},
        Property{"Properties", &Client::properties},
    };
}

/// Turns one client of IdentityServer into ours. What the file leaves out has IdentityServer's default value
/// in a new client application, and is left alone in one that exists.
class IdentityServerClientReader
{
public:
    IdentityServerClientReader(const IdentityServerVariant &variant, ImportedClient &imported,
                               const QDateTime &now)
        : m_variant(variant), m_imported(imported), m_client(imported.client), m_access(imported), m_now(now)
    {
    }

    /// The error is the refusal of the client.
    Result<void> read(const Json &object)
    {
        QStringList unknown;
        if (const auto done =
                configuration::readRecord(m_read, clientTable(m_variant), object, m_imported.place, unknown);
            !done)
            return done;
        if (m_read.profile)
            return refuseProfile();
        if (!m_read.clientId)
            return std::unexpected(missing(m_imported.place, u"ClientId"_s));

        m_client.enabled = true;
        m_client.allowRememberConsent = true;
        readPlainFields();
        for (const QString &property : unknown)
            m_imported.losses << unknownProperty(m_client.clientId, property);
        return checkProtocol()
            .and_then([&] { return readAccess(); })
            .and_then(
                [&] { return readIdentityServerSecrets(m_imported, m_read.clientSecrets, m_variant, m_now); })
            .and_then([&] { return readClaims(); })
            .and_then([&] { return readProperties(); })
            .transform([&] { readPublic(); });
    }

private:
    Result<void> refuseProfile() const
    {
        return m_access.refuse(u"Profile"_s,
                               ClientReaderText::tr("is \"%1\": the host (AddApiAuthorization) fills in the "
                                                    "rest, which is not in the file. Add it by hand.")
                                   .arg(rules::shortened(*m_read.profile)));
    }

    void readPlainFields()
    {
        m_access.take(ClientField::ClientId, m_client.clientId, m_read.clientId);
        m_access.take(ClientField::Title, m_client.title, m_read.clientName);
        m_access.take(ClientField::Enabled, m_client.enabled, m_read.enabled);
        m_access.take(ClientField::RequirePkce, m_client.requirePkce, m_read.requirePkce);
        m_access.take(ClientField::RequireConsent, m_client.requireConsent, m_read.requireConsent);
        m_access.take(ClientField::AllowRememberConsent, m_client.allowRememberConsent,
                      m_read.allowRememberConsent);
        m_access.take(ClientField::IncludeUserInfoInToken, m_client.includeUserInfoInToken,
                      m_read.alwaysIncludeUserClaimsInIdToken);
        m_access.take(ClientField::LogoUri, m_client.logoUri, m_read.logoUri);
        m_access.take(ClientField::LoginRedirects, m_client.loginRedirects, m_read.redirectUris);
        m_access.take(ClientField::LogoutRedirects, m_client.logoutRedirects, m_read.postLogoutRedirectUris);
    }

    Result<void> checkProtocol()
    {
        const QString protocol = m_read.protocolType.value_or(u"oidc"_s);
        if (protocol == "oidc"_L1)
            return {};
        return m_access.refuse(u"ProtocolType"_s,
                               ClientReaderText::tr("is \"%1\", but Gatehouse has client applications of "
                                                    "OAuth 2.0 and OpenID Connect only.")
                                   .arg(rules::shortened(protocol)));
    }

    Result<void> readAccess()
    {
        const QString property = u"AllowedGrantTypes"_s;
        const QStringList types = m_read.allowedGrantTypes.value_or(QStringList());
        if (types.contains("hybrid"_L1)) // response type `code id_token`: OpenID Connect Core 1.0, 3.3
            return m_access.refuseImplicit(property);
        if (const auto done = m_access.takeGrantTypes(types, property); !done)
            return done;

        std::optional<QStringList> scopes = m_read.allowedScopes;
        if (scopes && scopes->removeAll(offlineAccessScope) && !m_read.allowOfflineAccess.value_or(false)) {
            m_access.lose(u"AllowedScopes"_s,
                          ClientReaderText::tr("\"%1\" is not kept: IdentityServer gives refresh tokens by "
                                               "AllowOfflineAccess, which is not on.")
                              .arg(offlineAccessScope));
        }
        m_access.takeAllScopes(scopes, u"AllowedScopes"_s);
        m_imported.named.remove(ClientField::SupportRefreshTokens);
        m_access.take(ClientField::SupportRefreshTokens, m_client.supportRefreshTokens,
                      m_read.allowOfflineAccess);
        return {};
    }

    void readPublic()
    {
        if (m_read.requireClientSecret.value_or(true))
            return;
        m_access.disable(u"RequireClientSecret"_s,
                         ClientReaderText::tr(
                             "That it needs no secret is not kept, so a new client application comes in "
                             "disabled: in Gatehouse each has a secret. Add one, hand it over, and enable "
                             "it."));
    }

    Result<void> readClaims()
    {
        if (m_read.clientClaimsPrefix && !m_read.clientClaimsPrefix->isEmpty())
            m_imported.losses << unknownProperty(m_client.clientId, u"ClientClaimsPrefix"_s);
        if (!m_read.claims)
            return {};
        std::size_t index = 0;
        return configuration::eachChild(
            *m_read.claims, json::member(m_imported.place, m_variant.claims),
            [&](const Json &object, const QString &place) {
                return readClaim(object, place,
                                 json::element(QString::fromLatin1(m_variant.claims), index++));
            });
    }

    Result<void> readClaim(const Json &object, const QString &place, const QString &property)
    {
        Claim claim;
        QStringList unknown;
        if (const auto done = configuration::readRecord(claim, claimTable, object, place, unknown); !done)
            return done;
        for (const QString &name : std::as_const(unknown))
            m_imported.losses << unknownProperty(m_client.clientId, property + u'.' + name);
        // with any prefix `sub` comes into tokens as another claim
        const bool isBare = m_read.clientClaimsPrefix && m_read.clientClaimsPrefix->isEmpty();
        if (m_client.isMachineToMachine() && isBare && claim.type == u"sub"_s && claim.value &&
            !m_imported.named.contains(ClientField::Identity)) {
            m_access.take(ClientField::Identity, m_client.identity, claim.value);
            return {};
        }
        m_access.lose(property,
                      ClientReaderText::tr(
                          "Claim \"%1\" is not kept: of its own claims a client application has only its "
                          "Identity in Gatehouse, which is the claim sub with Client credentials and an "
                          "empty ClientClaimsPrefix.")
                          .arg(rules::shortened(claim.type.value_or(QString()))));
        return {};
    }

    Result<void> readProperties()
    {
        if (!m_read.properties)
            return {};
        ConsentProperties consent;
        const auto takeOne = [&](const std::string &name, const Json &value, const QString &place) {
            return consent.take(name, value, place).transform([&](bool isTaken) {
                if (!isTaken)
                    m_imported.losses
                        << unknownProperty(m_client.clientId, json::member(u"Properties"_s, name));
            });
        };
        return json::eachMember(*m_read.properties, json::member(m_imported.place, "Properties"), takeOne)
            .transform([&] {
                if (!consent.texts().isEmpty())
                    m_access.take(ClientField::ConsentTexts, m_client.consentTexts,
                                  std::optional(consent.texts()));
            });
    }

    const IdentityServerVariant &m_variant;
    ImportedClient &m_imported;
    ClientApplication &m_client;
    ImportedAccess m_access;
    QDateTime m_now;
    IdentityServerClient m_read;
};

}

Result<void> readIdentityServerClient(ImportedClient &imported, const Json &object,
                                      const IdentityServerVariant &variant, const QDateTime &now)
{
    return IdentityServerClientReader(variant, imported, now).read(object);
}

}
