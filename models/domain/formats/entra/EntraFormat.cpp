#include "domain/formats/Formats.h"

#include <algorithm>
#include <array>

namespace gatehouse {

namespace {

/// What says that it is an application, and no service principal, which has an appId, too.
constexpr std::array applicationProperties{"replyUrlsWithType",
                                           "replyUrls",
                                           "web",
                                           "spa",
                                           "publicClient",
                                           "passwordCredentials",
                                           "isFallbackPublicClient",
                                           "allowPublicClient",
                                           "requiredResourceAccess",
                                           "signInAudience",
                                           "oauth2AllowImplicitFlow"};

/// Manifests of applications of Microsoft Entra ID (Azure AD), in the portal's old shape and in that of
/// Microsoft Graph: one, an array of them (`az ad app list`), or Graph's `{"value": [...]}`.
class EntraFormat final : public JsonFormat
{
public:
    EntraFormat()
        : JsonFormat({.name = "entra",
                      .title = QT_TRANSLATE_NOOP("Formats", "Microsoft Entra ID (application manifest)"),
                      .idName = "appId",
                      .clientPaths = {{"value"}, {}},
                      .reader = readerBy<readEntra>,
                      .strangeText = QT_TRANSLATE_NOOP(
                          "Formats",
                          "The file holds no application of Microsoft Entra ID. It looks like {\"appId\": "
                          "\"...\", \"displayName\": \"...\", \"web\": {...}}: choose another file or "
                          "format.")})
    {
    }

protected:
    bool isClient(const json::Json &object) const override
    {
        const auto has = [&](const char *name) { return object.contains(name); };
        return has("appId") && !has("servicePrincipalType") &&
               std::ranges::any_of(applicationProperties, has);
    }

    bool mayBeDocument(const json::Json &root) const override
    {
        if (!root.is_object() || !root.contains("value"))
            return root.is_array();
        return root["value"].is_array() || root["value"].is_null(); // which is an empty list
    }
};

}

std::unique_ptr<ClientFormat> entraFormat()
{
    return std::make_unique<EntraFormat>();
}

}
