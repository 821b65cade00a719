#include "domain/formats/Formats.h"

#include "domain/formats/hydra/Hydra.h"
#include "domain/formats/rfc7591/Rfc7591.h"

#include <algorithm>
#include <array>

namespace gatehouse {

namespace {

/// What Hydra has beyond RFC 7591 and writes for every client application, or most of them.
constexpr std::array ownProperties{
    "skip_consent", "skip_logout_consent",   "audience", "allowed_cors_origins",
    "metadata",     "access_token_strategy", "owner",    "created_at",
    "updated_at"};

/// What Hydra never writes: those with it are of RFC 7591, whatever else they have.
constexpr std::array foreignProperties{"require_pkce", "application_type", "client_id_issued_at"};

/// OAuth 2.0 client applications of Ory Hydra 2 as a JSON array for `hydra import oauth2-client`: RFC 7591
/// metadata with extras of its own. Reads a single one, `{"clients": [...]}` and the page that `hydra list
/// oauth2-clients` prints, too.
class HydraFormat final : public JsonFormat
{
public:
    HydraFormat()
        : JsonFormat({.name = "hydra",
                      .title = QT_TRANSLATE_NOOP("Formats", "Ory Hydra (hydra import oauth2-client)"),
                      .idName = "client_id",
                      .clientPaths = {{}, {"items"}, {"clients"}},
                      .reader = hydraReader,
                      .writer = hydraWriter,
                      .strangeText = QT_TRANSLATE_NOOP(
                          "Formats", "The file holds no client applications of Ory Hydra. It looks like "
                                     "[{\"client_id\": \"...\", \"skip_consent\": false}]: choose another "
                                     "file or format.")})
    {
    }

protected:
    bool saysByItself(const std::string &property, const json::Json &value) const override
    {
        return isSaidByServers(property, value);
    }

    json::Json written(const ClientApplication &client, const ExportHead &head) const override
    {
        return hydraMetadata(wholeClient(client, head));
    }

    bool isClient(const json::Json &object) const override
    {
        const auto has = [&](const char *name) { return object.contains(name); };
        return has("client_id") && std::ranges::any_of(ownProperties, has) &&
               std::ranges::none_of(foreignProperties, has);
    }

    bool mayBeClient(const json::Json &object) const override { return object.contains("client_id"); }
};

}

std::unique_ptr<ClientFormat> hydraFormat()
{
    return std::make_unique<HydraFormat>();
}

}
