#include "domain/rules/ClientRules.h"

#include "domain/DefaultResources.h"
#include "domain/rules/RiskNames.h"
#include "domain/rules/RuleText.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::rules {

namespace {

FieldState off(const QString &reason)
{
    return {Presence::Off, false, reason};
}

FieldState locked(const QString &reason)
{
    return {Presence::Locked, false, reason};
}

FieldState required()
{
    return {Presence::Free, true, {}};
}

QString machineToMachineReason()
{
    return RuleText::tr("Does not apply to Client credentials: no user takes part.");
}

FieldState offForMachines(bool isMachine)
{
    return isMachine ? off(machineToMachineReason()) : FieldState{};
}

FieldState openIdOnly(bool supportsOpenId)
{
    return supportsOpenId ? FieldState{} : off(RuleText::tr("Needs Support OpenID Connect."));
}

FieldState secretsState(const ClientApplication &typed)
{
    switch (typed.clientAuthentication) {
    case ClientAuthentication::Secret:
        return required();
    case ClientAuthentication::PrivateKey:
        return off(RuleText::tr("It proves who it is by its private key: see the tab Keys."));
    case ClientAuthentication::None:
        return off(RuleText::tr("A public client has no secret: everybody who has the program could read it "
                                "(RFC 6749 2.1)."));
    case ClientAuthentication::Other:
        break;
    }
    return off(RuleText::tr("It proves who it is in another way, which came in with a file."));
}

/// Whether something that was missing, and accepted as that, is there now: once it was mended it is a risk
/// again.
bool isGone(const AcceptedRisk &risk, const ClientApplication &client)
{
    return (risk.rule == risks::noPkce && client.requirePkce) ||
           (risk.rule == risks::noIdentity && !client.identity.isEmpty()) ||
           (risk.rule == risks::noApiScopes && !client.apiScopes.isEmpty());
}

/// What a method of RFC 7591 2 means.
ClientAuthentication authenticationOf(const QString &method)
{
    if (method == "client_secret_basic"_L1 || method == "client_secret_post"_L1)
        return ClientAuthentication::Secret;
    if (method == "private_key_jwt"_L1)
        return ClientAuthentication::PrivateKey;
    return method == "none"_L1 ? ClientAuthentication::None : ClientAuthentication::Other;
}

}

FieldState fieldState(const ClientApplication &typed, ClientField field)
{
    const bool isMachine = typed.isMachineToMachine();
    const bool hasKey = typed.clientAuthentication == ClientAuthentication::PrivateKey;
    switch (field) {
    case ClientField::ClientId:
    case ClientField::Title:
        return required();
    case ClientField::Secrets:
        return secretsState(typed);
    case ClientField::Enabled:
    case ClientField::SupportOpenId:
        return {};
    case ClientField::SupportApi:
        return typed.supportOpenId
                   ? FieldState{}
                   : locked(RuleText::tr(
                         "On, because without OpenID Connect an API is all there is to access."));
    case ClientField::GrantType:
        return typed.supportOpenId
                   ? locked(RuleText::tr("OpenID Connect signs users in by Authorization code."))
                   : FieldState{};
    case ClientField::AlsoClientCredentials:
        return isMachine          ? locked(RuleText::tr("It is what Client credentials mean."))
               : typed.isPublic() ? off(RuleText::tr("A public client cannot prove that it is itself."))
                                  : FieldState{};
    case ClientField::Identity:
        return isMachine || (typed.alsoClientCredentials && !typed.isPublic())
                   ? required()
                   : off(RuleText::tr("The user who signs in is the identity."));
    case ClientField::ClientAuthentication:
    case ClientField::TokenEndpointAuthMethod:
    case ClientField::Description:
    case ClientField::AccessTokenLifetime:
    case ClientField::ClientUri:
    case ClientField::Contacts:
    case ClientField::OtherSettings:
    case ClientField::Spellings:
    case ClientField::AcceptedRisks:
    case ClientField::OnServers:
        return {};
    case ClientField::JwksUri:
    case ClientField::Keys:
        return hasKey ? FieldState{} : off(RuleText::tr("Needs Client authentication Private key."));
    case ClientField::IdTokenLifetime:
        return openIdOnly(typed.supportOpenId);
    case ClientField::RefreshTokenLifetime:
        return !isMachine && typed.supportRefreshTokens ? FieldState{}
                                                        : off(RuleText::tr("Needs Support refresh tokens."));
    case ClientField::RequirePkce:
        return !isMachine && typed.isPublic() && typed.requirePkce
                   ? locked(RuleText::tr(
                         "On, because a public client has nothing else that protects its codes."))
                   : offForMachines(isMachine);
    case ClientField::SupportRefreshTokens:
    case ClientField::AllowedCorsOrigins:
    case ClientField::PolicyUri:
    case ClientField::TosUri:
    case ClientField::RequireConsent:
    case ClientField::Logo:
    case ClientField::LogoUri:
    case ClientField::ConsentTexts:
    case ClientField::LogoutRedirects:
        return offForMachines(isMachine);
    case ClientField::LoginRedirects:
        return isMachine ? off(machineToMachineReason()) : required();
    case ClientField::AllowRememberConsent:
        if (isMachine)
            return off(machineToMachineReason());
        return typed.requireConsent ? FieldState{} : off(RuleText::tr("Needs Require consent."));
    case ClientField::IncludeUserInfoInToken:
    case ClientField::DefaultResources:
    case ClientField::CustomResources:
        return openIdOnly(typed.supportOpenId);
    case ClientField::ApiScopes:
        return normalized(typed).supportApi ? required() : off(RuleText::tr("Needs Support API access."));
    }
    return {};
}

ClientApplication normalized(const ClientApplication &typed)
{
    ClientApplication client = typed;
    if (client.supportOpenId) {
        client.grantType = GrantType::AuthorizationCode;
    } else {
        client.supportApi = true;
        client.includeUserInfoInToken = false;
    }
    if (client.isMachineToMachine()) {
        client.requirePkce = false;
        client.supportRefreshTokens = false;
        client.requireConsent = false;
        client.logo = {};
        client.logoUri.clear();
        client.policyUri.clear();
        client.tosUri.clear();
    }
    client.alsoClientCredentials =
        client.isMachineToMachine() || (client.alsoClientCredentials && !client.isPublic());
    if (!client.usesClientCredentials())
        client.identity.clear();
    if (client.clientAuthentication != ClientAuthentication::PrivateKey)
        client.jwksUri.clear();
    if (authenticationOf(client.tokenEndpointAuthMethod) != client.clientAuthentication)
        client.tokenEndpointAuthMethod.clear();
    if (!client.supportOpenId)
        client.idTokenLifetime.reset();
    if (!client.supportRefreshTokens)
        client.refreshTokenLifetime.reset();
    client.allowRememberConsent = client.allowRememberConsent && client.requireConsent;
    for (QStringList *names : {&client.apiScopes, &client.customResources}) {
        names->removeDuplicates();
        names->sort();
    }
    client.acceptedRisks.removeIf([&](const AcceptedRisk &risk) { return isGone(risk, client); });
    client.onServers.removeIf([](const auto &part) { return part.value().isEmpty(); });
    client.consentTexts.removeIf([](const auto &texts) { return texts.value().isEmpty(); });
    if (client.supportOpenId && !client.defaultResources.contains(openIdScope))
        client.defaultResources.prepend(openIdScope);
    return client;
}

ClientApplication revived(const ClientApplication &stored)
{
    ClientApplication client = stored;
    if (client.isMachineToMachine()) {
        client.requirePkce = true;
        client.alsoClientCredentials = false;
    }
    return client;
}

const User *RuleContext::user(const QString &userId) const
{
    const auto found = users.constFind(userId.toLower());
    return found == users.constEnd() ? nullptr : &*found;
}

}
