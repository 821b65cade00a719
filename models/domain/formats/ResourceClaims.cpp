#include "domain/formats/ResourceClaims.h"

#include "domain/CustomResource.h"
#include "domain/DefaultResources.h"
#include "domain/formats/FormatText.h"
#include "domain/rules/RuleText.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

QStringList standardClaims(QStringView defaultResource)
{
    if (defaultResource == openIdScope)
        return {u"sub"_s};
    if (defaultResource == "profile"_L1) {
        return {u"name"_s,        u"family_name"_s, u"given_name"_s,
                u"middle_name"_s, u"nickname"_s,    u"preferred_username"_s,
                u"profile"_s,     u"picture"_s,     u"website"_s,
                u"gender"_s,      u"birthdate"_s,   u"zoneinfo"_s,
                u"locale"_s,      u"updated_at"_s};
    }
    if (defaultResource == "email"_L1)
        return {u"email"_s, u"email_verified"_s};
    if (defaultResource == "phone"_L1)
        return {u"phone_number"_s, u"phone_number_verified"_s};
    if (defaultResource == "address"_L1)
        return {u"address"_s};
    return {};
}

QList<Loss> otherThanStandard(const QString &defaultResource, const QStringList &claims,
                              const QString &property)
{
    QList<Loss> losses;
    const QStringList standard = standardClaims(defaultResource);
    for (const QString &claim : claims) {
        if (!standard.contains(claim)) {
            losses << Loss{{},
                           property,
                           FormatText::tr("Claim \"%1\" is not kept: \"%2\" has the claims of OpenID "
                                          "Connect here. Add a custom resource with it.")
                               .arg(rules::shortened(claim), defaultResource)};
        }
    }
    QStringList added = standard;
    added.removeIf([&](const QString &claim) { return claims.contains(claim); });
    if (defaultResource == openIdScope) // each ID token has it, named or not
        added.removeAll(u"sub"_s);
    if (!added.isEmpty()) {
        losses << Loss{
            {},
            property,
            FormatText::tr(
                "In the file \"%1\" is without claims that it gives in Gatehouse: %2. Take it away "
                "from the client applications that must not get them, and give them a custom resource.")
                .arg(defaultResource, added.join(", "_L1))};
    }
    return losses;
}

CustomResource resourceWithClaims(const QString &name, const QStringList &claims, const QString &property,
                                  ImportedHead &file)
{
    CustomResource resource;
    resource.name = name;
    resource.title = name;
    for (const QString &claim : claims) {
        if (isUserAttribute(claim)) {
            resource.claims << ResourceClaim{claim, ClaimSource::UserAttribute, claim};
        } else {
            file.losses << Loss{
                {},
                property,
                FormatText::tr("Claim \"%1\" is not kept, because the file does not say where its value "
                               "comes from. Add it on the page Custom resources.")
                    .arg(rules::shortened(claim))};
        }
    }
    const QString place = u"custom_resources[%1]."_s.arg(file.customResources.size());
    file.named << place + u"name"_s;
    const bool keptAll = resource.claims.size() == claims.size();
    if (keptAll)
        file.named << place + u"claims"_s;
    return resource;
}

bool isSaidByName(const ResourceClaim &claim)
{
    return claim.source == ClaimSource::UserAttribute && claim.value == claim.claim;
}

QString sourceText(const ResourceClaim &claim)
{
    return claim.source == ClaimSource::UserAttribute
               ? FormatText::tr("%1 from the user attribute %2").arg(claim.claim, claim.value)
               : FormatText::tr("%1 is always \"%2\"").arg(claim.claim, claim.value);
}

}
