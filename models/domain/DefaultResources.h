#pragma once

#include <QLatin1StringView>

#include <algorithm>
#include <array>

namespace gatehouse {

/// The scope that makes a request one of OpenID Connect (OpenID Connect Core 1.0, 3.1.2.1).
inline constexpr QLatin1StringView openIdScope("openid");
/// The scope that asks for a refresh token with OpenID Connect (OpenID Connect Core 1.0, 11).
inline constexpr QLatin1StringView offlineAccessScope("offline_access");

/// The resources that every authorization server knows, with their standard claims (OpenID Connect
/// Core 1.0, 5.4).
inline constexpr std::array defaultResourceNames{openIdScope, QLatin1StringView("profile"),
                                                 QLatin1StringView("email"), QLatin1StringView("phone"),
                                                 QLatin1StringView("address")};

inline bool isDefaultResource(QStringView name)
{
    return std::ranges::any_of(defaultResourceNames, [&](QLatin1StringView known) { return name == known; });
}

/// Names that OpenID Connect gives a meaning to, so that no API scope can have them.
inline bool isReservedScope(QStringView name)
{
    return isDefaultResource(name) || name == offlineAccessScope;
}

}
