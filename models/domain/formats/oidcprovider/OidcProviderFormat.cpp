#include "domain/formats/oidcprovider/OidcProviderFormat.h"

#include "domain/formats/oidcprovider/OidcProviderReader.h"
#include "domain/formats/oidcprovider/OidcProviderWriter.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace gatehouse {

QString OidcProviderFormat::name() const
{
    return u"oidc-provider"_s;
}

QString OidcProviderFormat::title() const
{
    return QCoreApplication::translate("OidcProviderFormat",
                                       "oidc-provider configuration (clients, scopes, claims)");
}

bool OidcProviderFormat::isStart(const json::Json &root) const
{
    return !root.contains("format") && !root.contains("client_id") &&
           (root.contains("scopes") || root.contains("claims"));
}

std::unique_ptr<ClientWriter> OidcProviderFormat::writer(QIODevice &target) const
{
    return std::make_unique<OidcProviderWriter>(target);
}

std::unique_ptr<JsonReader> OidcProviderFormat::jsonReader(ImportedHead &head, const QDateTime &now) const
{
    return std::make_unique<OidcProviderReader>(head, now);
}

}
