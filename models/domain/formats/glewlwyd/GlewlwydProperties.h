#pragma once

#include "domain/json/JsonText.h"

#include <optional>

namespace gatehouse {

/// The properties of a client of Glewlwyd (`GET /api/client/`, `POST /api/client/`) that we know, as they
/// stand in the file. null is the same as absent.
struct GlewlwydProperties
{
    std::optional<QString> clientId;
    std::optional<QString> name;
    std::optional<bool> enabled;
    std::optional<bool> confidential;
    std::optional<QStringList> authorizationTypes;
    std::optional<QStringList> authMethods;
    std::optional<QStringList> scopes;
    std::optional<QStringList> redirects;
    std::optional<QStringList> logoutRedirects;
    std::optional<QString> logoutRedirect; ///< the one that the administration page of Debian's package has
    std::optional<QString> password;
    std::optional<QString> secret;

    /// Gives the names of the other properties that say something through `unknown`; the error is a value of
    /// the wrong type.
    static Result<GlewlwydProperties> read(const json::Json &object, const QString &place,
                                           QStringList &unknown);
};

}
