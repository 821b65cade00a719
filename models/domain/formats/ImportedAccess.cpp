#include "domain/formats/ImportedAccess.h"

#include "domain/DefaultResources.h"
#include "domain/SecretMaker.h"
#include "domain/formats/FormatText.h"
#include "domain/formats/SecretsInClear.h"
#include "domain/rules/JsonWebKey.h"
#include "domain/rules/RuleText.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace gatehouse {

json::Json certificateAlone(const QString &text)
{
    static const QRegularExpression armour(u"-----[A-Z ]+-----|\\s+"_s);
    json::Json key = json::Json::object();
    key["x5c"] = json::Json::array({json::fromText(QString(text).remove(armour))});
    return key;
}

void ImportedAccess::disable(const QString &property, const QString &text)
{
    if (m_client.enabled) // what the file disables stays disabled
        m_imported.named.remove(ClientField::Enabled);
    m_client.enabled = false;
    lose(property, text);
}

void ImportedAccess::takeTitle(const std::optional<QString> &title)
{
    if (title && !title->isEmpty())
        take(ClientField::Title, m_client.title, title);
}

void ImportedAccess::nameList(ClientField field, const QString &property, qsizetype rest, bool isWhole)
{
    if (isWhole) {
        m_imported.named << field;
        return;
    }
    QStringList texts{FormatText::tr("Where the client application is here already, it keeps its own.")};
    if (rest > 0) {
        texts << FormatText::tr("The other %n of the file are not added to them, but to a new one. Add them "
                                "where they are needed.",
                                nullptr, int(rest));
    }
    lose(property, texts.join(u' '));
}

void ImportedAccess::noteRepeated(const QStringList &said, const QString &property)
{
    QStringList repeated;
    QSet<QString> seen;
    for (const QString &value : said) {
        if (seen.contains(value))
            repeated << value;
        seen << value;
    }
    repeated.removeDuplicates();
    if (repeated.isEmpty())
        return;
    m_imported.notes << FormatText::tr("%1 has more than once, which is taken as once: %2.")
                            .arg(property, rules::shortened(repeated.join(", "_L1)));
}

void ImportedAccess::lose(const QString &property, const QString &text)
{
    m_imported.losses << Loss{m_client.clientId, property, text};
}

std::unexpected<Error> ImportedAccess::refuse(const QString &property, const QString &text) const
{
    return fail(Error::Kind::Rule, json::member(m_imported.place, property.toStdString()) + u' ' + text,
                property);
}

std::unexpected<Error> ImportedAccess::refuseKind(const QString &property, const QString &text)
{
    m_imported.isOfOtherKind = true;
    return refuse(property, text);
}

std::unexpected<Error> ImportedAccess::refuseImplicit(const QString &property, const QString &flow) const
{
    return refuse(
        property,
        FormatText::tr("asks for tokens in the address of a redirect, where others can read them (%1, "
                       "RFC 9700 2.1.2). Change the client application to authorization_code with PKCE, and "
                       "the file with it.")
            .arg(flow));
}

Result<void> ImportedAccess::takeGrantTypes(const QStringList &types, const QString &property)
{
    const bool code = types.contains("authorization_code"_L1);
    const bool machine = types.contains("client_credentials"_L1);
    if (!code && !machine) {
        if (types.contains("implicit"_L1))
            return refuseImplicit(property);
        return refuse(property,
                      FormatText::tr("holds neither authorization_code nor client_credentials. Gatehouse has "
                                     "no other grant types: change the client application to one of them."));
    }
    m_client.grantType = code ? GrantType::AuthorizationCode : GrantType::ClientCredentials;
    m_client.alsoClientCredentials = machine;
    m_client.supportRefreshTokens = code && types.contains("refresh_token"_L1);
    m_imported.named << ClientField::GrantType << ClientField::AlsoClientCredentials
                     << ClientField::SupportRefreshTokens;
    for (const QString &type : types) {
        if (!grantTypeByName(type) && (!code || type != "refresh_token"_L1))
            tellOfOtherGrant(type, property);
    }
    return {};
}

void ImportedAccess::tellOfOtherGrant(const QString &type, const QString &property)
{
    const QStringList parts = type.split(u' '); // `code id_token` is a response type
    const bool isInAddress =
        type == "implicit"_L1 || parts.contains("token"_L1) || parts.contains("id_token"_L1);
    const QString reason = isInAddress             ? u" (RFC 9700 2.1.2)"_s
                           : type == "password"_L1 ? u" (RFC 9700 2.4)"_s
                                                   : QString();
    lose(property, FormatText::tr("\"%1\" has no field: it is beside %2, a risk%3. Take it away on the "
                                  "server unless it is needed.")
                       .arg(rules::shortened(type), grantTypeLabel(m_client.grantType), reason));
}

void ImportedAccess::takeAuthentication(const QString &method)
{
    m_imported.named << ClientField::ClientAuthentication << ClientField::TokenEndpointAuthMethod;
    m_client.tokenEndpointAuthMethod.clear();
    if (method == "client_secret_basic"_L1 || method == "client_secret_post"_L1)
        m_client.clientAuthentication = ClientAuthentication::Secret;
    else if (method == "private_key_jwt"_L1)
        m_client.clientAuthentication = ClientAuthentication::PrivateKey;
    else
        m_client.clientAuthentication =
            method == "none"_L1 ? ClientAuthentication::None : ClientAuthentication::Other;
    const bool isUsual =
        method == "client_secret_basic"_L1 || method == "private_key_jwt"_L1 || method == "none"_L1;
    if (!isUsual)
        m_client.tokenEndpointAuthMethod = method;
}

void ImportedAccess::takeKeys(const json::Json &keys, const QString &property)
{
    m_client.keys.clear();
    bool isWhole = true;
    for (json::Json key : keys) {
        if (!key.is_object()) {
            isWhole = false;
            lose(property, FormatText::tr("One of the keys is no JSON Web Key, and is left out."));
            continue;
        }
        bool isPrivate = false;
        for (auto member = key.begin(); member != key.end();) {
            const bool isSecret = rules::isPrivateMember(member.key());
            isPrivate = isPrivate || isSecret;
            member = isSecret ? key.erase(member) : std::next(member);
        }
        if (isPrivate) {
            lose(property, FormatText::tr("The file holds the private part of a key, which is not taken: "
                                          "nobody but the client application may have it. Make a new "
                                          "key, and keep its private part there."));
        }
        m_client.keys << json::compactText(key);
    }
    nameList(ClientField::Keys, property, m_client.keys.size(), isWhole);
}

void ImportedAccess::takeScopes(const QStringList &scopes, const QString &property)
{
    if (!scopes.isEmpty())
        return distribute(scopes, property);
    if (isMachine())
        supportApiAlone();
    lose(property,
         FormatText::tr("No scope is named, which to some servers means every scope. Gatehouse gives no "
                        "more than a new client application has: check its access."));
}

void ImportedAccess::takeAllScopes(const std::optional<QStringList> &scopes, const QString &property)
{
    const QSet<ClientField> named = m_imported.named;
    distribute(scopes.value_or(QStringList()), property);
    if (!scopes) {
        m_imported.named = named;
        if (isMachine())
            supportApiAlone(); // which follows from the grant type
    }
    if (!scopes || scopes->isEmpty()) {
        lose(property, FormatText::tr("No scope is named, so it may do nothing. Choose API scopes or "
                                      "OpenID Connect, and enable it."));
    }
}

void ImportedAccess::distribute(QStringList scopes, const QString &property)
{
    noteRepeated(scopes, property);
    scopes.removeDuplicates();
    m_imported.scopesMayBeResources = true;
    if (!isMachine())
        return takeUserScopes(scopes, property);
    supportApiAlone();
    takeMachineScopes(scopes, property);
}

void ImportedAccess::supportApiAlone()
{
    m_client.supportOpenId = false;
    m_client.supportApi = true;
    m_imported.named << ClientField::SupportOpenId << ClientField::SupportApi;
}

void ImportedAccess::takeMachineScopes(const QStringList &scopes, const QString &property)
{
    m_imported.named << ClientField::ApiScopes;
    m_client.apiScopes.clear();
    for (const QString &scope : scopes) {
        if (isReservedScope(scope)) {
            lose(property,
                 FormatText::tr(
                     "\"%1\" does not apply: it is about a user, and with Client credentials no user "
                     "takes part.")
                     .arg(scope));
        } else {
            m_client.apiScopes << scope;
        }
    }
}

void ImportedAccess::takeUserScopes(const QStringList &scopes, const QString &property)
{
    m_client.supportOpenId = scopes.contains(openIdScope);
    m_imported.named << ClientField::SupportOpenId << ClientField::SupportApi;
    if (scopes.contains(offlineAccessScope) && !m_client.supportRefreshTokens) {
        lose(property, FormatText::tr("\"%1\" does not apply: the client application may not use the grant "
                                      "type refresh_token.")
                           .arg(offlineAccessScope));
    }

    QStringList apiScopes;
    QStringList resources;
    for (const QString &scope : scopes) {
        if (!isReservedScope(scope)) {
            apiScopes << scope;
        } else if (isDefaultResource(scope)) {
            resources << scope;
            if (!m_client.supportOpenId)
                lose(property,
                     FormatText::tr("\"%1\" does not apply: it needs openid in the scope.").arg(scope));
        }
    }
    m_client.supportApi = !m_client.supportOpenId || !apiScopes.isEmpty();
    if (m_client.supportOpenId)
        m_client.defaultResources = resources, m_imported.named << ClientField::DefaultResources;
    if (m_client.supportApi)
        m_client.apiScopes = apiScopes, m_imported.named << ClientField::ApiScopes;
}

void ImportedAccess::takeSecret(const QByteArray &secret, const QDateTime &expires, const QDateTime &now,
                                const QString &property)
{
    const ClientSecret stored = storedSecret(secret, FormatText::tr("Imported"), now, expires);
    const TakenSecret taken = takeInClear(m_imported, secret, stored.hash);
    if (taken.isServers)
        return takeServersSecret(property, taken.text);
    if (!taken.text.isEmpty())
        return lose(property, taken.text);
    m_client.secrets = {stored};
    m_imported.bareSecrets = {stored.hash};
    m_imported.named << ClientField::Secrets;
}

void ImportedAccess::takeServersSecret(const QString &property, const QString &text)
{
    m_client.secrets = {ClientSecret{.description = FormatText::tr("Known to the server alone")}};
    m_imported.bareSecrets = {QString()};
    m_imported.named << ClientField::Secrets;
    lose(property, text);
}

}
