#include "domain/formats/Formats.h"

#include "domain/formats/rfc7591/Rfc7591.h"

namespace gatehouse {

namespace {

/// The configuration of npm `oidc-provider` as far as JSON can say it: client metadata by RFC 7591, scopes,
/// and the claims of each scope (OpenID Connect Core 1.0, 5.4, and those of custom resources). Where the
/// claims get their values is code on the server.
class OidcProviderFormat final : public JsonFormat
{
public:
    OidcProviderFormat()
        : JsonFormat(
              {.name = "oidc-provider",
               .title = QT_TRANSLATE_NOOP("Formats", "oidc-provider configuration (clients, scopes, claims)"),
               .idName = "client_id",
               .clientPaths = {{"clients"}},
               .reader = oidcProviderReader,
               .writer = oidcProviderWriter})
    {
    }

    bool carriesSigningKeys() const override { return true; }

protected:
    bool saysByItself(const std::string &property, const json::Json &value) const override
    {
        return isSaidByServers(property, value);
    }

    json::Json written(const ClientApplication &client, const ExportHead &head) const override
    {
        return rfc7591Metadata(wholeClient(client, head));
    }

    bool isClient(const json::Json &) const override { return false; } // none stands alone

    bool isStart(const json::Json &root) const override
    {
        return !root.contains("format") && !root.contains("client_id") &&
               (root.contains("scopes") || root.contains("claims"));
    }
};

}

std::unique_ptr<ClientFormat> oidcProviderFormat()
{
    return std::make_unique<OidcProviderFormat>();
}

}
