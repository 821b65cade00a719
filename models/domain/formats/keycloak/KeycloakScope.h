#pragma once

#include "domain/CustomResource.h"
#include "domain/formats/ClientFormat.h"
#include "domain/json/JsonText.h"

namespace gatehouse {

/// One client scope of a realm.
struct KeycloakScope
{
    QString name;
    QString title;       ///< empty where Keycloak has it translated
    QString description; ///< as title
    QList<ResourceClaim> claims;
    bool inIdToken = false;
    bool keepsAllClaims = true;
    bool isOurs = true; ///< false: of another protocol, or one that every realm has
    QList<Loss> losses;

    static Result<KeycloakScope> read(const json::Json &object, const QString &place);
};

/// Whether a property or attribute of that value says nothing: false, empty, none.
bool saysNothing(const json::Json &value);

}
