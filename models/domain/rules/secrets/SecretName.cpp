#include "domain/rules/secrets/SecretName.h"

#include "domain/explain/masking/SecretNames.h"
#include "domain/rules/Placeholder.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::rules {

namespace {

QString qtText(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

/// What stands behind the name of a secret and says something about it.
bool describes(const QString &words)
{
    static const QSet<QString> known{u"alg"_s,        u"algorithm"_s,   u"algorithms"_s,
                                     u"age"_s,        u"alias"_s,       u"allowed"_s,
                                     u"at"_s,         u"auth"_s,        u"authentication"_s,
                                     u"bound"_s,      u"change"_s,      u"changed"_s,
                                     u"claim"_s,      u"claims"_s,      u"count"_s,
                                     u"created"_s,    u"creation"_s,    u"date"_s,
                                     u"delivery"_s,   u"description"_s, u"dialect"_s,
                                     u"enabled"_s,    u"enc"_s,         u"encrypted"_s,
                                     u"encryption"_s, u"endpoint"_s,    u"exchange"_s,
                                     u"expiration"_s, u"expired"_s,     u"expires"_s,
                                     u"expiry"_s,     u"file"_s,        u"format"_s,
                                     u"grant"_s,      u"hash"_s,        u"header"_s,
                                     u"hint"_s,       u"id"_s,          u"ids"_s,
                                     u"in"_s,         u"label"_s,       u"length"_s,
                                     u"less"_s,       u"lifespan"_s,    u"lifetime"_s,
                                     u"location"_s,   u"max"_s,         u"method"_s,
                                     u"methods"_s,    u"min"_s,         u"mode"_s,
                                     u"name"_s,       u"names"_s,       u"path"_s,
                                     u"policy"_s,     u"ref"_s,         u"reference"_s,
                                     u"required"_s,   u"response"_s,    u"rotation"_s,
                                     u"signature"_s,  u"signed"_s,      u"signing"_s,
                                     u"size"_s,       u"source"_s,      u"state"_s,
                                     u"status"_s,     u"supported"_s,   u"time"_s,
                                     u"ttl"_s,        u"type"_s,        u"types"_s,
                                     u"uri"_s,        u"uris"_s,        u"url"_s,
                                     u"urls"_s,       u"usage"_s,       u"use"_s};
    static const QRegularExpression border(uR"re([^A-Za-z]+|(?<=[a-z])(?=[A-Z]))re"_s);
    return std::ranges::any_of(words.split(border, Qt::SkipEmptyParts),
                               [](const QString &word) { return known.contains(word.toLower()); });
}

/// One of those that isSecretByName() looks for, which takes longer.
bool holdsWordOfSecret(std::string_view name)
{
    const auto isSame = [](char one, char other) { return (one | 0x20) == other; };
    return std::ranges::any_of(
        std::array<std::string_view, 4>{"secret", "pass", "pwd", "token"},
        [&](std::string_view word) { return !std::ranges::search(name, word, isSame).empty(); });
}

/// One word, as nobody would call a choice.
bool isRandom(const QString &text)
{
    constexpr qsizetype least = 16;
    static const QRegularExpression spaced(uR"re([\s:])re"_s);
    static const QRegularExpression separated(uR"re([-_./])re"_s);
    static const QRegularExpression digit(uR"re([0-9])re"_s);
    static const QRegularExpression letter(uR"re([A-Za-z])re"_s);
    return text.size() >= least && !text.contains(spaced) && text.contains(letter) &&
           (text.contains(digit) || !text.contains(separated));
}

bool isPassword(const QString &text)
{
    constexpr qsizetype least = 6;
    static const QRegularExpression number(uR"re(\A[0-9.]+\z)re"_s);
    static const QRegularExpression space(uR"re(\s)re"_s);
    return text.size() >= least && !text.contains(space) && !text.contains(number);
}

}

bool namesSecret(std::string_view name)
{
    return explain::endsAsSecret(explain::plainName(qtText(name)));
}

bool saysSecret(const std::string &text)
{
    const QString lower = QString::fromStdString(text).toLower();
    const bool isSwitch = lower == "true"_L1 || lower == "false"_L1;
    return !isSwitch && !std::ranges::all_of(text, [](char c) { return c == '*'; }) && !isPlaceholder(text);
}

bool isSecretByName(std::string_view name, const std::string &text)
{
    static const QRegularExpression last(
        uR"re(.*(?:(secret|password|passphrase|passwd|pwd)|token)s?(.*)\z)re"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    if (namesSecret(name))
        return saysSecret(text);
    if (!holdsWordOfSecret(name))
        return false;
    const auto match = last.match(qtText(name));
    if (!match.hasMatch() || describes(match.captured(2)) || !saysSecret(text))
        return false;
    const QString value = QString::fromStdString(text);
    return match.hasCaptured(1) ? isPassword(value) : isRandom(value);
}

}
