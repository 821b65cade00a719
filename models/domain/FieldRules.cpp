#include "domain/FieldRules.h"

#include "domain/RuleText.h"

#include <QSet>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::rules {

namespace {

bool isPrintableAscii(QChar character)
{
    return character >= u' ' && character <= u'~';
}

bool isClientIdCharacter(QChar character)
{
    return (isPrintableAscii(character) && character.isLetterOrNumber()) || u"._~-"_s.contains(character);
}

bool isScopeCharacter(QChar character)
{
    return character > u' ' && character <= u'~' && character != u'"' && character != u'\\';
}

std::optional<QChar> firstOther(const QString &text, bool (*isAllowed)(QChar))
{
    const auto found = std::ranges::find_if_not(text, isAllowed);
    return found == text.end() ? std::nullopt : std::optional(*found);
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

Findings checkClientId(const QString &clientId)
{
    if (clientId.isEmpty())
        return {error(RuleText::tr("Client ID is empty. Enter the name by which the client application signs in."))};
    if (clientId.size() > 100) {
        return {error(RuleText::tr("Client ID has %1 characters. Shorten it to at most 100.").arg(clientId.size()))};
    }
    if (const auto other = firstOther(clientId, isClientIdCharacter)) {
        return {error(RuleText::tr("Client ID \"%1\" holds %2. Use only letters A to Z, digits and . _ ~ -")
                          .arg(clientId, shownCharacter(*other)))};
    }
    return {};
}

Findings checkTitle(const QString &title)
{
    if (title.size() > 200)
        return {error(RuleText::tr("Title has %1 characters. Shorten it to at most 200.").arg(title.size()))};
    const auto control = std::ranges::find_if(title, [](QChar c) { return c.category() == QChar::Other_Control; });
    if (control != title.end()) {
        return {error(RuleText::tr("Title holds %1. Keep it on one line without control characters.")
                          .arg(shownCharacter(*control)))};
    }
    return {};
}

Findings checkLogoUri(const QString &uri)
{
    if (uri.isEmpty())
        return {};
    const QUrl url(uri, QUrl::StrictMode);
    const QString scheme = url.scheme().toLower();
    if (!url.isValid() || url.isRelative() || url.host().isEmpty() || (scheme != "https"_L1 && scheme != "http"_L1)) {
        return {error(RuleText::tr("Logo URI \"%1\" is not a web address. Enter one that starts with https://")
                          .arg(shortened(uri)))};
    }
    if (scheme != "https"_L1) {
        return {{Severity::Warning,
                 RuleText::tr("Logo URI \"%1\" is not https: anyone on the way can swap the logo. Use https://")
                     .arg(shortened(uri))}};
    }
    return {};
}

Findings checkScopeName(const QString &name)
{
    if (name.isEmpty())
        return {error(RuleText::tr("Name is empty. Enter the scope as programs ask for it, for example orders.read"))};
    if (name.size() > 200)
        return {error(RuleText::tr("Name has %1 characters. Shorten it to at most 200.").arg(name.size()))};
    if (const auto other = firstOther(name, isScopeCharacter)) {
        return {error(RuleText::tr("Name \"%1\" holds %2. Use printable ASCII without space, quote and backslash, "
                                   "for example orders.read")
                          .arg(shortened(name), shownCharacter(*other)))};
    }
    return {};
}

Findings checkUserId(const QString &userId)
{
    if (userId.isEmpty())
        return {error(RuleText::tr("User ID is empty. Enter what the user signs in with."))};
    if (userId.size() > 100)
        return {error(RuleText::tr("User ID has %1 characters. Shorten it to at most 100.").arg(userId.size()))};
    const auto hidden = std::ranges::find_if(userId, [](QChar c) { return !c.isPrint() || c.isSpace(); });
    if (hidden != userId.end()) {
        return {error(RuleText::tr("User ID \"%1\" holds %2. Use visible characters without spaces.")
                          .arg(userId, shownCharacter(*hidden)))};
    }
    return {};
}

Findings checkTypedSecret(QByteArrayView secret)
{
    if (secret.isEmpty())
        return {error(RuleText::tr("The secret is empty. Generate one, or type at least 32 characters."))};
    const bool printable = std::ranges::all_of(secret, [](char c) { return c > ' ' && c <= '~'; });
    if (!printable) {
        return {error(RuleText::tr("The secret holds a space or a character outside printable ASCII. "
                                   "Use letters, digits and ASCII punctuation."))};
    }
    if (secret.size() < 32) {
        return {error(RuleText::tr("The secret has %1 characters and can be guessed. Generate one, or type at least 32.")
                          .arg(secret.size()))};
    }
    if (secret.size() > 200)
        return {error(RuleText::tr("The secret has %1 characters. Use at most 200.").arg(secret.size()))};
    if (QSet<char>(secret.begin(), secret.end()).size() < 8) {
        return {error(RuleText::tr("The secret repeats a few characters and can be guessed. Generate one instead."))};
    }
    return {};
}

}
