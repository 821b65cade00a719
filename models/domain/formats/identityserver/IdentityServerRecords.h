#pragma once

#include "domain/formats/identityserver/ConfigurationRecord.h"

/// What stands around the clients of IdentityServer, as far as we know it.
namespace gatehouse::identityserver {

using configuration::Property;

struct Sections
{
    const json::Json *clients = nullptr;
    const json::Json *identityResources = nullptr;
    const json::Json *apiScopes = nullptr;
    const json::Json *apiResources = nullptr;
};
inline constexpr std::array sectionTable{
    Property<Sections>{"Clients", &Sections::clients},
    Property<Sections>{"IdentityResources", &Sections::identityResources},
    Property<Sections>{"ApiScopes", &Sections::apiScopes},
    Property<Sections>{"ApiResources", &Sections::apiResources},
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
inline constexpr std::array identityResourceTable{
    Property<Resource>{"Name", &Resource::name},
    Property<Resource>{"DisplayName", &Resource::displayName},
    Property<Resource>{"Enabled", &Resource::enabled},
    Property<Resource>{"UserClaims", &Resource::claims},
};
inline constexpr std::array apiScopeTable{
    Property<Resource>{"Name", &Resource::name},
    Property<Resource>{"DisplayName", &Resource::displayName},
    Property<Resource>{"Description", &Resource::description},
    Property<Resource>{"Enabled", &Resource::enabled},
};
inline constexpr std::array apiResourceTable{
    Property<Resource>{"Name", &Resource::name},
    Property<Resource>{"Scopes", &Resource::scopes},
};

}
