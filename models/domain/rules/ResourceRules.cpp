#include "domain/rules/ResourceRules.h"

#include "domain/LanguageTag.h"
#include "domain/rules/FieldRules.h"
#include "domain/rules/RuleText.h"
#include "domain/rules/StorableText.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace gatehouse::rules {

namespace {

const QString claimsColumn = u"claims"_s;
const QString textsColumn = u"texts"_s;

QStringList attributeNames()
{
    QStringList names;
    for (const UserAttribute &attribute : userAttributes())
        names << attribute.name;
    return names;
}

Result<void> checkValue(const ResourceClaim &claim)
{
    if (claim.source == ClaimSource::FixedValue) {
        if (!claim.value.isEmpty()) {
            return firstError(
                checkLength(RuleText::tr("Claim \"%1\"").arg(claim.claim), claim.value, longestStoredText) +
                    checkStorable(RuleText::tr("The value of claim \"%1\"").arg(claim.claim), claim.value),
                claimsColumn);
        }
        return fail(
            Error::Kind::Rule,
            RuleText::tr("Claim \"%1\" has no value. Enter one, or take it from the user.").arg(claim.claim),
            claimsColumn);
    }
    const QStringList attributes = attributeNames();
    if (attributes.contains(claim.value))
        return {};
    return fail(
        Error::Kind::Rule,
        RuleText::tr("Users have nothing called \"%1\" for claim \"%2\". Choose %3, or a fixed value.")
            .arg(shortened(claim.value), claim.claim, attributes.join(u", "_s)),
        claimsColumn);
}

Result<void> checkClaims(const QList<ResourceClaim> &claims)
{
    QSet<QString> seen;
    for (const ResourceClaim &claim : claims) {
        const auto valid =
            firstError(checkClaimName(claim.claim), claimsColumn).and_then([&] { return checkValue(claim); });
        if (!valid)
            return valid;
        if (seen.contains(claim.claim)) {
            return fail(Error::Kind::Rule,
                        RuleText::tr("Claim \"%1\" stands there twice. Remove one of them.").arg(claim.claim),
                        claimsColumn);
        }
        seen << claim.claim;
    }
    return {};
}

Result<void> checkTexts(const QMap<QString, ResourceText> &texts)
{
    for (const ResourceText &text : texts) {
        const auto valid = firstError(checkTitle(text.title), textsColumn).and_then([&] {
            return firstError(checkConsentText(text.description), textsColumn);
        });
        if (!valid)
            return valid;
    }
    return {};
}

}

Result<void> checkResource(const CustomResource &resource)
{
    return firstError(checkResourceName(resource.name), u"name"_s)
        .and_then([&] { return firstError(checkTitle(resource.title), u"title"_s); })
        .and_then([&] { return checkClaims(resource.claims); })
        .and_then([&] { return checkTexts(resource.texts); });
}

Result<void> checkUser(const User &user)
{
    Result<void> valid = firstError(checkUserId(user.userId), u"user_id"_s);
    const auto checkText = [&]<typename Value>(const Field<User> &field, const Value &value) {
        if constexpr (std::is_same_v<Value, QString>) {
            if (valid)
                valid = firstError(checkLine(translatedLabel(field.label), value),
                                   QString::fromLatin1(field.name));
        }
    };
    visitFields(user, checkText);
    if (valid && user.mainAdministrator && user.auditor) {
        return fail(Error::Kind::Rule,
                    RuleText::tr("A user is a main administrator, who may do everything, or an auditor, who "
                                 "changes nothing: choose "
                                 "one of the two."),
                    u"auditor"_s);
    }
    return valid;
}

Result<void> checkApiScope(const ApiScope &scope)
{
    return firstError(checkScopeName(scope.name), u"name"_s)
        .and_then([&] { return firstError(checkTitle(scope.title), u"title"_s); })
        .and_then([&] { return firstError(checkDescription(scope.description), u"description"_s); });
}

}
