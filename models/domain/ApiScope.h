#pragma once

#include <QString>

namespace gatehouse {

/// Something that a client application with API access may call, named as in an OAuth 2.0 `scope` (RFC
/// 6749 3.3).
struct ApiScope
{
    QString key; ///< empty until first stored
    int version = 0;
    QString name;
    QString title;
    QString description;

    bool operator==(const ApiScope &) const = default;
};

/// The scope that exists at first and that a client application with API access gets unless others are
/// chosen.
inline constexpr QLatin1StringView defaultApiScope("api");

}
