#pragma once

#include "domain/json/JsonRecord.h"

namespace gatehouse::entra {

/// What a manifest says of an application, whichever of its two shapes it has.
struct Application
{
    QString appId;
    std::optional<QString> title;
    std::optional<QString> logoUrl;
    std::optional<QString> description;
    std::optional<QString> homePage;
    std::optional<QString> privacyPolicy;
    std::optional<QString> termsOfService;
    QString logoutUrl;
    QStringList redirects;       ///< of the web first, then of single pages, then of devices
    qsizetype webRedirects = 0;  ///< those that a client application with a secret has
    bool allowsImplicit = false; ///< access tokens or ID tokens in the address of a redirect
    bool isFallbackPublic = false;
    bool hasRoles = false; ///< something that it may do as itself
    int permissions = 0;   ///< that stand there as numbers alone
    int secrets = 0;
    int keys = 0;

    /// Without a secret and a key, by what it says or by where it runs.
    bool isPublic() const;

    /// Gives the names of other properties that say something through `unknown`; the error is a value of the
    /// wrong type.
    Result<void> read(const json::Json &object, const QString &place, QStringList &unknown);
};

/// What Entra gives to every application that signs users in and asks for it.
QStringList userScopes();

}
