#include "domain/formats/identityserver/IdentityServerFormat.h"

#include "domain/formats/identityserver/Configuration.h"
#include "domain/formats/identityserver/IdentityServerReader.h"
#include "domain/formats/identityserver/IdentityServerWriter.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

using configuration::find;
using json::Json;

namespace {

struct IdentityServerFormatText
{
    Q_DECLARE_TR_FUNCTIONS(IdentityServerFormat)
};

bool holdsSections(const Json &object)
{
    return std::ranges::any_of(std::array{"IdentityResources", "ApiScopes", "ApiResources"},
                               [&](const char *name) {
                                   const Json *section = find(object, name);
                                   return section && section->is_array();
                               });
}

}

IdentityServerFormat::IdentityServerFormat()
    : IdentityServerFormat(
          {.envelopes = {"", "IdentityServer"}, .claims = "Claims", .secretsAreHashed = true})
{
}

QString IdentityServerFormat::name() const
{
    return u"identityserver"_s;
}

QString IdentityServerFormat::title() const
{
    return IdentityServerFormatText::tr("Duende IdentityServer (appsettings.json)");
}

std::unique_ptr<ClientWriter> IdentityServerFormat::writer(QIODevice &target) const
{
    return std::make_unique<IdentityServerWriter>(m_variant, target);
}

std::unique_ptr<JsonReader> IdentityServerFormat::jsonReader(ImportedHead &head, const QDateTime &now) const
{
    return std::make_unique<IdentityServerReader>(m_variant, head, now);
}

std::vector<JsonFormat::Path> IdentityServerFormat::clientPaths() const
{
    std::vector<Path> paths;
    for (const std::string &envelope : m_variant.envelopes) {
        if (envelope.empty())
            paths.push_back({}); // the clients alone
        paths.push_back(envelope.empty() ? Path{"Clients"} : Path{envelope, "Clients"});
    }
    return paths;
}

bool IdentityServerFormat::isClient(const Json &object) const
{
    if (!find(object, "ClientId"))
        return false;
    // other formats have a clientId, too
    return object.contains("ClientId") || find(object, "AllowedGrantTypes") || find(object, "AllowedScopes");
}

bool IdentityServerFormat::isStart(const Json &root) const
{
    const auto clients = root.find("Clients");
    const bool hasClients = clients != root.end() && (clients->is_array() || clients->is_object());
    const Json *inner = find(root, "IdentityServer");
    return hasClients || holdsSections(root) || (inner && holdsSections(*inner));
}

QString IdentityServerFormat::strangeText() const
{
    return IdentityServerFormatText::tr("The file holds no sections of IdentityServer. It looks like "
                                        "{\"Clients\": [{\"ClientId\": \"...\"}]}: choose "
                                        "another file or format.");
}

}
