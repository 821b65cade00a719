#include "domain/rules/FieldRules.h"

#include "domain/DefaultResources.h"
#include "domain/rules/InvisibleText.h"
#include "domain/rules/Placeholder.h"
#include "domain/rules/RiskNames.h"
#include "domain/rules/RuleText.h"
#include "domain/rules/StorableText.h"
#include "domain/rules/secrets/SecretStrength.h"

#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::rules {

namespace {

constexpr int longestWebAddress = 2000;

bool isClientIdCharacter(char32_t c)
{
    return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= U'0' && c <= U'9') || c == U'.' ||
           c == U'_' || c == U'~' || c == U'-';
}

bool isPrintableAscii(char32_t c)
{
    return c >= U' ' && c <= U'~';
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
    if (const auto other = firstOther(clientId, isPrintableAscii)) {
        return {error(
            RuleText::tr("Client ID \"%1\" holds %2. Servers take printable ASCII alone (RFC 6749 A.1): "
                         "use letters A to Z, digits and . _ ~ -")
                .arg(shortened(clientId), shownCharacter(*other)))};
    }
    Findings findings;
    if (const auto other = firstOther(clientId, isClientIdCharacter)) {
        findings << Finding{
            Severity::Error,
            RuleText::tr("Client ID \"%1\" holds %2, which some programs and servers write in "
                         "another way. Use only letters A to Z, digits and . _ ~ -")
                .arg(shortened(clientId), shownCharacter(*other)),
            risks::unusualClientId, clientId};
    }
    if (clientId.size() > longestUsualClientId) {
        findings << Finding{Severity::Error,
                            RuleText::tr("Client ID has %1 characters, and some servers take at most %2. "
                                         "Shorten it.")
                                .arg(QString::number(clientId.size()), QString::number(longestUsualClientId)),
                            risks::longClientId, clientId};
    }
    return findings;
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

Findings checkWebAddress(const QString &label, const QString &uri)
{
    if (uri.isEmpty())
        return {};
    if (uri.size() > longestWebAddress) {
        return {error(RuleText::tr("%1 \"%2\" has %3 characters. Shorten it to at most %4.")
                          .arg(label, shortened(uri), QString::number(uri.size()),
                               QString::number(longestWebAddress)))};
    }
    if (const auto hidden = firstOther(uri, isVisible)) {
        return {error(RuleText::tr("%1 \"%2\" holds %3. Take it out.")
                          .arg(label, shortened(uri), shownCharacter(*hidden)))};
    }
    const QUrl url(uri, QUrl::StrictMode);
    const QString scheme = url.scheme().toLower();
    if (!url.isValid() || url.isRelative() || url.host().isEmpty() ||
        (scheme != "https"_L1 && scheme != "http"_L1)) {
        return {error(RuleText::tr("%1 \"%2\" is not a web address. Enter one that starts with https://")
                          .arg(label, shortened(uri)))};
    }
    if (holdsUserInfo(uri)) {
        return {error(RuleText::tr("%1 holds a user name or password, which everybody could read. Take "
                                   "away what stands before the @.")
                          .arg(label))};
    }
    if (scheme != "https"_L1) {
        return {
            {Severity::Warning,
             RuleText::tr("%1 \"%2\" is not https: anyone on the way can swap what is there. Use https://")
                 .arg(label, shortened(uri))}};
    }
    return {};
}

Findings checkCorsOrigin(const QString &origin)
{
    if (origin == "*"_L1) {
        return {{Severity::Error,
                 RuleText::tr("Allowed CORS origin * lets scripts of every website read the answers of the "
                              "server. Name the origins that need it."),
                 risks::anyCorsOrigin, origin}};
    }
    const QUrl url(origin, QUrl::StrictMode);
    const QString plain = url.scheme() + "://"_L1 + url.authority(QUrl::FullyEncoded);
    if (!url.isValid() || url.host().isEmpty() || holdsUserInfo(origin) ||
        plain.compare(origin, Qt::CaseInsensitive) != 0) {
        return {error(RuleText::tr("Allowed CORS origin \"%1\" is no origin. Enter scheme, host and port "
                                   "alone, as in https://app.example.com:8443")
                          .arg(shortened(origin)))};
    }
    const QStringList loopback{u"localhost"_s, u"127.0.0.1"_s, u"::1"_s};
    if (url.scheme().toLower() == "http"_L1 && !loopback.contains(url.host())) {
        return {
            {Severity::Warning,
             RuleText::tr("Allowed CORS origin \"%1\" is http: anyone on the way can put scripts into it. "
                          "Use https://")
                 .arg(shortened(origin)),
             risks::httpCorsOrigin, origin}};
    }
    return {};
}

Findings checkLifetime(const QString &label, int seconds)
{
    constexpr int tenYears = 10 * 366 * 24 * 60 * 60;
    if (seconds >= 1 && seconds <= tenYears)
        return {};
    if (seconds == unreadableLifetime) {
        return {error(RuleText::tr("%1 is no time. Write it as 30 min, 1 h or 3600 (seconds), or leave it "
                                   "empty for the server's own.")
                          .arg(label))};
    }
    return {error(RuleText::tr("%1 is %2 seconds. Enter 1 to %3, or leave it to the server.")
                      .arg(label, QString::number(seconds), QString::number(tenYears)))};
}

Findings checkScopeName(const QString &name)
{
    if (name.isEmpty())
        return {error(
            RuleText::tr("Name is empty. Enter the scope as programs ask for it, for example orders.read"))};
    if (name.size() > longestLine)
        return checkLength(RuleText::tr("Name"), name, longestLine);
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

Findings checkSecretText(QByteArrayView secret)
{
    if (secret.isEmpty())
        return {error(RuleText::tr("The secret is empty. Generate one, or type one that nobody can guess."))};
    const bool isAscii = std::ranges::all_of(secret, [](char c) { return c >= ' ' && c <= '~'; });
    if (!isAscii) {
        return {
            error(RuleText::tr("The secret holds a character outside printable ASCII. Use letters, digits "
                               "and ASCII punctuation (RFC 6749 A.2)."))};
    }
    if (secret.size() > longestSecret) {
        return {error(RuleText::tr("The secret has %1 characters. Use at most %2.")
                          .arg(QString::number(secret.size()), QString::number(longestSecret)))};
    }
    return {};
}

Findings checkTypedSecret(QByteArrayView secret)
{
    if (const auto findings = checkSecretText(secret); !findings.isEmpty())
        return findings;
    if (isPlaceholder(secret)) {
        return {
            error(RuleText::tr("\"%1\" is a placeholder, and no secret. Put the secret itself in its place, "
                               "or generate one and hand it over.")
                      .arg(shortened(shownPlaceholder(secret))))};
    }
    if (isInstruction(secret)) {
        return {error(RuleText::tr("The secret can be guessed: it asks for one in words that stand in many "
                                   "files. Generate one and hand it over."))};
    }
    if (secret.contains(' ')) {
        return {
            error(RuleText::tr("The secret holds a space, which gets lost where it is copied. Use letters, "
                               "digits and ASCII punctuation."))};
    }
    const double bits = secretBits(secret);
    if (bits < leastSecretBits) {
        return {error(RuleText::tr("The secret can be guessed: by what is in it, it has %1 bits, and %2 are "
                                   "needed (RFC 6819). Generate one, or type a longer one without a pattern.")
                          .arg(QString::number(int(bits)), QString::number(int(leastSecretBits))))};
    }
    return {};
}

}
