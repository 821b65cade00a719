#pragma once

#include <QString>

#include <algorithm>
#include <optional>

namespace gatehouse::store {

/// Of digits and small letters.
inline bool isHex(const QString &text)
{
    const auto isDigit = [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'); };
    return !text.isEmpty() && std::ranges::all_of(text, isDigit);
}

inline std::optional<QString> hexFrom(const QString &text)
{
    return isHex(text) ? std::optional(text) : std::nullopt;
}

}
