#pragma once

#include <QFlags>

#include <string_view>
#include <vector>

namespace gatehouse {

/// What makes a word that stands in a secret, or in its place, no random text.
enum class WordUse {
    Order = 1,   ///< tells a person to do something
    Filler = 2,  ///< stands beside orders
    Pattern = 4, ///< is typed as a part of secrets
    Guess = 8,   ///< is a whole secret of tutorials and templates
    Mask = 16,   ///< stands in place of a secret that somebody hides
};
Q_DECLARE_FLAGS(WordUses, WordUse)
Q_DECLARE_OPERATORS_FOR_FLAGS(WordUses)

std::vector<std::string_view> usualWords(WordUse use);

}
