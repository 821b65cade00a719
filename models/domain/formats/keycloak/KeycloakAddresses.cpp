#include "domain/formats/keycloak/KeycloakNames.h"

using namespace Qt::StringLiterals;

namespace gatehouse::keycloak {

namespace {

bool isWebAddress(const QString &uri)
{
    return uri.startsWith("https://"_L1) || uri.startsWith("http://"_L1);
}

}

QString originOf(const QString &uri)
{
    if (!isWebAddress(uri))
        return {};
    const qsizetype host = uri.indexOf("://"_L1) + 3;
    const qsizetype path = uri.indexOf(u'/', host);
    return path < 0 ? uri : uri.first(path);
}

QString resolved(const QString &uri, const QString &rootUrl)
{
    if (!isWebAddress(rootUrl) || !uri.startsWith(u'/'))
        return uri;
    return (rootUrl.endsWith(u'/') ? rootUrl.chopped(1) : rootUrl) + uri;
}

}
