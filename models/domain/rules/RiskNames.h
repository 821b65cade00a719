#pragma once

#include <QLatin1StringView>

#include <array>

/// The names of the risks, as JSON and the command line have them.
namespace gatehouse::risks {

using namespace Qt::StringLiterals;

inline constexpr auto unusualClientId = "client_id_unusual"_L1;
inline constexpr auto longClientId = "client_id_long"_L1;
inline constexpr auto wildcardRedirect = "redirect_wildcard"_L1;
inline constexpr auto relativeRedirect = "redirect_relative"_L1;
inline constexpr auto httpRedirect = "redirect_http"_L1;
inline constexpr auto localhostRedirect = "redirect_localhost"_L1;
inline constexpr auto schemeRedirect = "redirect_scheme"_L1;
inline constexpr auto anyCorsOrigin = "cors_any"_L1;
inline constexpr auto httpCorsOrigin = "cors_http"_L1;
inline constexpr auto noPkce = "pkce_off"_L1;
inline constexpr auto plainPkce = "pkce_plain"_L1;
inline constexpr auto noIdentity = "identity_missing"_L1;
inline constexpr auto noApiScopes = "api_scopes_missing"_L1;
inline constexpr auto weakSecret = "secret_weak"_L1;
inline constexpr auto shortKey = "key_short"_L1;
inline constexpr auto otherAuthentication = "client_authentication_other"_L1; ///< known, never told
inline constexpr auto otherGrant = "grant_other"_L1;
inline constexpr auto otherRedirect = "redirect_other"_L1;

/// About a value of the field, as one of several redirects.
inline constexpr std::array withValue{unusualClientId, longClientId,      wildcardRedirect, relativeRedirect,
                                      httpRedirect,    localhostRedirect, schemeRedirect,   anyCorsOrigin,
                                      httpCorsOrigin,  weakSecret,        shortKey,         otherGrant,
                                      otherRedirect,   plainPkce};
/// About the field itself.
inline constexpr std::array withoutValue{noPkce, noIdentity, noApiScopes};

}
