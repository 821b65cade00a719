#pragma once

#include "domain/json/JsonText.h"

#include <map>

namespace gatehouse::keycloak {

/// What a representation of a client application says to Keycloak, by property: `redirectUris`,
/// `attributes.logoUri`, `protocolMappers.NAME`. Lists are in one order, and what Keycloak takes for granted,
/// or makes itself, is left out.
class Meaning
{
public:
    using Values = std::map<std::string, nlohmann::json>;

    /// `fullScope`: what an absent fullScopeAllowed means.
    Meaning(const json::Json &object, bool withSecrets, const json::Json &fullScope);

    const Values &values() const { return m_values; }

private:
    void add(const std::string &name, const json::Json &value);
    bool isUsual(const std::string &name, const json::Json &value) const;
    void addAttributes(const json::Json &attributes);
    void addMappers(const json::Json &mappers);

    bool m_withSecrets;
    json::Json m_fullScope;
    Values m_values;
};

/// What Keycloak takes for a client application that says nothing of it; null: false or nothing.
json::Json usualValue(const std::string &name);
/// The server's own, or not written with the client application.
bool isPassedOver(const std::string &name);
/// About secrets, among the attributes.
bool isSecretAttribute(const std::string &name);

inline constexpr const char *attributesName = "attributes";
inline constexpr const char *mappersName = "protocolMappers";
inline constexpr const char *redirectsName = "redirectUris";
inline constexpr const char *originsName = "webOrigins";
inline constexpr const char *fullScopeName = "fullScopeAllowed";

}
