#pragma once

#include "domain/ClientApplication.h"
#include "domain/json/JsonText.h"

#include <optional>

namespace gatehouse {

/// The properties of RFC 7591 2 (and OpenID Connect Registration 1.0, RP-Initiated Logout 1.0) that we know,
/// as they stand in the file. null is the same as absent.
struct Rfc7591Metadata
{
    std::optional<QString> clientId;
    std::optional<QString> clientName;
    std::optional<QString> applicationType;
    std::optional<QStringList> grantTypes;
    std::optional<QStringList> responseTypes;
    std::optional<QStringList> redirectUris;
    std::optional<QStringList> postLogoutRedirectUris;
    std::optional<QString> scope;
    std::optional<QString> tokenEndpointAuthMethod;
    std::optional<QString> clientSecret;
    std::optional<qint64> clientSecretExpiresAt; ///< seconds since 1970, 0: never
    std::optional<QString> logoUri;
    std::optional<bool> requirePkce; ///< no RFC: an extra that the server has to be told of
    ConsentTextMap consentTexts;     ///< ours: `consent_api#nl`

    /// Gives the names of the other properties through `unknown`; the error is a value of the wrong type.
    static Result<Rfc7591Metadata> read(const json::Json &object, const QString &place, QStringList &unknown);
};

}
