#include "domain/formats/keycloak/KeycloakProperties.h"

#include "domain/formats/ImportedClients.h"
#include "domain/formats/keycloak/KeycloakNames.h"
#include "domain/formats/keycloak/KeycloakRealm.h"
#include "domain/json/JsonRecord.h"

using namespace Qt::StringLiterals;

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

constexpr std::tuple clientTable{
    json::Property{"clientId", &KeycloakProperties::clientId},
    json::Property{"name", &KeycloakProperties::name},
    json::Property{"protocol", &KeycloakProperties::protocol},
    json::Property{"clientAuthenticatorType", &KeycloakProperties::clientAuthenticatorType},
    json::Property{"secret", &KeycloakProperties::secret},
    json::Property{"rootUrl", &KeycloakProperties::rootUrl},
    json::PropertyBy{"enabled", &KeycloakProperties::enabled, json::readFlag},
    json::PropertyBy{"publicClient", &KeycloakProperties::publicClient, json::readFlag},
    json::PropertyBy{"bearerOnly", &KeycloakProperties::bearerOnly, json::readFlag},
    json::PropertyBy{"standardFlowEnabled", &KeycloakProperties::standardFlowEnabled, json::readFlag},
    json::PropertyBy{"implicitFlowEnabled", &KeycloakProperties::implicitFlowEnabled, json::readFlag},
    json::PropertyBy{"directAccessGrantsEnabled", &KeycloakProperties::directAccessGrantsEnabled,
                     json::readFlag},
    json::PropertyBy{"directGrantsOnly", &KeycloakProperties::directGrantsOnly, json::readFlag},
    json::PropertyBy{"serviceAccountsEnabled", &KeycloakProperties::serviceAccountsEnabled, json::readFlag},
    json::PropertyBy{"consentRequired", &KeycloakProperties::consentRequired, json::readFlag},
    json::PropertyBy{"fullScopeAllowed", &KeycloakProperties::fullScopeAllowed, json::readFlag},
    json::Property{"redirectUris", &KeycloakProperties::redirectUris},
    json::Property{"defaultClientScopes", &KeycloakProperties::defaultClientScopes},
    json::Property{"optionalClientScopes", &KeycloakProperties::optionalClientScopes},
    json::PropertyBy{"protocolMappers", &KeycloakProperties::protocolMappers, readArray},
};

/// Attributes are texts, but files that people make have switches and numbers there.
Result<QString> readAttribute(const Json &value, const QString &place)
{
    return value.is_boolean() || value.is_number() ? json::toText(value.dump())
                                                   : json::read<QString>(value, place);
}

constexpr std::tuple attributeTable{
    json::PropertyBy{keycloak::pkceMethod, &KeycloakProperties::pkceMethod, readAttribute},
    json::PropertyBy{keycloak::useRefreshTokens, &KeycloakProperties::useRefreshTokens, readAttribute},
    json::PropertyBy{keycloak::logoUri, &KeycloakProperties::logoUri, readAttribute},
    json::PropertyBy{keycloak::logoutRedirects, &KeycloakProperties::logoutRedirects, readAttribute},
    json::PropertyBy{keycloak::secretExpiration, &KeycloakProperties::secretExpiration, readAttribute},
    json::PropertyBy{keycloak::consentText, &KeycloakProperties::consentText, readAttribute},
};

/// Of the server's own making, or following from the others.
constexpr std::array<std::string_view, 5> bookkeeping{"id", "origin", "access", "nodeReRegistrationTimeout",
                                                      "registeredNodes"};
constexpr std::array<std::string_view, 3> bookkeepingAttributes{"realm_client", "client.secret.creation.time",
                                                                keycloak::displayOnConsent};

}

Result<void> KeycloakProperties::read(const Json &object, const QString &place, QStringList &unknown)
{
    const auto takeOtherAttribute = [&](const std::string &property, const Json &value,
                                        const QString &) -> Result<void> {
        if (!saysNothing(value) && !std::ranges::contains(bookkeepingAttributes, property))
            unknown << json::member(u"attributes"_s, property);
        return {};
    };
    const auto takeOther = [&](const std::string &property, const Json &value,
                               const QString &where) -> Result<void> {
        if (property == "attributes" && !value.is_null())
            return json::readRecord(*this, attributeTable, value, where, takeOtherAttribute);
        if (!saysNothing(value) && !std::ranges::contains(bookkeeping, property))
            unknown << json::member({}, property);
        return {};
    };
    return json::readRecord(*this, clientTable, object, place, takeOther);
}

}
