#include "domain/formats/Rfc7591Reader.h"

#include "domain/DefaultResources.h"
#include "domain/RuleText.h"
#include "domain/SecretMaker.h"
#include "domain/formats/ImportedClients.h"
#include "domain/formats/SecretsInClear.h"

#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

struct Rfc7591ReaderText
{
    Q_DECLARE_TR_FUNCTIONS(Rfc7591ReaderText)
};

constexpr qint64 lastMoment = 253402300799; // 9999-12-31T23:59:59Z

QString implicitText()
{
    return Rfc7591ReaderText::tr(
        "asks for tokens in the address of a redirect, where others can read them (implicit, RFC 9700 "
        "2.1.2). Change the client application to authorization_code with PKCE, and the file with it.");
}

}

Result<void> Rfc7591Reader::read(const json::Json &object)
{
    QStringList unknown;
    auto metadata = Rfc7591Metadata::read(object, m_imported.place, unknown);
    if (metadata)
        m_metadata = *metadata;
    else
        return std::unexpected(metadata.error());
    if (!m_metadata.clientId)
        return std::unexpected(missing(m_imported.place, u"client_id"_s));

    m_client.enabled = true;
    readPlainFields();
    for (const QString &property : unknown)
        m_imported.losses << unknownProperty(m_client.clientId, property);
    if (const auto done = readGrantTypes().and_then([&] { return readResponseTypes(); }); !done)
        return done;
    readScope();
    readAuthMethod();
    return readSecret();
}

void Rfc7591Reader::lose(const QString &property, const QString &text)
{
    m_imported.losses << Loss{m_client.clientId, property, text};
}

std::unexpected<Error> Rfc7591Reader::refuse(const QString &property, const QString &text) const
{
    return fail(Error::Kind::Rule, json::member(m_imported.place, property.toStdString()) + u' ' + text,
                property);
}

template<typename T>
void Rfc7591Reader::name(ClientField field, T &member, const std::optional<T> &value)
{
    if (value) {
        member = *value;
        m_imported.named << field;
    }
}

void Rfc7591Reader::readPlainFields()
{
    name(ClientField::ClientId, m_client.clientId, m_metadata.clientId);
    name(ClientField::Title, m_client.title, m_metadata.clientName);
    name(ClientField::LogoUri, m_client.logoUri, m_metadata.logoUri);
    name(ClientField::RequirePkce, m_client.requirePkce, m_metadata.requirePkce);
    name(ClientField::LoginRedirects, m_client.loginRedirects, m_metadata.redirectUris);
    name(ClientField::LogoutRedirects, m_client.logoutRedirects, m_metadata.postLogoutRedirectUris);
    if (!m_metadata.consentTexts.isEmpty())
        name(ClientField::ConsentTexts, m_client.consentTexts, std::optional(m_metadata.consentTexts));
    const QString type = m_metadata.applicationType.value_or(u"web"_s);
    if (type != "web"_L1 && type != "native"_L1) {
        lose(u"application_type"_s,
             Rfc7591ReaderText::tr("\"%1\" is not kept: it follows from the redirects.")
                 .arg(rules::shortened(type)));
    }
}

Result<void> Rfc7591Reader::readGrantTypes()
{
    const QString property = u"grant_types"_s;
    const QStringList types = m_metadata.grantTypes.value_or(QStringList{u"authorization_code"_s});
    if (types.contains("implicit"_L1))
        return refuse(property, implicitText());
    const bool code = types.contains("authorization_code"_L1);
    const bool machine = types.contains("client_credentials"_L1);
    if (code && machine) {
        return refuse(property, Rfc7591ReaderText::tr(
                                    "holds both authorization_code and client_credentials, but a client "
                                    "application has one grant type. Make two of it in the file."));
    }
    if (!code && !machine) {
        return refuse(property, Rfc7591ReaderText::tr(
                                    "holds neither authorization_code nor client_credentials. Gatehouse has "
                                    "no other grant types: change the client application to one of them."));
    }
    m_client.grantType = machine ? GrantType::ClientCredentials : GrantType::AuthorizationCode;
    m_client.supportRefreshTokens = code && types.contains("refresh_token"_L1);
    if (m_metadata.grantTypes)
        m_imported.named << ClientField::GrantType << ClientField::SupportRefreshTokens;
    for (const QString &type : types) {
        if (!grantTypeByName(type) && (machine || type != "refresh_token"_L1)) {
            lose(property, Rfc7591ReaderText::tr("\"%1\" is not kept: it does not go with %2 in Gatehouse.")
                               .arg(rules::shortened(type), grantTypeLabel(m_client.grantType)));
        }
    }
    return {};
}

Result<void> Rfc7591Reader::readResponseTypes()
{
    const QString property = u"response_types"_s;
    for (const QString &type : m_metadata.responseTypes.value_or(QStringList())) {
        const QStringList parts = type.split(u' ', Qt::SkipEmptyParts);
        if (parts.contains("token"_L1) || parts.contains("id_token"_L1))
            return refuse(property, implicitText());
        if (isMachine() || type != "code"_L1) {
            lose(property, Rfc7591ReaderText::tr("\"%1\" is not kept: it does not go with %2 in Gatehouse.")
                               .arg(rules::shortened(type), grantTypeLabel(m_client.grantType)));
        }
    }
    return {};
}

void Rfc7591Reader::readScope()
{
    QStringList scopes = m_metadata.scope.value_or(QString()).split(u' ', Qt::SkipEmptyParts);
    scopes.removeDuplicates();
    if (isMachine()) {
        m_client.supportOpenId = false;
        m_client.supportApi = true;
        m_imported.named << ClientField::SupportOpenId << ClientField::SupportApi;
    }
    if (scopes.isEmpty()) {
        lose(u"scope"_s, Rfc7591ReaderText::tr(
                             "No scope is named, which to some servers means every scope. Gatehouse gives no "
                             "more than a new client application has: check its access."));
        return;
    }
    if (isMachine())
        readMachineScopes(scopes);
    else
        readUserScopes(scopes);
}

void Rfc7591Reader::readMachineScopes(const QStringList &scopes)
{
    m_imported.named << ClientField::ApiScopes;
    m_client.apiScopes.clear();
    for (const QString &scope : scopes) {
        if (isReservedScope(scope)) {
            lose(u"scope"_s,
                 Rfc7591ReaderText::tr(
                     "\"%1\" is not kept: it is about a user, and with Client credentials no user "
                     "takes part.")
                     .arg(scope));
        } else {
            m_client.apiScopes << scope;
        }
    }
}

void Rfc7591Reader::readUserScopes(const QStringList &scopes)
{
    m_client.supportOpenId = scopes.contains(openIdScope);
    m_imported.named << ClientField::SupportOpenId << ClientField::SupportApi;
    if (scopes.contains(offlineAccessScope)) {
        m_client.supportRefreshTokens = true;
        m_imported.named << ClientField::SupportRefreshTokens;
    }

    QStringList apiScopes;
    QStringList resources;
    for (const QString &scope : scopes) {
        if (!isReservedScope(scope)) {
            apiScopes << scope;
        } else if (isDefaultResource(scope)) {
            resources << scope;
            if (!m_client.supportOpenId)
                lose(u"scope"_s,
                     Rfc7591ReaderText::tr("\"%1\" is not kept: it needs openid in the scope.").arg(scope));
        }
    }
    m_client.supportApi = !m_client.supportOpenId || !apiScopes.isEmpty();
    m_imported.scopesMayBeResources = m_client.supportOpenId;
    if (m_client.supportOpenId)
        name(ClientField::DefaultResources, m_client.defaultResources, std::optional(resources));
    if (m_client.supportApi)
        name(ClientField::ApiScopes, m_client.apiScopes, std::optional(apiScopes));
}

void Rfc7591Reader::readAuthMethod()
{
    const QString property = u"token_endpoint_auth_method"_s;
    const QString method = m_metadata.tokenEndpointAuthMethod.value_or(u"client_secret_basic"_s);
    if (method == "client_secret_basic"_L1)
        return;
    if (method == "client_secret_post"_L1) {
        lose(property, Rfc7591ReaderText::tr(
                           "\"%1\" is not kept: Gatehouse exports client_secret_basic, which every client "
                           "library has (RFC 6749 2.3.1).")
                           .arg(method));
        return;
    }
    m_client.enabled = false;
    lose(property,
         Rfc7591ReaderText::tr(
             "\"%1\" is not kept, so a new client application comes in disabled: in Gatehouse each has "
             "a secret. Add one, hand it over, and enable it.")
             .arg(rules::shortened(method)));
}

Result<void> Rfc7591Reader::readSecret()
{
    const qint64 expiresAt = m_metadata.clientSecretExpiresAt.value_or(0);
    const QString expiresProperty = u"client_secret_expires_at"_s;
    if (expiresAt < 0 || expiresAt > lastMoment) {
        return std::unexpected(json::wrongValue(
            json::member(m_imported.place, expiresProperty.toStdString()),
            Rfc7591ReaderText::tr("seconds since 1970 up to the year 9999, or 0 for never")));
    }
    if (!m_metadata.clientSecret) {
        if (expiresAt != 0)
            lose(expiresProperty,
                 Rfc7591ReaderText::tr("Not kept, because the file has no client_secret that it is about."));
        return {};
    }
    const QByteArray secret = m_metadata.clientSecret->toUtf8();
    const QDateTime expires =
        expiresAt ? QDateTime::fromSecsSinceEpoch(expiresAt, QTimeZone::UTC) : QDateTime();
    const ClientSecret stored = storedSecret(secret, Rfc7591ReaderText::tr("Imported"), m_now, expires);
    if (const QString fault = takeInClear(m_imported, secret, stored.hash); !fault.isEmpty()) {
        lose(u"client_secret"_s, fault);
        return {};
    }
    m_client.secrets = {stored};
    m_imported.secretsAreBare = true;
    m_imported.named << ClientField::Secrets;
    return {};
}

}
