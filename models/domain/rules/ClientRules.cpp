#include "domain/rules/ClientRules.h"

#include "domain/DefaultResources.h"
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

}

FieldState fieldState(const ClientApplication &typed, ClientField field)
{
    const bool isMachine = typed.isMachineToMachine();
    switch (field) {
    case ClientField::ClientId:
    case ClientField::Title:
    case ClientField::Secrets:
        return required();
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
    case ClientField::Identity:
        return isMachine ? required() : off(RuleText::tr("The user who signs in is the identity."));
    case ClientField::RequirePkce:
    case ClientField::SupportRefreshTokens:
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
    } else {
        client.identity.clear();
    }
    client.allowRememberConsent = client.allowRememberConsent && client.requireConsent;
    for (QStringList *names : {&client.apiScopes, &client.customResources}) {
        names->removeDuplicates();
        names->sort();
    }
    client.consentTexts.removeIf([](const auto &texts) { return texts.value().isEmpty(); });
    if (client.supportOpenId && !client.defaultResources.contains(openIdScope))
        client.defaultResources.prepend(openIdScope);
    return client;
}

ClientApplication revived(const ClientApplication &stored)
{
    ClientApplication client = stored;
    if (client.isMachineToMachine())
        client.requirePkce = true;
    return client;
}

const User *RuleContext::user(const QString &userId) const
{
    const auto found = users.constFind(userId.toLower());
    return found == users.constEnd() ? nullptr : &*found;
}

}
