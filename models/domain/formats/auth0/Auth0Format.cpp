#include "domain/formats/Formats.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// What Auth0 says of applications and RFC 7591 has not.
constexpr std::array ownProperties{
    "app_type",       "callbacks",         "allowed_logout_urls", "web_origins",  "oidc_conformant",
    "is_first_party", "jwt_configuration", "client_aliases",      "sso_disabled", "global"};

/// Applications of Auth0 as `auth0 apps list --json`, its Management API and exports of a tenant give them,
/// with what a tenant's export says of APIs.
class Auth0Format final : public ImportFormat
{
public:
    QString name() const override { return u"auth0"_s; }

    QString title() const override
    {
        return QCoreApplication::translate("Auth0Format", "Auth0 applications (auth0 apps list --json)");
    }

protected:
    std::vector<Path> clientPaths() const override { return {{"clients"}, {}}; }
    const char *idName() const override { return "client_id"; }

    bool isClient(const json::Json &object) const override
    {
        const auto has = [&](const char *name) { return object.contains(name); };
        return (has("client_id") || has("name")) && std::ranges::any_of(ownProperties, has);
    }

    bool mayBeDocument(const json::Json &root) const override
    {
        return root.is_array() || (root.is_object() && root.contains("clients"));
    }

    QString strangeText() const override
    {
        return QCoreApplication::translate(
            "Auth0Format", "The file holds no applications of Auth0. It looks like [{\"client_id\": \"...\", "
                           "\"callbacks\": [...]}]: choose another file or format.");
    }

    std::unique_ptr<JsonReader> jsonReader(ImportedHead &head, const QDateTime &now) const override
    {
        return auth0Reader(head, now);
    }
};

}

std::unique_ptr<ClientFormat> auth0Format()
{
    return std::make_unique<Auth0Format>();
}

}
