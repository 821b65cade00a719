#include "domain/formats/keycloak/KeycloakProperties.h"

#include "domain/formats/keycloak/KeycloakNames.h"
#include "domain/json/JsonRecord.h"

namespace gatehouse {

using json::Json;

namespace {

/// The mappers themselves are read by others.
Result<const Json *> readArray(const Json &value, const QString &place)
{
    if (value.is_array())
        return &value;
    return std::unexpected(json::notAnArray(value, place));
}

/// Files that people make have switches and numbers for texts, which Keycloak takes.
Result<QString> readText(const Json &value, const QString &place)
{
    return value.is_boolean() || value.is_number() ? json::toText(value.dump())
                                                   : json::read<QString>(value, place);
}

constexpr std::tuple clientTable{
    json::PropertyBy{"clientId", &KeycloakProperties::clientId, readText},
    json::PropertyBy{"name", &KeycloakProperties::name, readText},
    json::PropertyBy{"description", &KeycloakProperties::description, readText},
    json::PropertyBy{"protocol", &KeycloakProperties::protocol, readText},
    json::PropertyBy{"clientAuthenticatorType", &KeycloakProperties::clientAuthenticatorType, readText},
    json::PropertyBy{"secret", &KeycloakProperties::secret, readText},
    json::PropertyBy{"rootUrl", &KeycloakProperties::rootUrl, readText},
    json::PropertyBy{"baseUrl", &KeycloakProperties::baseUrl, readText},
    json::PropertyBy{"enabled", &KeycloakProperties::enabled, json::readFlag},
    json::PropertyBy{"publicClient", &KeycloakProperties::publicClient, json::readFlag},
    json::PropertyBy{"bearerOnly", &KeycloakProperties::bearerOnly, json::readFlag},
    json::PropertyBy{"standardFlowEnabled", &KeycloakProperties::standardFlowEnabled, json::readFlag},
    json::PropertyBy{"implicitFlowEnabled", &KeycloakProperties::implicitFlowEnabled, json::readFlag},
    json::PropertyBy{"directAccessGrantsEnabled", &KeycloakProperties::directAccessGrantsEnabled,
                     json::readFlag},
    json::PropertyBy{"directGrantsOnly", &KeycloakProperties::directGrantsOnly, json::readFlag},
    json::PropertyBy{"serviceAccountsEnabled", &KeycloakProperties::serviceAccountsEnabled, json::readFlag},
    json::PropertyBy{"authorizationServicesEnabled", &KeycloakProperties::authorizationServicesEnabled,
                     json::readFlag},
    json::PropertyBy{"consentRequired", &KeycloakProperties::consentRequired, json::readFlag},
    json::Property{"redirectUris", &KeycloakProperties::redirectUris},
    json::Property{"webOrigins", &KeycloakProperties::webOrigins},
    json::Property{"defaultClientScopes", &KeycloakProperties::defaultClientScopes},
    json::Property{"optionalClientScopes", &KeycloakProperties::optionalClientScopes},
    json::PropertyBy{"protocolMappers", &KeycloakProperties::protocolMappers, readArray},
};

constexpr std::tuple attributeTable{
    json::PropertyBy{keycloak::pkceMethod, &KeycloakProperties::pkceMethod, readText},
    json::PropertyBy{keycloak::useRefreshTokens, &KeycloakProperties::useRefreshTokens, readText},
    json::PropertyBy{keycloak::deviceGrant, &KeycloakProperties::deviceGrant, readText},
    json::PropertyBy{keycloak::cibaGrant, &KeycloakProperties::cibaGrant, readText},
    json::PropertyBy{keycloak::logoUri, &KeycloakProperties::logoUri, readText},
    json::PropertyBy{keycloak::policyUri, &KeycloakProperties::policyUri, readText},
    json::PropertyBy{keycloak::tosUri, &KeycloakProperties::tosUri, readText},
    json::PropertyBy{keycloak::accessTokenLifespan, &KeycloakProperties::accessTokenLifespan, readText},
    json::PropertyBy{keycloak::sessionIdleTimeout, &KeycloakProperties::sessionIdleTimeout, readText},
    json::PropertyBy{keycloak::logoutRedirects, &KeycloakProperties::logoutRedirects, readText},
    json::PropertyBy{keycloak::secretCreation, &KeycloakProperties::secretCreation, readText},
    json::PropertyBy{keycloak::secretExpiration, &KeycloakProperties::secretExpiration, readText},
    json::PropertyBy{keycloak::rotatedSecret, &KeycloakProperties::rotatedSecret, readText},
    json::PropertyBy{keycloak::rotatedCreation, &KeycloakProperties::rotatedCreation, readText},
    json::PropertyBy{keycloak::rotatedExpiration, &KeycloakProperties::rotatedExpiration, readText},
    json::PropertyBy{keycloak::useKeysUri, &KeycloakProperties::useKeysUri, readText},
    json::PropertyBy{keycloak::keysUri, &KeycloakProperties::keysUri, readText},
    json::PropertyBy{keycloak::useKeys, &KeycloakProperties::useKeys, readText},
    json::PropertyBy{keycloak::keys, &KeycloakProperties::keys, readText},
    json::PropertyBy{keycloak::certificate, &KeycloakProperties::certificate, readText},
    json::PropertyBy{keycloak::displayOnConsent, &KeycloakProperties::displayOnConsent, readText},
    json::PropertyBy{keycloak::consentText, &KeycloakProperties::consentText, readText},
};

}

Result<void> KeycloakProperties::read(const Json &object, const QString &place)
{
    const auto passOver = [](const std::string &, const Json &, const QString &) { return Result<void>(); };
    const auto readAttributes = [&](const std::string &property, const Json &value,
                                    const QString &where) -> Result<void> {
        if (property != "attributes" || value.is_null())
            return {};
        return json::readRecord(*this, attributeTable, value, where, passOver);
    };
    return json::readRecord(*this, clientTable, object, place, readAttributes);
}

}
