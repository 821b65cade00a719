#include "domain/rules/secrets/NameText.h"

#include "domain/rules/secrets/UsualWords.h"

#include <algorithm>

namespace gatehouse::names {

namespace {

using std::string_view;

/// A date, or two numbers.
constexpr auto mostDigitsOfDates = 8;
constexpr auto mostNumbers = 2;

bool hasFewNumbers(string_view text)
{
    int numbers = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        numbers += int(isDigit(text[i]) && (i == 0 || !isDigit(text[i - 1])));
    return numbers <= mostNumbers && std::ranges::count_if(text, isDigit) <= mostDigitsOfDates;
}

bool isCapital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/// What nobody can read has more consonants in a row, or changes between small and capital letters faster.
bool isReadable(string_view text)
{
    constexpr auto mostConsonants = 5;
    constexpr auto fewLetters = 9;
    constexpr auto lettersOfAWord = 3;
    int consonants = 0;
    int letters = 0;
    int words = 0;
    char before = ' ';
    for (const char c : text) {
        const bool isConsonant = isLetter(c) && !string_view("aeiouy").contains(lower(c));
        consonants = isConsonant ? consonants + 1 : 0;
        if (consonants > mostConsonants)
            return false;
        letters += int(isLetter(c));
        words += int(isLetter(c) && (!isLetter(before) || (isCapital(c) && !isCapital(before))));
        before = c;
    }
    return letters < fewLetters || letters >= lettersOfAWord * words;
}

}

bool isPlain(char c)
{
    return isLetterOrDigit(c) || string_view("_-.:/ ").contains(c);
}

bool isName(string_view text)
{
    constexpr auto charactersPerSign = 8;
    const auto signs = std::ranges::count_if(text, [](char c) { return !isPlain(c); });
    return std::ranges::any_of(text, isLetterOrDigit) && signs * charactersPerSign <= std::ssize(text) &&
           hasFewNumbers(text) && isReadable(text);
}

bool isSureName(string_view text)
{
    constexpr auto fewest = 3;
    const auto letters = std::ranges::count_if(text, isLetter);
    const auto capitals = std::ranges::count_if(text, isCapital);
    const bool isOneCase = letters >= fewest && (capitals == 0 || capitals == letters);
    return std::ranges::all_of(text, isPlain) && isName(text) && (isOneCase || hasUsualWord(text));
}

bool hasUsualWord(string_view text)
{
    constexpr std::size_t shortest = 5; // chance makes shorter ones
    static const auto words = usualWords(WordUse::Pattern);
    return std::ranges::any_of(words, [&](string_view word) {
        return word.size() >= shortest && !std::ranges::search(text, word, [](char one, char other) {
                                               return lower(one) == lower(other);
                                           }).empty();
    });
}

}
