#pragma once

#include "domain/formats/identityserver/Configuration.h"

/// What stands around the clients of IdentityServer, as far as we know it.
namespace gatehouse::identityserver {

using configuration::readFlag;
using json::Property;
using json::PropertyBy;

struct Sections
{
    const json::Json *clients = nullptr;
    const json::Json *identityResources = nullptr;
    const json::Json *apiScopes = nullptr;
    const json::Json *apiResources = nullptr;
};
inline constexpr std::tuple sectionTable{
    Property{"Clients", &Sections::clients},
    Property{"IdentityResources", &Sections::identityResources},
    Property{"ApiScopes", &Sections::apiScopes},
    Property{"ApiResources", &Sections::apiResources},
};

struct Resource
{
    std::optional<QString> name;
    std::optional<QString> displayName;
    std::optional<QString> description;
    std::optional<bool> enabled;
    std::optional<QStringList> claims;
    std::optional<QStringList> scopes;
};
inline constexpr std::tuple identityResourceTable{
    Property{"Name", &Resource::name},
    Property{"DisplayName", &Resource::displayName},
    PropertyBy{"Enabled", &Resource::enabled, readFlag},
    Property{"UserClaims", &Resource::claims},
};
inline constexpr std::tuple apiScopeTable{
    Property{"Name", &Resource::name},
    Property{"DisplayName", &Resource::displayName},
    Property{"Description", &Resource::description},
    PropertyBy{"Enabled", &Resource::enabled, readFlag},
};
inline constexpr std::tuple apiResourceTable{
    Property{"Name", &Resource::name},
    Property{"Scopes", &Resource::scopes},
};

}
