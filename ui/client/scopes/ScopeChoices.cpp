#include "ui/client/scopes/ScopeChoices.h"

#include "domain/DefaultResources.h"
#include "ui/client/ValidationController.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

struct ChoiceText
{
    Q_DECLARE_TR_FUNCTIONS(ScopeChoices)
};

QList<ScopeChoice> apiScopeChoices(const QList<ApiScope> &scopes)
{
    QList<ScopeChoice> choices;
    for (const ApiScope &scope : scopes)
        choices << ScopeChoice{scope.name, scope.title, scope.description, {}, false};
    return choices;
}

/// Standard claims by OpenID Connect Core 1.0, 5.4.
QList<ScopeChoice> defaultResourceChoices(bool supportOpenId)
{
    return {
        {u"openid"_s, ChoiceText::tr("Which user signed in, by an identifier alone."), u"sub"_s,
         supportOpenId ? ChoiceText::tr("always, with OpenID Connect") : QString(), true},
        {u"profile"_s, ChoiceText::tr("Who the user is: name, picture, birthday, language."),
         u"name, family_name, given_name, middle_name, nickname, preferred_username, profile, picture, "
         u"website, gender, birthdate, zoneinfo, locale, updated_at"_s},
        {u"email"_s, ChoiceText::tr("The e-mail address, and whether it was verified."),
         u"email, email_verified"_s},
        {u"phone"_s, ChoiceText::tr("The phone number, and whether it was verified."),
         u"phone_number, phone_number_verified"_s},
        {u"address"_s, ChoiceText::tr("The postal address."), u"address"_s},
    };
}

QList<ScopeChoice> customResourceChoices(const QList<CustomResource> &resources)
{
    QList<ScopeChoice> choices;
    for (const CustomResource &resource : resources) {
        QStringList claims;
        for (const ResourceClaim &claim : resource.claims)
            claims << claim.claim;
        const QString state =
            resource.enabled ? ChoiceText::tr("enabled") : ChoiceText::tr("not enabled: shares nothing");
        choices << ScopeChoice{resource.name, resource.title, claims.join(", "_L1), state, false};
    }
    return choices;
}

}

QList<ScopeChoice> scopeChoices(ClientField field, const ClientRecords &records, bool supportOpenId)
{
    if (field == ClientField::DefaultResources)
        return defaultResourceChoices(supportOpenId);
    if (field == ClientField::CustomResources)
        return customResourceChoices(records.customResources);
    return apiScopeChoices(records.apiScopes);
}

}
