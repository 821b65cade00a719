#include "domain/formats/keycloak/KeycloakProperties.h"

#include "domain/formats/ImportedClients.h"
#include "domain/formats/keycloak/KeycloakNames.h"
#include "domain/formats/keycloak/KeycloakScope.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <variant>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

struct KeycloakPropertiesText
{
    Q_DECLARE_TR_FUNCTIONS(KeycloakProperties)
};

template<typename T>
using Member = std::optional<T> KeycloakProperties::*;

struct Property
{
    std::string_view name;
    std::variant<Member<QString>, Member<QStringList>, Member<bool>> member;
};

constexpr std::array properties{
    Property{"clientId", &KeycloakProperties::clientId},
    Property{"name", &KeycloakProperties::name},
    Property{"protocol", &KeycloakProperties::protocol},
    Property{"clientAuthenticatorType", &KeycloakProperties::clientAuthenticatorType},
    Property{"secret", &KeycloakProperties::secret},
    Property{"rootUrl", &KeycloakProperties::rootUrl},
    Property{"enabled", &KeycloakProperties::enabled},
    Property{"publicClient", &KeycloakProperties::publicClient},
    Property{"bearerOnly", &KeycloakProperties::bearerOnly},
    Property{"standardFlowEnabled", &KeycloakProperties::standardFlowEnabled},
    Property{"implicitFlowEnabled", &KeycloakProperties::implicitFlowEnabled},
    Property{"directAccessGrantsEnabled", &KeycloakProperties::directAccessGrantsEnabled},
    Property{"directGrantsOnly", &KeycloakProperties::directGrantsOnly},
    Property{"serviceAccountsEnabled", &KeycloakProperties::serviceAccountsEnabled},
    Property{"consentRequired", &KeycloakProperties::consentRequired},
    Property{"fullScopeAllowed", &KeycloakProperties::fullScopeAllowed},
    Property{"redirectUris", &KeycloakProperties::redirectUris},
    Property{"defaultClientScopes", &KeycloakProperties::defaultClientScopes},
    Property{"optionalClientScopes", &KeycloakProperties::optionalClientScopes},
};

constexpr std::array attributes{
    Property{keycloak::pkceMethod, &KeycloakProperties::pkceMethod},
    Property{keycloak::useRefreshTokens, &KeycloakProperties::useRefreshTokens},
    Property{keycloak::logoUri, &KeycloakProperties::logoUri},
    Property{keycloak::logoutRedirects, &KeycloakProperties::logoutRedirects},
    Property{keycloak::secretExpiration, &KeycloakProperties::secretExpiration},
    Property{keycloak::consentText, &KeycloakProperties::consentText},
};

/// Of the server's own making, or following from the others.
constexpr std::array<std::string_view, 5> bookkeeping{"id", "origin", "access", "nodeReRegistrationTimeout",
                                                      "registeredNodes"};
constexpr std::array<std::string_view, 3> bookkeepingAttributes{"realm_client", "client.secret.creation.time",
                                                                keycloak::displayOnConsent};

/// Attributes are texts, but files that people make have switches and numbers there.
template<typename T>
Result<T> readMember(const Json &value, const QString &place, bool isAttribute)
{
    if constexpr (std::is_same_v<T, QString>) {
        if (isAttribute && (value.is_boolean() || value.is_number()))
            return json::toText(value.dump());
    }
    return json::read<T>(value, place);
}

/// One object, either the properties or the attributes among them.
Result<void> readObject(KeycloakProperties &read, const Json &object, const QString &place, const auto &known,
                        const auto &visitOther)
{
    const bool isAttribute = known.data() == gatehouse::attributes.data();
    for (const auto &[name, value] : object.items()) {
        const auto property = std::ranges::find(known, name, &Property::name);
        const QString where = json::member(place, name);
        if (property == known.end()) {
            if (const Result<void> done = visitOther(name, value, where); !done)
                return done;
            continue;
        }
        if (value.is_null())
            continue;
        const auto take = [&]<typename T>(Member<T> member) -> Result<void> {
            return readMember<T>(value, where, isAttribute).transform([&](const T &found) {
                read.*member = found;
            });
        };
        if (auto done = std::visit(take, property->member); !done) {
            done.error().column = json::toText(name);
            return std::unexpected(done.error());
        }
    }
    return {};
}

}

Result<KeycloakProperties> KeycloakProperties::read(const Json &object, const QString &place,
                                                    QStringList &unknown)
{
    KeycloakProperties read;
    const auto visitAttribute = [&](const std::string &name, const Json &value,
                                    const QString &) -> Result<void> {
        if (!saysNothing(value) && !std::ranges::contains(bookkeepingAttributes, name))
            unknown << json::member(u"attributes"_s, name);
        return {};
    };
    const auto visitOther = [&](const std::string &name, const Json &value,
                                const QString &where) -> Result<void> {
        if (value.is_null())
            return {};
        if (name == "attributes") {
            if (!value.is_object())
                return std::unexpected(notAnObject(value, where));
            return readObject(read, value, where, gatehouse::attributes, visitAttribute);
        }
        if (name == "protocolMappers") {
            if (!value.is_array())
                return std::unexpected(json::wrongType(value, where, KeycloakPropertiesText::tr("an array")));
            read.protocolMappers = &value;
        } else if (!saysNothing(value) && !std::ranges::contains(bookkeeping, name)) {
            unknown << json::member({}, name);
        }
        return {};
    };
    if (const auto done = readObject(read, object, place, properties, visitOther); !done)
        return std::unexpected(done.error());
    return read;
}

}
