#include "domain/formats/ClientFormat.h"
#include "domain/formats/GatehouseFormat.h"
#include "domain/formats/GlewlwydFormat.h"
#include "domain/formats/HydraFormat.h"
#include "domain/formats/IdentityServerFormat.h"
#include "domain/formats/JsonText.h"
#include "domain/formats/KeycloakFormat.h"
#include "domain/formats/OidcProviderFormat.h"
#include "domain/formats/Rfc7591Format.h"
#include "domain/formats/SkorubaFormat.h"

#include "domain/RuleText.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

struct ClientFormatsText
{
    Q_DECLARE_TR_FUNCTIONS(ClientFormatsText)
};

template<typename... Formats>
std::vector<std::unique_ptr<ClientFormat>> made()
{
    std::vector<std::unique_ptr<ClientFormat>> formats;
    (formats.push_back(std::make_unique<Formats>()), ...);
    return formats;
}

QString formatNames()
{
    QStringList names;
    for (const auto &format : clientFormats())
        names << format->name();
    return names.join(", "_L1);
}

}

const std::vector<std::unique_ptr<ClientFormat>> &clientFormats()
{
    static const auto formats =
        made<GatehouseFormat,      //
             IdentityServerFormat, // before Keycloak's, whose names differ in case alone
             SkorubaFormat,        //
             KeycloakFormat,       // before the next two, which take an empty array of clients
             OidcProviderFormat,   // before the next, which recognizes its clients too
             HydraFormat,          // before Rfc7591Format, like the next
             GlewlwydFormat,       //
             Rfc7591Format         //
             >();
    return formats;
}

Result<const ClientFormat *> formatByName(const QString &name)
{
    const auto &formats = clientFormats();
    const auto found = std::ranges::find(formats, name.toLower(), &ClientFormat::name);
    if (found != formats.end())
        return found->get();
    return fail(Error::Kind::NotFound, ClientFormatsText::tr("Format \"%1\" does not exist. Use one of: %2.")
                                           .arg(rules::shortened(name), formatNames()));
}

Result<const ClientFormat *> formatByContent(const QByteArray &document)
{
    for (const auto &format : clientFormats()) {
        if (format->recognizes(document))
            return format.get();
    }
    if (const auto parsed = json::parse(document); !parsed)
        return std::unexpected(parsed.error());
    return fail(Error::Kind::Rule,
                ClientFormatsText::tr(
                    "The file is in none of the formats that Gatehouse knows: %1. Choose another file, "
                    "or name the format if it is one of these.")
                    .arg(formatNames()));
}

}
