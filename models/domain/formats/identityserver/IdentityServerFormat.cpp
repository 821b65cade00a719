#include "domain/formats/FormatText.h"
#include "domain/formats/Formats.h"

#include "domain/formats/identityserver/Configuration.h"
#include "domain/formats/identityserver/IdentityServerSecrets.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse {

using configuration::find;
using json::Json;

namespace {

/// The sections Clients, IdentityResources, ApiScopes and ApiResources of Duende IdentityServer in the
/// appsettings.json of its host, which chooses where in that they stand: often in `IdentityServer`. Other
/// sections are nobody's loss and are left alone.
class IdentityServerFormat : public JsonFormat
{
public:
    IdentityServerFormat()
        : IdentityServerFormat({.format = "identityserver",
                                .envelopes = {"", "IdentityServer"},
                                .isInAnySection = true,
                                .claims = "Claims",
                                .secretsAreHashed = true})
    {
    }

    QString name() const final { return QString::fromLatin1(m_variant.format); }

    QString title() const override { return FormatText::tr("Duende IdentityServer (appsettings.json)"); }

    std::unique_ptr<ClientWriter> writer(QIODevice &target) const final
    {
        return identityServerWriter(m_variant, target);
    }

protected:
    explicit IdentityServerFormat(IdentityServerVariant variant) : m_variant(std::move(variant)) {}

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

    std::vector<Path> clientPaths() const override
    {
        const std::string any = json::anyMember;
        std::vector<Path> paths;
        for (const std::string &envelope : m_variant.envelopes) {
            if (envelope.empty())
                paths.push_back({}); // the clients alone
            paths.push_back(envelope.empty() ? Path{"Clients"} : Path{envelope, "Clients"});
        }
        if (m_variant.isInAnySection)
            paths.insert(paths.end(), {{any}, {any, any}, {any, any, any}});
        return paths;
    }

    bool mayBeMembers() const final { return true; }

    const char *idName() const final { return "ClientId"; }

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
        const bool hasClients = clients != root.end() && (clients->is_array() || clients->is_object());
        const Json *inner = find(root, "IdentityServer");
        return hasClients || holdsIdentityServerResources(root) ||
               (inner && holdsIdentityServerResources(*inner));
    }

    QString strangeText() const override
    {
        return FormatText::tr("The file holds no sections of IdentityServer. It looks like "
                              "{\"Clients\": [{\"ClientId\": \"...\"}]}: choose "
                              "another file or format.");
    }

    std::unique_ptr<JsonReader> jsonReader(ImportedHead &head, const QDateTime &now) const final
    {
        return identityServerReader(m_variant, head, now);
    }

private:
    IdentityServerVariant m_variant;
};

constexpr const char *skorubaEnvelope = "IdentityServerData";

/// The seed file identityserverdata.json of Skoruba Duende IdentityServer Admin: IdentityServer's sections in
/// `IdentityServerData`, with secrets in clear and claims in `ClientClaims`.
class SkorubaFormat final : public IdentityServerFormat
{
public:
    SkorubaFormat()
        : IdentityServerFormat({.format = "skoruba",
                                .envelopes = {skorubaEnvelope},
                                .isInAnySection = false,
                                .claims = "ClientClaims",
                                .secretsAreHashed = false})
    {
    }

    QString title() const override
    {
        return FormatText::tr("Skoruba IdentityServer Admin (identityserverdata.json)");
    }

protected:
    bool isStart(const json::Json &root) const override
    {
        const json::Json *data = configuration::find(root, skorubaEnvelope);
        return data && data->is_object();
    }

    /// A client alone is IdentityServer's.
    bool isBeginning(const json::Json &start) const override { return start.is_object() && isStart(start); }

    QString strangeText() const override
    {
        return FormatText::tr("The file holds no seed data of Skoruba. It looks like "
                              "{\"IdentityServerData\": {\"Clients\": [...]}}: choose "
                              "another file or format.");
    }
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
