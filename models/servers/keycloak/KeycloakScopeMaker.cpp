#include "servers/keycloak/KeycloakScopeMaker.h"

#include "domain/formats/keycloak/KeycloakConsent.h"
#include "domain/formats/keycloak/KeycloakMappers.h"
#include "domain/formats/keycloak/KeycloakNames.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::keycloak {

using json::Json;

namespace {

struct StandardScope
{
    const char *name;
    bool inToken;
    const char *shown; ///< key of Keycloak's own text; empty: it is not shown
};

/// One protocol mapper of a standard scope. `source` is the attribute of the user, or the note of the
/// session.
struct StandardMapper
{
    const char *scope;
    const char *name;
    const char *type;
    const char *source;
    const char *claim;
    const char *jsonType = "String";
    bool toUsers = true; ///< in ID token and user info, too
};

constexpr const char *attributeMapper = "oidc-usermodel-attribute-mapper";
constexpr const char *noteMapper = "oidc-usersessionmodel-note-mapper";

constexpr std::array standardScopes{
    StandardScope{"basic", false, ""},
    StandardScope{"profile", true, "${profileScopeConsentText}"},
    StandardScope{"email", true, "${emailScopeConsentText}"},
    StandardScope{"phone", true, "${phoneScopeConsentText}"},
    StandardScope{"address", true, "${addressScopeConsentText}"},
    StandardScope{"offline_access", false, "${offlineAccessScopeConsentText}"},
    StandardScope{"web-origins", false, ""},
    StandardScope{"acr", false, ""},
    StandardScope{"roles", false, "${rolesScopeConsentText}"},
    StandardScope{"microprofile-jwt", true, ""},
};

constexpr std::array standardMappers{
    StandardMapper{"basic", "sub", "oidc-sub-mapper", "", "", "", false},
    StandardMapper{"basic", "auth_time", noteMapper, "AUTH_TIME", "auth_time", "long"},
    StandardMapper{"profile", "full name", "oidc-full-name-mapper", "", "", ""},
    StandardMapper{"profile", "username", attributeMapper, "username", "preferred_username"},
    StandardMapper{"profile", "given name", attributeMapper, "firstName", "given_name"},
    StandardMapper{"profile", "family name", attributeMapper, "lastName", "family_name"},
    StandardMapper{"profile", "middle name", attributeMapper, "middleName", "middle_name"},
    StandardMapper{"profile", "nickname", attributeMapper, "nickname", "nickname"},
    StandardMapper{"profile", "profile", attributeMapper, "profile", "profile"},
    StandardMapper{"profile", "picture", attributeMapper, "picture", "picture"},
    StandardMapper{"profile", "website", attributeMapper, "website", "website"},
    StandardMapper{"profile", "gender", attributeMapper, "gender", "gender"},
    StandardMapper{"profile", "birthdate", attributeMapper, "birthdate", "birthdate"},
    StandardMapper{"profile", "zoneinfo", attributeMapper, "zoneinfo", "zoneinfo"},
    StandardMapper{"profile", "locale", attributeMapper, "locale", "locale"},
    StandardMapper{"profile", "updated at", attributeMapper, "updatedAt", "updated_at", "long"},
    StandardMapper{"email", "email", attributeMapper, "email", "email"},
    StandardMapper{"email", "email verified", "oidc-usermodel-property-mapper", "emailVerified",
                   "email_verified", "boolean"},
    StandardMapper{"phone", "phone number", attributeMapper, "phoneNumber", "phone_number"},
    StandardMapper{"phone", "phone number verified", attributeMapper, "phoneNumberVerified",
                   "phone_number_verified", "boolean"},
    StandardMapper{"address", "address", "oidc-address-mapper", "", "", ""},
    StandardMapper{"web-origins", "allowed web origins", "oidc-allowed-origins-mapper", "", "", "", false},
    StandardMapper{"acr", "acr loa level", "oidc-acr-mapper", "", "", ""},
    StandardMapper{"roles", "realm roles", "oidc-usermodel-realm-role-mapper", "", "realm_access.roles",
                   "String", false},
    StandardMapper{"roles", "client roles", "oidc-usermodel-client-role-mapper", "",
                   "resource_access.${client_id}.roles", "String", false},
    StandardMapper{"roles", "audience resolve", "oidc-audience-resolve-mapper", "", "", "", false},
    StandardMapper{"microprofile-jwt", "upn", attributeMapper, "username", "upn"},
    StandardMapper{"microprofile-jwt", "groups", "oidc-usermodel-realm-role-mapper", "", "groups"},
};

Json standardMapper(const StandardMapper &mapper)
{
    const std::string_view type = mapper.type;
    Json config = Json::object();
    const auto add = [&](const char *name, std::string_view value) {
        if (!value.empty())
            config[name] = value;
    };
    add(type == noteMapper ? "user.session.note" : "user.attribute", mapper.source);
    add("claim.name", mapper.claim);
    add("jsonType.label", mapper.jsonType);
    if (type.ends_with("-role-mapper"))
        config["multivalued"] = "true";
    if (type == "oidc-address-mapper") {
        for (const char *part : {"formatted", "street", "locality", "region", "postal_code", "country"})
            config[std::string("user.attribute.") + part] = part;
    }
    config["access.token.claim"] = "true";
    config["introspection.token.claim"] = "true";
    if (mapper.toUsers) {
        config["id.token.claim"] = "true";
        if (type != noteMapper && type != "oidc-acr-mapper")
            config["userinfo.token.claim"] = "true";
    }
    return {{"name", mapper.name},
            {"protocol", "openid-connect"},
            {"protocolMapper", mapper.type},
            {"config", std::move(config)}};
}

/// Shown to people under its title, and named in the token where that is what it is for.
Json scopeJson(const QString &name, const QString &description, const QString &shown, bool inToken)
{
    Json attributes = {{"include.in.token.scope", inToken ? "true" : "false"},
                       {displayOnConsent, shown.isEmpty() ? "false" : "true"}};
    json::addText(attributes, consentText, shown);
    Json scope = {{"name", json::fromText(name)}};
    json::addText(scope, "description", description);
    scope["protocol"] = json::fromText(openIdConnect);
    scope["attributes"] = std::move(attributes);
    return scope;
}

}

std::optional<Json> standardScope(const QString &name)
{
    const auto isIt = [&](const StandardScope &known) { return name == QLatin1StringView(known.name); };
    const auto *const known = std::ranges::find_if(standardScopes, isIt);
    if (known == standardScopes.end())
        return std::nullopt;
    Json scope = scopeJson(name, {}, QString::fromLatin1(known->shown), known->inToken);
    scope["protocolMappers"] = Json::array();
    for (const StandardMapper &mapper : standardMappers) {
        if (name == QLatin1StringView(mapper.scope))
            scope["protocolMappers"].push_back(standardMapper(mapper));
    }
    return scope;
}

Json apiScope(const ApiScope &scope)
{
    return scopeJson(scope.name, scope.description, scope.title.isEmpty() ? scope.name : scope.title, true);
}

QString localizationKey(const CustomResource &resource)
{
    return u"%1resource.%2"_s.arg(localizationPrefix, resource.name);
}

QMap<QString, QString> localizedTitles(const CustomResource &resource)
{
    QMap<QString, QString> titles;
    for (const auto &[tag, text] : resource.texts.asKeyValueRange()) {
        if (!text.title.isEmpty())
            titles.insert(tag, text.title);
    }
    return titles.size() > 1 ? titles : QMap<QString, QString>();
}

Json resourceScope(const CustomResource &resource)
{
    const QString title = resource.title.isEmpty() ? resource.name : resource.title;
    const QString shown =
        localizedTitles(resource).isEmpty() ? title : u"${%1}"_s.arg(localizationKey(resource));
    Json scope = scopeJson(resource.name, {}, shown, true);
    scope["protocolMappers"] = Json::array();
    for (const ResourceClaim &claim : resource.claims) {
        if (isMappable(claim))
            scope["protocolMappers"].push_back(mapperJson(resource.name, claim, true));
    }
    return scope;
}

}
