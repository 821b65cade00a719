#include "domain/formats/identityserver/IdentityServerClientReader.h"

#include "domain/DefaultResources.h"
#include "domain/formats/ConsentProperties.h"
#include "domain/formats/ImportedClients.h"
#include "domain/formats/identityserver/ConfigurationRecord.h"
#include "domain/formats/identityserver/IdentityServerSecrets.h"
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
constexpr std::array claimTable{
    configuration::Property<Claim>{"Type", &Claim::type},
    configuration::Property<Claim>{"Value", &Claim::value},
};

}

Result<void> IdentityServerClientReader::read(const Json &object)
{
    QStringList unknown;
    const auto read = IdentityServerClient::read(m_variant, object, m_imported.place, unknown);
    if (!read)
        return std::unexpected(read.error());
    m_read = *read;
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

template<typename T>
void IdentityServerClientReader::name(ClientField field, T &member, const std::optional<T> &value)
{
    if (value) {
        member = *value;
        m_imported.named << field;
    }
}

void IdentityServerClientReader::readPlainFields()
{
    name(ClientField::ClientId, m_client.clientId, m_read.clientId);
    name(ClientField::Title, m_client.title, m_read.clientName);
    name(ClientField::Enabled, m_client.enabled, m_read.enabled);
    name(ClientField::RequirePkce, m_client.requirePkce, m_read.requirePkce);
    name(ClientField::RequireConsent, m_client.requireConsent, m_read.requireConsent);
    name(ClientField::AllowRememberConsent, m_client.allowRememberConsent, m_read.allowRememberConsent);
    name(ClientField::IncludeUserInfoInToken, m_client.includeUserInfoInToken,
         m_read.alwaysIncludeUserClaimsInIdToken);
    name(ClientField::LogoUri, m_client.logoUri, m_read.logoUri);
    name(ClientField::LoginRedirects, m_client.loginRedirects, m_read.redirectUris);
    name(ClientField::LogoutRedirects, m_client.logoutRedirects, m_read.postLogoutRedirectUris);
}

Result<void> IdentityServerClientReader::checkProtocol()
{
    const QString protocol = m_read.protocolType.value_or(u"oidc"_s);
    if (protocol == "oidc"_L1)
        return {};
    return m_access.refuse(u"ProtocolType"_s,
                           ClientReaderText::tr("is \"%1\", but Gatehouse has client applications of "
                                                "OAuth 2.0 and OpenID Connect only.")
                               .arg(rules::shortened(protocol)));
}

Result<void> IdentityServerClientReader::readAccess()
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
    name(ClientField::SupportRefreshTokens, m_client.supportRefreshTokens, m_read.allowOfflineAccess);
    return {};
}

void IdentityServerClientReader::readPublic()
{
    if (m_read.requireClientSecret.value_or(true))
        return;
    if (m_client.enabled) // what the file disables stays disabled
        m_imported.named.remove(ClientField::Enabled);
    m_client.enabled = false;
    m_access.lose(
        u"RequireClientSecret"_s,
        ClientReaderText::tr("That it needs no secret is not kept, so a new client application comes in "
                             "disabled: in Gatehouse each has a secret. Add one, hand it over, and enable "
                             "it."));
}

Result<void> IdentityServerClientReader::readClaims()
{
    if (m_read.clientClaimsPrefix && !m_read.clientClaimsPrefix->isEmpty())
        m_imported.losses << unknownProperty(m_client.clientId, u"ClientClaimsPrefix"_s);
    if (!m_read.claims)
        return {};
    const QString section = json::member(m_imported.place, m_variant.claims);
    if (!m_read.claims->is_array())
        return std::unexpected(json::wrongType(*m_read.claims, section, ClientReaderText::tr("an array")));
    Result<void> done;
    for (std::size_t index = 0; done && index < m_read.claims->size(); ++index) {
        done = readClaim((*m_read.claims)[index], json::element(section, index),
                         json::element(QString::fromLatin1(m_variant.claims), index));
    }
    return done;
}

Result<void> IdentityServerClientReader::readClaim(const Json &object, const QString &place,
                                                   const QString &property)
{
    if (!object.is_object())
        return std::unexpected(notAnObject(object, place));
    QStringList unknown;
    const auto claim = configuration::read(claimTable, object, place, unknown);
    if (!claim)
        return std::unexpected(claim.error());
    for (const QString &name : std::as_const(unknown))
        m_imported.losses << unknownProperty(m_client.clientId, property + u'.' + name);
    // with any prefix `sub` comes into tokens as another claim
    const bool isBare = m_read.clientClaimsPrefix && m_read.clientClaimsPrefix->isEmpty();
    if (m_client.isMachineToMachine() && isBare && claim->type == u"sub"_s && claim->value &&
        !m_imported.named.contains(ClientField::Identity)) {
        name(ClientField::Identity, m_client.identity, claim->value);
        return {};
    }
    m_access.lose(
        property,
        ClientReaderText::tr("Claim \"%1\" is not kept: of its own claims a client application has only its "
                             "Identity in Gatehouse, which is the claim sub with Client credentials and an "
                             "empty ClientClaimsPrefix.")
            .arg(rules::shortened(claim->type.value_or(QString()))));
    return {};
}

Result<void> IdentityServerClientReader::readProperties()
{
    if (!m_read.properties)
        return {};
    const QString place = json::member(m_imported.place, "Properties");
    if (!m_read.properties->is_object())
        return std::unexpected(notAnObject(*m_read.properties, place));
    ConsentProperties consent;
    for (const auto &[name, value] : m_read.properties->items()) {
        const auto taken = consent.take(name, value, json::member(place, name));
        if (!taken)
            return std::unexpected(taken.error());
        if (!*taken)
            m_imported.losses << unknownProperty(m_client.clientId, json::member(u"Properties"_s, name));
    }
    if (!consent.texts().isEmpty())
        name(ClientField::ConsentTexts, m_client.consentTexts, std::optional(consent.texts()));
    return {};
}

}
