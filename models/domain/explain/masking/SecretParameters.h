#pragma once

#include <QString>

/// Codes, tokens and secrets in what people paste.
namespace gatehouse::explain {

/// Stands for what is masked.
inline constexpr QLatin1StringView mask("***");

/// The text with the values of all of them masked, also inside an address that is a value itself, in headers
/// and in options of curl; and whatever looks like a JSON Web Token.
QString masked(const QString &text);

}
