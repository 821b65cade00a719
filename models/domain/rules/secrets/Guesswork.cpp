#include "domain/rules/secrets/Guesswork.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

#include <zxcvbn.h>

namespace gatehouse::guesswork {

namespace {

Kind kindOf(const ZxcMatch_t &match)
{
    switch (match.Type & ~MULTIPLE_MATCH) {
    case NON_MATCH:
    case BRUTE_MATCH:
    case LONG_PWD_MATCH:
        return Kind::Unknown;
    case DICTIONARY_MATCH:
        return Kind::Word;
    case DICT_LEET_MATCH:
        return Kind::Disguised;
    case USER_MATCH:
    case USER_LEET_MATCH:
        return Kind::GivenWord;
    default:
        return Kind::Pattern;
    }
}

}

Guess guess(QByteArrayView text, const std::vector<QByteArray> &words)
{
    std::vector<const char *> dictionary;
    dictionary.reserve(words.size() + 1);
    for (const QByteArray &word : words)
        dictionary.push_back(word.constData());
    dictionary.push_back(nullptr);

    std::array<char, looked + 1> copy{};
    std::ranges::copy(text.first(std::min<qsizetype>(text.size(), looked)), copy.begin());
    ZxcMatch_t *found = nullptr;
    Guess result{ZxcvbnMatch(copy.data(), dictionary.data(), &found)};
    explicit_bzero(copy.data(), copy.size());
    const std::unique_ptr<ZxcMatch_t, decltype(&ZxcvbnFreeInfo)> matches(found, ZxcvbnFreeInfo);
    for (const ZxcMatch_t *match = found; match; match = match->Next)
        result.parts.push_back({match->Begin, match->Length, match->MltEnpy, kindOf(*match)});
    return result;
}

}
