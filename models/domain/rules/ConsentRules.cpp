#include "domain/LanguageTag.h"

#include "domain/ApiScope.h"
#include "domain/rules/InvisibleText.h"
#include "domain/rules/RuleText.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::rules {

namespace {

constexpr qsizetype longestTag = 100;
constexpr qsizetype longestClaim = 100;

/// What JWT (RFC 7519 4.1) and OpenID Connect Core 1.0 give a meaning to in a token.
constexpr std::array reservedClaims{"iss"_L1, "sub"_L1,       "aud"_L1,     "exp"_L1,    "nbf"_L1,
                                    "iat"_L1, "jti"_L1,       "nonce"_L1,   "acr"_L1,    "amr"_L1,
                                    "azp"_L1, "auth_time"_L1, "at_hash"_L1, "c_hash"_L1, "sid"_L1};

Findings refusal(const QString &text)
{
    return {{Severity::Error, text}};
}

bool isReservedClaim(const QString &claim)
{
    return std::ranges::any_of(reservedClaims, [&](QLatin1StringView name) {
        return claim.compare(name, Qt::CaseInsensitive) == 0;
    });
}

Findings unknownPlaceholders(const QString &text)
{
    static const QRegularExpression placeholder(uR"(\{[^{}\n]{0,60}\})"_s);
    Findings findings;
    QStringList told{u"{client}"_s, u"{user}"_s};
    for (const auto &match : placeholder.globalMatch(text)) {
        const QString found = match.captured();
        if (told.contains(found))
            continue;
        told << found;
        findings << Finding{Severity::Warning,
                            RuleText::tr("%1 is no placeholder: users would read it as it is. Use {client} "
                                         "or {user}.")
                                .arg(shortened(found))};
    }
    return findings;
}

}

Findings checkLanguageTag(const QString &tag)
{
    if (tag.isEmpty())
        return refusal(RuleText::tr("Language tag is empty. Enter one such as nl or pt-BR."));
    if (tag.size() > longestTag) {
        return refusal(RuleText::tr("Language tag has %1 characters. Shorten it to at most %2.")
                           .arg(QString::number(tag.size()), QString::number(longestTag)));
    }
    if (!canonicalLanguageTag(tag)) {
        return refusal(
            RuleText::tr("\"%1\" is not a language tag. Write the language, then script and region "
                         "where they matter, joined by hyphens, such as nl, pt-BR or zh-Hant.")
                .arg(shortened(tag)));
    }
    return {};
}

Findings checkNativeName(const QString &name)
{
    return checkLine(RuleText::tr("Native name"), name);
}

Findings checkClaimName(const QString &claim)
{
    if (claim.isEmpty())
        return refusal(RuleText::tr("Claim is empty. Enter its name, for example department."));
    if (claim.size() > longestClaim) {
        return refusal(RuleText::tr("Claim has %1 characters. Shorten it to at most %2.")
                           .arg(QString::number(claim.size()), QString::number(longestClaim)));
    }
    if (const auto other = firstOther(claim, isVisible)) {
        return refusal(RuleText::tr("Claim \"%1\" holds %2. Use visible characters without spaces.")
                           .arg(shortened(claim), shownCharacter(*other)));
    }
    if (isReservedClaim(claim)) {
        return refusal(
            RuleText::tr("Claim \"%1\" is set by the authorization server itself. Choose another name.")
                .arg(claim));
    }
    return {};
}

Findings checkConsentText(const QString &text)
{
    const QString label = RuleText::tr("The consent text");
    const Findings faults = checkText(label, text, longestConsentText);
    return faults.isEmpty() ? checkInvisible(label, text) + unknownPlaceholders(text) : faults;
}

Findings checkResourceName(const QString &name)
{
    if (name == defaultApiScope) {
        return refusal(
            RuleText::tr("Name \"%1\" is the API scope that every database has. Choose another.").arg(name));
    }
    return checkScopeName(name);
}

}
