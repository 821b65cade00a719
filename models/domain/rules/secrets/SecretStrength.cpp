#include "domain/rules/secrets/SecretStrength.h"

#include "domain/rules/secrets/Guesswork.h"
#include "domain/rules/secrets/NameText.h"
#include "domain/rules/secrets/UsualWords.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

namespace gatehouse {

namespace {

using std::string_view;

/// What random characters do by chance now and then is no pattern: only what would have so many bits is.
constexpr double leastPatternBits = 24;
constexpr double leastRunBits = 28;
/// For which pattern it is, where and how long.
constexpr double patternBits = 12;
/// No word is looked for beyond so many: that takes its time.
constexpr double enoughBits = 2 * leastSecretBits;
/// Random ones have 122 in 32 digits: six say which kind of UUID it is (RFC 9562).
constexpr double uuidBits = 122;

bool isHexDigit(char c)
{
    return isDigit(c) || (lower(c) >= 'a' && lower(c) <= 'f');
}

bool isUuid(string_view text)
{
    if (text.starts_with('{') && text.ends_with('}'))
        text = text.substr(1, text.size() - 2);
    if (string_view("urn:uuid:").size() < text.size() &&
        std::ranges::equal(text.substr(0, 9), string_view("urn:uuid:"), {}, lower))
        text.remove_prefix(9);
    if (text.size() != 36)
        return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool isHyphen = i == 8 || i == 13 || i == 18 || i == 23;
        if (isHyphen ? text[i] != '-' : !isHexDigit(text[i]))
            return false;
    }
    return true;
}

/// Of the signs among these characters: those that go with a known alphabet, or all of ASCII.
int signsSeen(string_view text)
{
    constexpr std::array<string_view, 4> sets{"", "-_", "+/", "-_.~"};
    const auto isSign = [](char c) { return !isDigit(c) && (lower(c) < 'a' || lower(c) > 'z'); };
    for (const string_view set : sets) {
        if (std::ranges::all_of(text, [&](char c) { return !isSign(c) || set.contains(c); }))
            return int(set.size());
    }
    return 32;
}

/// How many characters whoever made it chose from.
int alphabetSeen(string_view text)
{
    // Fewer than any generator has.
    constexpr std::size_t few = 8;
    std::bitset<256> characters;
    for (const char c : text)
        characters.set(uchar(c));
    if (characters.count() < few)
        return int(characters.count());

    const bool digits = std::ranges::any_of(text, isDigit);
    const bool small = std::ranges::any_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
    const bool large = std::ranges::any_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
    if (small != large && std::ranges::all_of(text, [](char c) { return isHexDigit(c) || c == '-'; }))
        return digits ? 16 : 6;
    return 10 * int(digits) + 26 * int(small) + 26 * int(large) + signsSeen(text);
}

bool isSame(char one, char other)
{
    return lower(one) == lower(other);
}

/// How far it goes on as somewhere before.
std::size_t repeated(string_view text, std::size_t at)
{
    std::size_t longest = 0;
    for (std::size_t before = 0; before < at; ++before) {
        std::size_t length = 0;
        while (at + length < text.size() && isSame(text[before + length], text[at + length]))
            ++length;
        longest = std::max(longest, length);
    }
    return longest;
}

/// How far each character is as far from the one before, as in `abcd`, `9753` or `aaaa`; with two of these
/// that take turns, as in `a1b2c3`, from the one before that.
std::size_t run(string_view text, std::size_t at, std::size_t turns)
{
    std::size_t length = std::min(2 * turns, text.size() - at);
    while (at + length < text.size()) {
        const std::size_t first = at + length % turns;
        if (text[at + length] - text[at + length - turns] != text[first + turns] - text[first])
            break;
        ++length;
    }
    return length;
}

/// As in `2026-11-30T23:12:39Z`: how far it goes on as a date with the time of day, and signs between them.
std::size_t timestamp(string_view text, std::size_t at)
{
    constexpr string_view year = "9999";
    constexpr string_view shape = "9999-99-99T99:99:99";
    const auto fits = [](char c, char mark) { return mark == '9' ? isDigit(c) : !names::isLetterOrDigit(c); };
    std::size_t length = 0;
    for (; length < shape.size() && at + length < text.size(); ++length) {
        const char c = text[at + length];
        if (!fits(c, shape[length]) && !(shape[length] == 'T' && lower(c) == 't'))
            break;
    }
    const bool isOurTime = text.substr(at, 2) == "20" || text.substr(at, 2) == "19";
    return isOurTime && length > year.size() + 1 ? length : 0;
}

std::size_t knownText(string_view text, std::size_t at)
{
    static const auto words = usualWords(WordUse::Pattern);
    std::size_t longest = 0;
    for (const string_view one : words) {
        const string_view there = text.substr(at, one.size());
        if (there.size() == one.size() && std::ranges::equal(there, one, isSame))
            longest = std::max(longest, one.size());
    }
    return longest;
}

/// How many characters a pattern takes from here; 0: none.
std::size_t pattern(string_view text, std::size_t at, double bitsEach)
{
    constexpr std::size_t byChance = 2; // more than with one: each may begin with any two
    const std::size_t taking = run(text, at, 2);
    const std::size_t going = std::max(run(text, at, 1), taking - std::min(taking, byChance));
    const std::size_t other = std::max({repeated(text, at), knownText(text, at), timestamp(text, at)});
    return std::max(double(going) * bitsEach >= leastRunBits ? going : 0,
                    double(other) * bitsEach >= leastPatternBits ? other : 0);
}

double bitsByAlphabet(string_view text, double bitsEach)
{
    double bits = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = pattern(text, at, bitsEach);
        bits += length > 0 ? patternBits : bitsEach;
        at += std::max<std::size_t>(length, 1);
    }
    return bits;
}

/// As they stand between words.
bool isSeparator(string_view text)
{
    return text.size() <= 2 && std::ranges::none_of(text, names::isLetterOrDigit);
}

/// What zxcvbn says of a text of words; nothing of others, in which it sees words by chance: in some half of
/// their letters, at most.
std::optional<double> bitsOfWords(string_view text)
{
    constexpr double separatorBits = 2;
    constexpr int shortestWord = 3;
    constexpr double leastInWords = 0.7;
    double bits = 0;
    int inWords = 0;
    for (const guesswork::Part &part : guesswork::guess(text).parts) {
        if (part.kind == guesswork::Kind::Word && part.length >= shortestWord)
            inWords += part.length;
        const bool separates = isSeparator(text.substr(std::size_t(part.begin), std::size_t(part.length)));
        bits += separates ? std::min(part.bits, separatorBits) : part.bits;
    }
    const auto letters = std::ranges::count_if(text, names::isLetterOrDigit);
    return inWords > leastInWords * double(letters) ? std::optional(bits) : std::nullopt;
}

double bitsByWords(string_view text, double bitsEach)
{
    double bits = 0;
    while (!text.empty() && bits < enoughBits) {
        const string_view piece = text.substr(0, guesswork::looked);
        bits += bitsOfWords(piece).value_or(double(piece.size()) * bitsEach);
        text.remove_prefix(piece.size());
    }
    return bits + double(text.size()) * bitsEach;
}

/// Of what is written in base64 or in hexadecimal digits, where that is text: random bytes are none.
std::optional<double> bitsWithin(QByteArrayView secret)
{
    constexpr qsizetype leastText = 8;
    constexpr auto strict = QByteArray::AbortOnBase64DecodingErrors;
    const auto text = QByteArray::fromRawData(secret.data(), secret.size());
    const auto decoded = [&](QByteArray::Base64Option alphabet) {
        auto result = QByteArray::fromBase64Encoding(text, alphabet | strict);
        return result ? std::move(result.decoded) : QByteArray();
    };
    std::array readings{
        decoded(QByteArray::Base64Encoding),
        decoded(QByteArray::Base64UrlEncoding),
        std::ranges::all_of(secret, isHexDigit) ? QByteArray::fromHex(text) : QByteArray(),
    };
    std::optional<double> bits;
    for (QByteArray &reading : readings) {
        const bool isText = reading.size() >= leastText &&
                            std::ranges::all_of(reading, [](char c) { return c >= ' ' && c <= '~'; });
        if (isText && !bits)
            bits = secretBits(reading);
        explicit_bzero(reading.data(), std::size_t(reading.size()));
    }
    return bits;
}

}

double secretBits(QByteArrayView secret)
{
    string_view text(secret.data(), std::size_t(secret.size()));
    const double most = isUuid(text) ? uuidBits : std::numeric_limits<double>::max();
    while (text.ends_with('=')) // of base64
        text.remove_suffix(1);
    if (text.empty())
        return 0;
    const bool isPadded = qsizetype(text.size()) < secret.size() && secret.size() % 4 == 0;
    const double bitsEach =
        std::log2(std::max(alphabetSeen(text), isPadded && alphabetSeen(text) > 36 ? 64 : 0));
    const double bits = std::min(most, bitsByAlphabet(text, bitsEach));
    if (bits < leastSecretBits)
        return bits;
    return std::min({bits, bitsByWords(text, bitsEach), bitsWithin(secret).value_or(bits)});
}

}
