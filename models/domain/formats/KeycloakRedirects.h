#pragma once

#include "domain/formats/KeycloakProperties.h"

#include <QStringList>

namespace gatehouse {

/// The redirects of one client application. Relative ones are put behind `rootUrl` where that is a web
/// address, as Keycloak does; all others stay as they are, for the rules to judge.
struct KeycloakRedirects
{
    QStringList login;
    QStringList logout;
    bool usesRootUrl = false;

    static KeycloakRedirects read(const KeycloakProperties &properties);
};

}
