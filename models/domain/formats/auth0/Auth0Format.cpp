#include "domain/formats/Formats.h"

#include <algorithm>
#include <array>

namespace gatehouse {

namespace {

/// What Auth0 says of applications and RFC 7591 has not.
constexpr std::array ownProperties{
    "app_type",       "callbacks",         "allowed_logout_urls", "web_origins",  "oidc_conformant",
    "is_first_party", "jwt_configuration", "client_aliases",      "sso_disabled", "global"};

/// Applications of Auth0 as `auth0 apps list --json`, its Management API and exports of a tenant give them,
/// with what a tenant's export says of APIs.
class Auth0Format final : public JsonFormat
{
public:
    Auth0Format()
        : JsonFormat({.name = "auth0",
                      .title = QT_TRANSLATE_NOOP("Formats", "Auth0 applications (auth0 apps list --json)"),
                      .idName = "client_id",
                      .clientPaths = {{"clients"}, {}},
                      .reader = auth0Reader,
                      .strangeText = QT_TRANSLATE_NOOP(
                          "Formats",
                          "The file holds no applications of Auth0. It looks like [{\"client_id\": \"...\", "
                          "\"callbacks\": [...]}]: choose another file or format.")})
    {
    }

protected:
    bool isClient(const json::Json &object) const override
    {
        const auto has = [&](const char *name) { return object.contains(name); };
        return (has("client_id") || has("name")) && std::ranges::any_of(ownProperties, has);
    }

    bool mayBeDocument(const json::Json &root) const override
    {
        return root.is_array() || (root.is_object() && root.contains("clients"));
    }
};

}

std::unique_ptr<ClientFormat> auth0Format()
{
    return std::make_unique<Auth0Format>();
}

}
