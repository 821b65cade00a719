#include "domain/formats/KeycloakRedirects.h"

#include "domain/formats/KeycloakNames.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

bool isWebAddress(const QString &uri)
{
    return uri.startsWith("https://"_L1) || uri.startsWith("http://"_L1);
}

}

KeycloakRedirects KeycloakRedirects::read(const KeycloakProperties &properties)
{
    KeycloakRedirects redirects;
    QString root = properties.rootUrl.value_or(QString());
    if (root.endsWith(u'/'))
        root.chop(1);
    const auto absolute = [&](const QString &uri) {
        if (!isWebAddress(root) || !uri.startsWith(u'/'))
            return uri;
        redirects.usesRootUrl = true;
        return root + uri;
    };

    for (const QString &uri : properties.redirectUris.value_or(QStringList()))
        redirects.login << absolute(uri);
    const QString logout = properties.logoutRedirects.value_or(QString());
    for (const QString &uri : logout.split(keycloak::logoutSeparator, Qt::SkipEmptyParts)) {
        if (uri == keycloak::logoutAsLogin)
            redirects.logout << redirects.login;
        else if (uri != keycloak::logoutNowhere)
            redirects.logout << absolute(uri);
    }
    redirects.login.removeDuplicates(); // which Keycloak keeps as sets
    redirects.logout.removeDuplicates();
    return redirects;
}

}
