#include "domain/rules/Placeholder.h"

#include "domain/rules/secrets/NameText.h"
#include "domain/rules/secrets/SecretReference.h"
#include "domain/rules/secrets/UsualWords.h"

#include <QVarLengthArray>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace gatehouse {

namespace {

using names::isLetterOrDigit;
using names::isName;
using references::isReference;
using references::isVariable;
using std::string_view;

struct Marks
{
    string_view begin;
    string_view end;
    bool holdsAnything = false; ///< else a name, because random secrets begin and end so, too
};

constexpr std::array whole{
    Marks{"${", "}", true},   Marks{"$(", ")", true},     Marks{"$[", "]", true},   Marks{"#{", "}#", true},
    Marks{"#{", "}", true},   Marks{"{{", "}}", true},    Marks{"<%", "%>", true},  Marks{"<?", "?>", true},
    Marks{"%(", ")s", true},  Marks{"%env(", ")%", true}, Marks{"%%{", "}", true},  Marks{"%{", "}", true},
    Marks{"~{", "}", true},   Marks{"&{", "}", true},     Marks{"@{", "}", true},   Marks{"*{", "}", true},
    Marks{"^{", "}", true},   Marks{"!{", "}", true},     Marks{"{$", "}", true},   Marks{"{%", "%}", true},
    Marks{"{:", "}", true},   Marks{"[%", "%]", true},    Marks{"((", "))", true},  Marks{"[[", "]]", false},
    Marks{"<<", ">>", false}, Marks{"@@", "@@", false},   Marks{"__", "__", false}, Marks{"##", "##", false},
    Marks{"%%", "%%", false}, Marks{"$$", "$$", false},   Marks{"!!", "!!", false}, Marks{"--", "--", false},
    Marks{"~~", "~~", false}, Marks{"**", "**", false},   Marks{"==", "==", false}, Marks{"<", ">", false},
    Marks{"[", "]", false},   Marks{"{", "}", false},     Marks{"(", ")", false},   Marks{"%", "%", false},
    Marks{"@", "@", false},   Marks{"#", "#", false},     Marks{"$", "$", false},   Marks{"|", "|", false},
};

/// These are filled in wherever they stand. Random text has the shorter ones, too: a name that is sure has to
/// stand there.
constexpr std::array inside{Marks{"${", "}"}, Marks{"$(", ")"}, Marks{"#{", "}"}, Marks{"{{", "}}", true}};

/// What may stand before a colon in a name; behind another one stands what to take without the variable,
/// which may be a secret.
constexpr std::array<string_view, 9> sources{"env",     "sys",     "vault", "file", "secret",
                                             "secrets", "resolve", "ssm",   "kv"};

/// Nothing when it does not stand between them.
string_view between(string_view text, const Marks &marks)
{
    if (text.size() <= marks.begin.size() + marks.end.size() || !text.starts_with(marks.begin) ||
        !text.ends_with(marks.end))
        return {};
    return text.substr(marks.begin.size(), text.size() - marks.begin.size() - marks.end.size());
}

bool isWithin(string_view text, const Marks &marks)
{
    const string_view name = between(text, marks);
    return !name.empty() && (marks.holdsAnything || isName(name));
}

/// How much of what stands between marks is certain to be a name.
std::size_t nameSize(string_view name)
{
    const auto colon = name.find(':');
    const bool isSource = colon != name.npos && std::ranges::contains(sources, name.substr(0, colon));
    const auto end = name.find(':', isSource ? colon + 1 : 0);
    const auto sign = std::size_t(std::ranges::find_if_not(name, names::isPlain) - name.begin());
    const string_view sure = name.substr(0, std::min(end, sign));
    return isName(sure) ? sure.size() : 0;
}

bool holds(string_view text, const Marks &marks)
{
    for (auto begin = text.find(marks.begin); begin != text.npos; begin = text.find(marks.begin, begin + 1)) {
        const auto at = begin + marks.begin.size();
        const auto end = text.find(marks.end, at);
        if (end == text.npos)
            return false;
        const string_view name = text.substr(at, end - at);
        if (marks.holdsAnything ? isName(name) : names::isSureName(name))
            return true;
    }
    return false;
}

struct Reading
{
    bool isPossible = false;
    bool hasOrder = false;
};

/// Whether the text is made of such words alone, with whatever between them and a number at most, and of one
/// of `asked` at least.
bool isSaidInWords(string_view text, const std::vector<string_view> &asked)
{
    constexpr qsizetype longest = 100;
    if (text.empty() || qsizetype(text.size()) > longest ||
        std::ranges::count_if(text, isDigit) > names::mostDigits)
        return false;
    QVarLengthArray<Reading, longest + 1> readings(qsizetype(text.size()) + 1);
    readings.first().isPossible = true;
    const auto goOn = [&](qsizetype at, const auto &words, bool isOrder) {
        for (const string_view word : words) {
            if (!std::ranges::equal(text.substr(std::size_t(at), word.size()), word, {}, lower))
                continue;
            Reading &after = readings[at + qsizetype(word.size())];
            after.isPossible = true;
            after.hasOrder = after.hasOrder || isOrder || readings[at].hasOrder;
        }
    };
    for (qsizetype at = 0; at < qsizetype(text.size()); ++at) {
        if (!readings[at].isPossible)
            continue;
        if (const char c = text[std::size_t(at)]; !isLetterOrDigit(c) || isDigit(c)) {
            Reading &after = readings[at + 1];
            after.isPossible = true;
            after.hasOrder = after.hasOrder || readings[at].hasOrder;
            continue;
        }
        static const auto fillers = usualWords(WordUse::Filler);
        goOn(at, asked, true);
        goOn(at, fillers, false);
    }
    return readings.last().isPossible && readings.last().hasOrder;
}

/// Whether most of it are such words, each by itself, with a name among them and one that is an order.
bool isSaidAmongWords(string_view text, const std::vector<string_view> &asked)
{
    constexpr std::size_t longest = 1000;
    constexpr int leastWords = 4;
    constexpr double leastInWords = 0.6;
    if (text.size() > longest)
        return false;
    static const auto fillers = usualWords(WordUse::Filler);
    int words = 0;
    std::size_t letters = 0;
    std::size_t inWords = 0;
    bool hasOrder = false;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::ranges::find_if_not(text.substr(at), isLetterOrDigit) - text.begin();
        const string_view word = text.substr(at, std::size_t(end) - at);
        const auto isWord = [&](string_view one) { return std::ranges::equal(one, word, {}, {}, lower); };
        const bool isOrder = std::ranges::any_of(asked, isWord);
        hasOrder |= isOrder;
        letters += word.size();
        if (isOrder || std::ranges::any_of(fillers, isWord)) {
            ++words;
            inWords += word.size();
        }
        at += word.size() + 1;
    }
    return hasOrder && words >= leastWords && double(inWords) >= leastInWords * double(letters);
}

bool isMaskInWords(string_view text)
{
    static const auto masks = usualWords(WordUse::Mask);
    return isSaidInWords(text, masks);
}

string_view trimmed(QByteArrayView bytes)
{
    const QByteArrayView text = bytes.trimmed();
    return {text.data(), std::size_t(text.size())};
}

QString textOf(string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

}

bool isPlaceholder(QByteArrayView bytes)
{
    constexpr qsizetype longest = 1000;
    if (bytes.size() > longest)
        return false; // nor is it a secret
    const string_view text = trimmed(bytes);
    return std::ranges::any_of(whole, [&](const Marks &marks) { return isWithin(text, marks); }) ||
           std::ranges::any_of(inside, [&](const Marks &marks) { return holds(text, marks); }) ||
           isReference(text) || isVariable(text) || isMaskInWords(text);
}

bool isInstruction(QByteArrayView bytes)
{
    static const auto orders = usualWords(WordUse::Order);
    const string_view text = trimmed(bytes);
    return isSaidInWords(text, orders) || isSaidAmongWords(text, orders);
}

QString shownPlaceholder(QByteArrayView bytes)
{
    const string_view text = trimmed(bytes);
    for (const Marks &marks : whole) {
        const string_view name = between(text, marks);
        if (name.empty())
            continue;
        const std::size_t sure = nameSize(name);
        return sure == name.size()
                   ? textOf(text)
                   : textOf(text.substr(0, marks.begin.size() + sure)) + QChar(u'…') + textOf(marks.end);
    }
    if (isMaskInWords(text) || (isVariable(text) && references::isShownVariable(text)))
        return textOf(text);
    return textOf(text.substr(0, isVariable(text) ? 1 : references::knownSize(text))) + QChar(u'…');
}

}
