#pragma once

#include "domain/formats/ClientFormat.h"
#include "domain/json/JsonText.h"

namespace gatehouse {

/// One user of a realm: a person or the service account of a client application.
struct KeycloakUser
{
    User user;
    QString clientId;       ///< whose service account it is; empty: nobody's
    bool isStandIn = false; ///< keycloak::standIn: not one of ours
    QStringList named;      ///< columns that the file says something about
    QList<Loss> losses;

    static Result<KeycloakUser> read(const json::Json &object, const QString &place);
};

}
