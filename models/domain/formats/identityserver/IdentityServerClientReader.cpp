#include "domain/formats/identityserver/IdentityServerClient.h"

#include "domain/DefaultResources.h"
#include "domain/formats/ConsentProperties.h"
#include "domain/formats/FormatText.h"
#include "domain/formats/ImportedAccess.h"
#include "domain/formats/ImportedClients.h"
#include "domain/formats/identityserver/IdentityServerSecrets.h"
#include "domain/rules/FieldRules.h"
#include "domain/rules/RuleText.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

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
        QStringList others; // which stay under Other settings
        const auto table = identityserver::clientTable(m_variant);
        if (const auto done = configuration::readRecord(m_read, table, object, m_imported.place, others);
            !done)
            return done;
        if (m_read.profile)
            return refuseProfile();
        if (!m_read.clientId)
            return std::unexpected(missing(m_imported.place, u"ClientId"_s));

        m_client.enabled = true;
        m_client.allowRememberConsent = true;
        readPlainFields();
        readAddresses();
        readLifetimes();
        return checkProtocol()
            .and_then([&] { return readAccess(); })
            .and_then([&] { return readSecrets(); })
            .and_then([&] { return readClaims(); })
            .and_then([&] { return readProperties(); })
            .transform([&] {
                m_imported.asItCame =
                    identityserver::asItCame(m_imported, object, m_secrets, m_variant, m_imported.losses);
            });
    }

private:
    Result<void> refuseProfile() const
    {
        return m_access.refuse(u"Profile"_s,
                               FormatText::tr("is \"%1\": the host (AddApiAuthorization) fills in the "
                                              "rest, which is not in the file. Add it by hand.")
                                   .arg(rules::shortened(*m_read.profile)));
    }

    void readPlainFields()
    {
        m_access.take(ClientField::ClientId, m_client.clientId, m_read.clientId);
        m_access.takeTitle(m_read.clientName);
        m_access.take(ClientField::Description, m_client.description, m_read.description);
        m_access.take(ClientField::Enabled, m_client.enabled, m_read.enabled);
        m_access.take(ClientField::RequirePkce, m_client.requirePkce, m_read.requirePkce);
        m_access.take(ClientField::RequireConsent, m_client.requireConsent, m_read.requireConsent);
        m_access.take(ClientField::AllowRememberConsent, m_client.allowRememberConsent,
                      m_read.allowRememberConsent);
        m_access.take(ClientField::IncludeUserInfoInToken, m_client.includeUserInfoInToken,
                      m_read.alwaysIncludeUserClaimsInIdToken);
        m_access.take(ClientField::LoginRedirects, m_client.loginRedirects, m_read.redirectUris);
        m_access.take(ClientField::LogoutRedirects, m_client.logoutRedirects, m_read.postLogoutRedirectUris);
    }

    void readAddresses()
    {
        takeAddress(ClientField::LogoUri, m_client.logoUri, u"LogoUri"_s, m_read.logoUri);
        takeAddress(ClientField::ClientUri, m_client.clientUri, u"ClientUri"_s, m_read.clientUri);
        std::optional<QStringList> origins = m_read.allowedCorsOrigins;
        for (const QString &origin : m_read.allowedCorsOrigins.value_or(QStringList())) {
            if (!rules::isStructural(rules::checkCorsOrigin(origin)))
                continue;
            origins->removeAll(origin);
            tellOfOther(u"AllowedCorsOrigins"_s, origin);
        }
        m_access.take(ClientField::AllowedCorsOrigins, m_client.allowedCorsOrigins, origins);
    }

    /// No server fails for an address that it shows, so that the client application comes in without it.
    void takeAddress(ClientField field, QString &member, const QString &property,
                     const std::optional<QString> &address)
    {
        const bool isUsable =
            !rules::isStructural(rules::checkWebAddress(fieldLabel(field), address.value_or(QString())));
        if (isUsable)
            m_access.take(field, member, address);
        else
            tellOfOther(property, *address);
    }

    void readLifetimes()
    {
        takeLifetime(ClientField::AccessTokenLifetime, m_client.accessTokenLifetime, u"AccessTokenLifetime"_s,
                     m_read.accessTokenLifetime);
        takeLifetime(ClientField::IdTokenLifetime, m_client.idTokenLifetime, u"IdentityTokenLifetime"_s,
                     m_read.identityTokenLifetime);
        // the sliding one is how much longer each use makes it
        takeLifetime(ClientField::RefreshTokenLifetime, m_client.refreshTokenLifetime,
                     u"AbsoluteRefreshTokenLifetime"_s, m_read.absoluteRefreshTokenLifetime);
    }

    void takeLifetime(ClientField field, std::optional<int> &member, const QString &property,
                      const std::optional<qint64> &seconds)
    {
        if (!seconds)
            return;
        const bool isNumber = *seconds > 0 && *seconds <= std::numeric_limits<int>::max();
        if (!isNumber || rules::hasError(rules::checkLifetime(property, int(*seconds))))
            return tellOfOther(property, QString::number(*seconds));
        member = int(*seconds);
        m_imported.named << field;
    }

    void tellOfOther(const QString &property, const QString &value)
    {
        m_imported.notes << FormatText::tr("%1 \"%2\" goes into no field, and stays under Other settings.")
                                .arg(property, rules::shortened(value));
    }

    Result<void> checkProtocol()
    {
        const QString protocol = m_read.protocolType.value_or(u"oidc"_s);
        if (protocol == "oidc"_L1)
            return {};
        return m_access.refuseKind(u"ProtocolType"_s,
                                   FormatText::tr("is \"%1\", but Gatehouse has client applications of "
                                                  "OAuth 2.0 and OpenID Connect only.")
                                       .arg(rules::shortened(protocol)));
    }

    Result<void> readAccess()
    {
        const QString property = u"AllowedGrantTypes"_s;
        const QStringList types = m_read.allowedGrantTypes.value_or(QStringList());
        if (types == QStringList{u"hybrid"_s}) // response type `code id_token`: OpenID Connect Core 1.0, 3.3
            return m_access.refuseImplicit(property, types.first());
        if (const auto done = m_access.takeGrantTypes(types, property); !done)
            return done;

        std::optional<QStringList> scopes = m_read.allowedScopes;
        if (scopes && scopes->removeAll(offlineAccessScope) && !m_read.allowOfflineAccess.value_or(false)) {
            m_imported.notes << FormatText::tr("\"%1\" in AllowedScopes means nothing: IdentityServer "
                                               "gives refresh tokens by AllowOfflineAccess, which is not "
                                               "on.")
                                    .arg(offlineAccessScope);
        }
        m_access.takeAllScopes(scopes, u"AllowedScopes"_s);
        m_imported.named.remove(ClientField::SupportRefreshTokens);
        m_access.take(ClientField::SupportRefreshTokens, m_client.supportRefreshTokens,
                      m_read.allowOfflineAccess);
        return {};
    }

    Result<void> readSecrets()
    {
        if (m_read.requireClientSecret) {
            const bool isPublic = !*m_read.requireClientSecret && !isMachine();
            m_access.takeAuthentication(isPublic ? u"none"_s : u"client_secret_basic"_s);
        }
        return identityserver::readSecrets(m_imported, m_read.clientSecrets, m_variant, m_now)
            .transform([&](const Json &secrets) {
                m_secrets = secrets;
                if (isMachine() && !m_read.requireClientSecret.value_or(true) && m_client.secrets.isEmpty())
                    tellOfSecretlessMachine();
            });
    }

    void tellOfSecretlessMachine()
    {
        m_access.lose(u"RequireClientSecret"_s,
                      FormatText::tr("That it needs no secret is not taken: with Client credentials "
                                     "everybody could be it (RFC 6749 4.4). Add a secret, hand it over, and "
                                     "enable it."));
    }

    Result<void> readClaims()
    {
        if (!m_read.claims)
            return {};
        return configuration::eachChild(
            *m_read.claims, json::member(m_imported.place, m_variant.claims),
            [&](const Json &object, const QString &place) { return readClaim(object, place); });
    }

    /// Those that are not its Identity stay under Other settings.
    Result<void> readClaim(const Json &object, const QString &place)
    {
        identityserver::Claim claim;
        QStringList others;
        if (const auto done =
                configuration::readRecord(claim, identityserver::claimTable, object, place, others);
            !done)
            return done;
        // with any prefix `sub` comes into tokens as another claim
        const bool isBare = m_read.clientClaimsPrefix && m_read.clientClaimsPrefix->isEmpty();
        const bool actsAsItself = m_client.usesClientCredentials() && !m_client.isPublic();
        if (actsAsItself && isBare && claim.type == u"sub"_s &&
            !m_imported.named.contains(ClientField::Identity))
            takeIdentity(claim.value.value_or(QString()));
        return {};
    }

    /// A user of that ID is made where there is none, see IdentityServerReader.
    void takeIdentity(const QString &userId)
    {
        if (!rules::hasError(rules::checkUserId(userId)))
            m_access.take(ClientField::Identity, m_client.identity, std::optional(userId));
        else if (!userId.isEmpty())
            tellOfOther(json::member(QString::fromLatin1(m_variant.claims), "sub"), userId);
    }

    /// Others than ours mean nothing to IdentityServer, and stay under Other settings.
    Result<void> readProperties()
    {
        if (!m_read.properties)
            return {};
        identityserver::OwnProperties own;
        ConsentProperties consent(json::Dialect::Configuration);
        const auto takeOther = [&](const std::string &name, const Json &value, const QString &place) {
            return value.is_null() ? Result<void>() : consent.take(name, value, place).transform([](bool) {});
        };
        const QString place = json::member(m_imported.place, "Properties");
        return json::readRecord(own, identityserver::ownPropertyTable, *m_read.properties, place, takeOther,
                                json::Dialect::Configuration)
            .transform([&] {
                takeProperties(own);
                if (!consent.texts().isEmpty())
                    m_access.take(ClientField::ConsentTexts, m_client.consentTexts,
                                  std::optional(consent.texts()));
            });
    }

    void takeProperties(const identityserver::OwnProperties &own)
    {
        const auto nameOf = [](const char *name) { return json::member(u"Properties"_s, name); };
        takeAddress(ClientField::PolicyUri, m_client.policyUri, nameOf(policyProperty), own.policyUri);
        takeAddress(ClientField::TosUri, m_client.tosUri, nameOf(tosProperty), own.tosUri);
        if (own.contacts)
            m_access.take(ClientField::Contacts, m_client.contacts,
                          std::optional(own.contacts->split(u'\n', Qt::SkipEmptyParts)));
    }

    bool isMachine() const { return m_client.grantType == GrantType::ClientCredentials; }

    const IdentityServerVariant &m_variant;
    ImportedClient &m_imported;
    ClientApplication &m_client;
    ImportedAccess m_access;
    QDateTime m_now;
    identityserver::Client m_read;
    Json m_secrets; ///< as they came
};

}

Result<void> readIdentityServerClient(ImportedClient &imported, const Json &object,
                                      const IdentityServerVariant &variant, const QDateTime &now)
{
    return IdentityServerClientReader(variant, imported, now).read(object);
}

}
