#include "domain/formats/OidcProviderFormat.h"

#include "domain/formats/JsonText.h"
#include "domain/formats/OidcProviderReader.h"
#include "domain/formats/OidcProviderWriter.h"

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

bool OidcProviderFormat::recognizes(const QByteArray &document) const
{
    const json::Json start = json::beginning(document);
    return start.is_object() && !start.contains("format") && !start.contains("client_id") &&
           (start.contains("scopes") || start.contains("claims"));
}

std::unique_ptr<ClientWriter> OidcProviderFormat::writer(QIODevice &target) const
{
    return std::make_unique<OidcProviderWriter>(target);
}

Result<ImportedFile> OidcProviderFormat::read(const QByteArray &document, const QDateTime &now) const
{
    return json::parse(document).and_then(
        [&](const json::Json &root) { return OidcProviderReader(now).read(root); });
}

}
