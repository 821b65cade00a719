#include "domain/rules/FieldRules.h"

#include "domain/DefaultResources.h"
#include "domain/rules/InvisibleText.h"
#include "domain/rules/Placeholder.h"
#include "domain/rules/RuleText.h"
#include "domain/rules/SecretStrength.h"
#include "domain/rules/StorableText.h"

#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::rules {

namespace {

constexpr int longestLogoUri = 2000;

bool isClientIdCharacter(char32_t c)
{
    return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= U'0' && c <= U'9') || c == U'.' ||
           c == U'_' || c == U'~' || c == U'-';
}

bool isScopeCharacter(char32_t c)
{
    return c > U' ' && c <= U'~' && c != U'"' && c != U'\\';
}

bool isOneLine(char32_t c)
{
    const QChar::Category category = QChar::category(c);
    return category != QChar::Other_Control && category != QChar::Separator_Line &&
           category != QChar::Separator_Paragraph;
}

bool isText(char32_t c)
{
    return c == U'\n' || c == U'\t' || QChar::category(c) != QChar::Other_Control;
}

Finding error(const QString &text)
{
    return {Severity::Error, text};
}

}

bool hasError(const Findings &findings)
{
    return std::ranges::contains(findings, Severity::Error, &Finding::severity);
}

Result<void> firstError(const Findings &findings, const QString &column)
{
    for (const Finding &finding : findings) {
        if (finding.severity == Severity::Error)
            return fail(Error::Kind::Rule, finding.text, column);
    }
    return {};
}

Findings checkClientId(const QString &clientId)
{
    if (clientId.isEmpty())
        return {error(
            RuleText::tr("Client ID is empty. Enter the name by which the client application signs in."))};
    if (clientId.size() > longestClientId)
        return checkLength(RuleText::tr("Client ID"), clientId, longestClientId);
    if (const auto other = firstOther(clientId, isClientIdCharacter)) {
        return {error(RuleText::tr("Client ID \"%1\" holds %2. Use only letters A to Z, digits and . _ ~ -")
                          .arg(shortened(clientId), shownCharacter(*other)))};
    }
    return {};
}

Findings checkLine(const QString &label, const QString &text, qsizetype longest)
{
    if (text.size() > longest)
        return checkLength(label, text, longest);
    if (const auto lost = checkStorable(label, text); !lost.isEmpty())
        return lost;
    if (const auto other = firstOther(text, isOneLine)) {
        return {error(RuleText::tr("%1 \"%2\" holds %3. Keep it on one line without control characters.")
                          .arg(label, shortened(text), shownCharacter(*other)))};
    }
    return {};
}

Findings checkText(const QString &label, const QString &text, qsizetype longest)
{
    if (text.size() > longest)
        return checkLength(label, text, longest);
    if (const auto lost = checkStorable(label, text); !lost.isEmpty())
        return lost;
    if (const auto other = firstOther(text, isText)) {
        return {error(RuleText::tr("%1 holds %2, a control character. Take it out.")
                          .arg(label, shownCharacter(*other)))};
    }
    return {};
}

Findings checkTitle(const QString &title)
{
    const QString label = RuleText::tr("Title");
    const Findings faults = checkLine(label, title);
    return faults.isEmpty() ? checkInvisible(label, title) : faults;
}

Findings checkDescription(const QString &description)
{
    constexpr qsizetype longest = 1000;
    const QString label = RuleText::tr("Description");
    const Findings faults = checkText(label, description, longest);
    return faults.isEmpty() ? checkInvisible(label, description) : faults;
}

Findings checkLogoUri(const QString &uri)
{
    if (uri.isEmpty())
        return {};
    if (uri.size() > longestLogoUri) {
        return {
            error(RuleText::tr("Logo URI \"%1\" has %2 characters. Shorten it to at most %3.")
                      .arg(shortened(uri), QString::number(uri.size()), QString::number(longestLogoUri)))};
    }
    if (const auto hidden = firstOther(uri, isVisible)) {
        return {error(RuleText::tr("Logo URI \"%1\" holds %2. Take it out.")
                          .arg(shortened(uri), shownCharacter(*hidden)))};
    }
    const QUrl url(uri, QUrl::StrictMode);
    const QString scheme = url.scheme().toLower();
    if (!url.isValid() || url.isRelative() || url.host().isEmpty() ||
        (scheme != "https"_L1 && scheme != "http"_L1)) {
        return {
            error(RuleText::tr("Logo URI \"%1\" is not a web address. Enter one that starts with https://")
                      .arg(shortened(uri)))};
    }
    if (holdsUserInfo(uri)) {
        return {error(RuleText::tr("Logo URI holds a user name or password, which everybody could read. Take "
                                   "away what stands before the @."))};
    }
    if (scheme != "https"_L1) {
        return {
            {Severity::Warning,
             RuleText::tr("Logo URI \"%1\" is not https: anyone on the way can swap the logo. Use https://")
                 .arg(shortened(uri))}};
    }
    return {};
}

Findings checkScopeName(const QString &name)
{
    if (name.isEmpty())
        return {error(
            RuleText::tr("Name is empty. Enter the scope as programs ask for it, for example orders.read"))};
    if (name.size() > 200)
        return {error(RuleText::tr("Name has %1 characters. Shorten it to at most 200.").arg(name.size()))};
    if (const auto other = firstOther(name, isScopeCharacter)) {
        return {error(
            RuleText::tr("Name \"%1\" holds %2. Use printable ASCII without space, quote and backslash, "
                         "for example orders.read")
                .arg(shortened(name), shownCharacter(*other)))};
    }
    if (isReservedScope(name)) {
        return {
            error(RuleText::tr(
                      "Name \"%1\" has a meaning of its own in OpenID Connect. Choose another, for example "
                      "orders.%1")
                      .arg(name))};
    }
    return {};
}

Findings checkUserId(const QString &userId)
{
    if (userId.isEmpty())
        return {error(RuleText::tr("User ID is empty. Enter what the user signs in with."))};
    if (userId.size() > 100)
        return {
            error(RuleText::tr("User ID has %1 characters. Shorten it to at most 100.").arg(userId.size()))};
    if (const auto hidden = firstOther(userId, isVisible)) {
        return {error(RuleText::tr("User ID \"%1\" holds %2. Use visible characters without spaces.")
                          .arg(shortened(userId), shownCharacter(*hidden)))};
    }
    return {};
}

Findings checkTypedSecret(QByteArrayView secret)
{
    if (secret.isEmpty())
        return {error(RuleText::tr("The secret is empty. Generate one, or type one that nobody can guess."))};
    if (isPlaceholder(secret)) {
        return {
            error(RuleText::tr("\"%1\" is a placeholder, and no secret. Put the secret itself in its place, "
                               "or generate one and hand it over.")
                      .arg(shortened(shownPlaceholder(secret))))};
    }
    const bool printable = std::ranges::all_of(secret, [](char c) { return c > ' ' && c <= '~'; });
    if (!printable) {
        return {error(RuleText::tr("The secret holds a space or a character outside printable ASCII. "
                                   "Use letters, digits and ASCII punctuation."))};
    }
    if (secret.size() > 200)
        return {error(RuleText::tr("The secret has %1 characters. Use at most 200.").arg(secret.size()))};
    const double bits = secretBits(secret);
    if (bits < leastSecretBits) {
        return {error(RuleText::tr("The secret can be guessed: by what is in it, it has %1 bits, and %2 are "
                                   "needed (RFC 6819). Generate one, or type a longer one without a pattern.")
                          .arg(QString::number(int(bits)), QString::number(int(leastSecretBits))))};
    }
    return {};
}

}
