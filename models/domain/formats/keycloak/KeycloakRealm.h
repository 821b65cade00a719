#pragma once

#include "domain/CustomResource.h"
#include "domain/formats/ClientFormat.h"
#include "domain/json/JsonText.h"

#include <functional>

namespace gatehouse {

/// One client scope of a realm.
struct KeycloakScope
{
    /// What stands for a `${key}`, by language.
    using Translations = std::function<QMap<QString, QString>(const QString &key)>;

    QString name;
    QString title;                 ///< empty where Keycloak has it translated
    QString description;           ///< as title
    QMap<QString, QString> titles; ///< by language, where the realm has it translated
    QList<ResourceClaim> claims;
    bool inIdToken = false;
    bool keepsAllClaims = true;
    bool isOurs = true; ///< false: of another protocol, or one that every realm has
    QList<Loss> losses;

    static Result<KeycloakScope> read(const json::Json &object, const QString &place,
                                      const Translations &translations);
};

/// One user of a realm: a person or the service account of a client application.
struct KeycloakUser
{
    User user;
    QString clientId;             ///< whose service account it is; empty: nobody's
    bool isStandIn = false;       ///< keycloak::standIn: not one of ours
    json::Json account = nullptr; ///< of a client application, as it stands there without credentials
    QStringList named;            ///< columns that the file says something about
    QList<Loss> losses;

    static Result<KeycloakUser> read(const json::Json &object, const QString &place);
};

}
