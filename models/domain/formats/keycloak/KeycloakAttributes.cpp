#include "domain/formats/keycloak/KeycloakNames.h"

#include <QLatin1StringView>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::keycloak {

namespace {

struct Authenticator
{
    QLatin1StringView name;
    QLatin1StringView method;
};

/// The first of a name is read, all are written.
constexpr std::array authenticators{
    Authenticator{clientSecret, "client_secret_basic"_L1},
    Authenticator{clientJwt, "private_key_jwt"_L1},
    Authenticator{clientSecretJwt, "client_secret_jwt"_L1},
    Authenticator{clientX509, "tls_client_auth"_L1},
    Authenticator{clientX509, "self_signed_tls_client_auth"_L1},
};

struct Attribute
{
    QLatin1StringView ours;
    QLatin1StringView theirs;
};

/// The first of ours is written, all are read.
constexpr std::array userAttributes{
    Attribute{"user_id"_L1, "username"_L1},      Attribute{"name"_L1, "name"_L1},
    Attribute{"email"_L1, "email"_L1},           Attribute{"phone"_L1, "phoneNumber"_L1},
    Attribute{"phone"_L1, "phone"_L1},           Attribute{"phone"_L1, "phone_number"_L1},
    Attribute{"department"_L1, "department"_L1},
};

struct StandardClaim
{
    QLatin1StringView claim;
    QLatin1StringView attribute;
    QLatin1StringView resource;
};

/// The mappers of the client scopes profile, email and phone, which stood in each client application before
/// there were client scopes.
constexpr std::array standardClaims{
    StandardClaim{"preferred_username"_L1, "username"_L1, "profile"_L1},
    StandardClaim{"given_name"_L1, "firstName"_L1, "profile"_L1},
    StandardClaim{"family_name"_L1, "lastName"_L1, "profile"_L1},
    StandardClaim{"email"_L1, "email"_L1, "email"_L1},
    StandardClaim{"email_verified"_L1, "emailVerified"_L1, "email"_L1},
    StandardClaim{"phone_number"_L1, "phoneNumber"_L1, "phone"_L1},
    StandardClaim{"phone_number_verified"_L1, "phoneNumberVerified"_L1, "phone"_L1},
};

}

QString methodOf(const QString &authenticator)
{
    const auto known = std::ranges::find(authenticators, authenticator, &Authenticator::name);
    return known == authenticators.end() ? authenticator : QString(known->method);
}

QString authenticatorOf(const QString &method)
{
    const auto known = std::ranges::find(authenticators, method, &Authenticator::method);
    return known == authenticators.end() ? method : QString(known->name);
}

QString keycloakAttribute(const QString &userAttribute)
{
    const auto known = std::ranges::find(userAttributes, userAttribute, &Attribute::ours);
    return known == userAttributes.end() ? userAttribute : QString(known->theirs);
}

bool isBuiltInAttribute(const QString &keycloakAttribute)
{
    return keycloakAttribute == "username"_L1 || keycloakAttribute == "email"_L1;
}

std::optional<QString> ourAttribute(const QString &keycloakAttribute)
{
    const auto known = std::ranges::find(userAttributes, keycloakAttribute, &Attribute::theirs);
    return known == userAttributes.end() ? std::nullopt : std::optional<QString>(known->ours);
}

QString defaultResourceWith(const QString &claim, const QString &keycloakAttribute)
{
    for (const StandardClaim &standard : standardClaims) {
        if (claim == standard.claim && keycloakAttribute == standard.attribute)
            return standard.resource;
    }
    return {};
}

}
