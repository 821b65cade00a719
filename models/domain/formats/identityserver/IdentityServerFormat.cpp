#include "domain/formats/Formats.h"

#include "domain/formats/identityserver/Configuration.h"
#include "domain/formats/identityserver/IdentityServerSecrets.h"

#include <algorithm>
#include <array>

namespace gatehouse {

using configuration::find;
using json::Json;

namespace {

std::vector<json::Path> pathsOf(const IdentityServerVariant &variant)
{
    const std::string any = json::anyMember;
    std::vector<json::Path> paths;
    for (const std::string &envelope : variant.envelopes) {
        if (envelope.empty())
            paths.push_back({}); // the clients alone
        paths.push_back(envelope.empty() ? json::Path{"Clients"} : json::Path{envelope, "Clients"});
    }
    if (variant.isInAnySection)
        paths.insert(paths.end(), {{any}, {any, any}, {any, any, any}});
    return paths;
}

/// The sections Clients, IdentityResources, ApiScopes and ApiResources of Duende IdentityServer in the
/// appsettings.json of its host, which chooses where in that they stand: often in `IdentityServer`. Other
/// sections are nobody's loss and are left alone.
class IdentityServerFormat : public JsonFormat
{
public:
    IdentityServerFormat()
        : IdentityServerFormat(
              {.format = "identityserver",
               .envelopes = {"", "IdentityServer"},
               .isInAnySection = true,
               .claims = "Claims",
               .secretsAreHashed = true},
              QT_TRANSLATE_NOOP("Formats", "Duende IdentityServer (appsettings.json)"),
              QT_TRANSLATE_NOOP("Formats", "The file holds no sections of IdentityServer. It looks like "
                                           "{\"Clients\": [{\"ClientId\": \"...\"}]}: choose "
                                           "another file or format."))
    {
    }

protected:
    IdentityServerFormat(const IdentityServerVariant &variant, const char *title, const char *strangeText)
        : JsonFormat(
              {.name = variant.format,
               .title = title,
               .idName = "ClientId",
               .clientPaths = pathsOf(variant),
               .reader = [this](ImportedHead &head,
                                const QDateTime &now) { return identityServerReader(m_variant, head, now); },
               .writer = [this](QIODevice &target) { return identityServerWriter(m_variant, target); },
               .strangeText = strangeText})
        , m_variant(variant)
    {
    }

    Json written(const ClientApplication &client, const ExportHead &) const final
    {
        return identityServerObject(client, m_variant);
    }

    void forgetStrangers(Json &asItCame, const ClientApplication &client) const final
    {
        if (asItCame.contains(secretsProperty))
            identityserver::forgetStrangers(asItCame[secretsProperty], client);
    }

    json::Dialect dialect() const final { return json::Dialect::Configuration; }

    bool mayBeMembers() const final { return true; }

    bool isClient(const Json &object) const final
    {
        if (!find(object, "ClientId"))
            return false;
        // other formats have a clientId, too
        return object.contains("ClientId") || find(object, "AllowedGrantTypes") ||
               find(object, "AllowedScopes");
    }

    /// Settings of other programs have a ClientId, too, but not what it may do.
    bool isClientAnywhere(const Json &object) const final
    {
        return find(object, "ClientId") &&
               (find(object, "AllowedGrantTypes") || find(object, "AllowedScopes"));
    }

    bool isStart(const Json &root) const override
    {
        const auto clients = root.find("Clients");
        const bool hasClients = clients != root.end() && (clients->is_structured() || clients->is_null());
        const Json *inner = find(root, "IdentityServer");
        return hasClients || holdsIdentityServerResources(root) ||
               (inner && (holdsIdentityServerResources(*inner) || isListOfNone(find(*inner, "Clients"))));
    }

private:
    /// As a repository begins with it. With other objects in it, it is of another program.
    static bool isListOfNone(const Json *list) { return list && list->is_array() && list->empty(); }

    IdentityServerVariant m_variant;
};

constexpr const char *skorubaEnvelope = "IdentityServerData";

/// The seed file identityserverdata.json of Skoruba Duende IdentityServer Admin: IdentityServer's sections in
/// `IdentityServerData`, with secrets in clear and claims in `ClientClaims`.
class SkorubaFormat final : public IdentityServerFormat
{
public:
    SkorubaFormat()
        : IdentityServerFormat(
              {.format = "skoruba",
               .envelopes = {skorubaEnvelope},
               .isInAnySection = false,
               .claims = "ClientClaims",
               .secretsAreHashed = false},
              QT_TRANSLATE_NOOP("Formats", "Skoruba IdentityServer Admin (identityserverdata.json)"),
              QT_TRANSLATE_NOOP("Formats", "The file holds no seed data of Skoruba. It looks like "
                                           "{\"IdentityServerData\": {\"Clients\": [...]}}: choose "
                                           "another file or format."))
    {
    }

protected:
    bool isStart(const json::Json &root) const override
    {
        const json::Json *data = configuration::find(root, skorubaEnvelope);
        return data && data->is_object();
    }

    /// A client alone is IdentityServer's.
    bool isBeginning(const json::Json &start) const override { return start.is_object() && isStart(start); }
};

}

std::unique_ptr<ClientFormat> identityServerFormat()
{
    return std::make_unique<IdentityServerFormat>();
}

std::unique_ptr<ClientFormat> skorubaFormat()
{
    return std::make_unique<SkorubaFormat>();
}

}
