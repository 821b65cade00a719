#include "domain/formats/hydra/Hydra.h"

#include "domain/rules/FieldRules.h"

#include <array>

namespace gatehouse::hydralifetimes {

namespace {

enum class Grant { Code, Refresh, Machine };

/// The first that stands in a file is the one that counts.
struct Lifetime
{
    const char *property;
    Grant grant;
    ClientField field;
    std::optional<int> ClientApplication::*member;
};

constexpr std::array lifetimes{
    Lifetime{"authorization_code_grant_access_token_lifespan", Grant::Code, ClientField::AccessTokenLifetime,
             &ClientApplication::accessTokenLifetime},
    Lifetime{"refresh_token_grant_access_token_lifespan", Grant::Refresh, ClientField::AccessTokenLifetime,
             &ClientApplication::accessTokenLifetime},
    Lifetime{"client_credentials_grant_access_token_lifespan", Grant::Machine,
             ClientField::AccessTokenLifetime, &ClientApplication::accessTokenLifetime},
    Lifetime{"authorization_code_grant_id_token_lifespan", Grant::Code, ClientField::IdTokenLifetime,
             &ClientApplication::idTokenLifetime},
    Lifetime{"refresh_token_grant_id_token_lifespan", Grant::Refresh, ClientField::IdTokenLifetime,
             &ClientApplication::idTokenLifetime},
    Lifetime{"authorization_code_grant_refresh_token_lifespan", Grant::Code,
             ClientField::RefreshTokenLifetime, &ClientApplication::refreshTokenLifetime},
    Lifetime{"refresh_token_grant_refresh_token_lifespan", Grant::Refresh, ClientField::RefreshTokenLifetime,
             &ClientApplication::refreshTokenLifetime},
};

bool applies(const ClientApplication &client, const Lifetime &lifetime)
{
    if (lifetime.field == ClientField::IdTokenLifetime && !client.supportOpenId)
        return false;
    switch (lifetime.grant) {
    case Grant::Code:
        return !client.isMachineToMachine();
    case Grant::Refresh:
        return client.supportRefreshTokens;
    case Grant::Machine:
        break;
    }
    return client.usesClientCredentials();
}

/// A text that is no duration stays under Other settings, as one of another grant type does.
std::optional<int> secondsOf(const json::Json &object, const Lifetime &lifetime)
{
    const auto found = object.find(lifetime.property);
    const auto *const text = found == object.end() ? nullptr : found->get_ptr<const std::string *>();
    const auto seconds = text ? goduration::toSeconds(json::toText(*text)) : std::nullopt;
    const bool isTaken = seconds && rules::checkLifetime({}, *seconds).isEmpty();
    return isTaken ? seconds : std::nullopt;
}

}

void read(ImportedAccess &access, ClientApplication &client, const json::Json &object)
{
    for (const Lifetime &lifetime : lifetimes) {
        const auto seconds = secondsOf(object, lifetime);
        if (seconds && applies(client, lifetime) && !(client.*lifetime.member))
            access.take(lifetime.field, client.*lifetime.member, std::optional<std::optional<int>>(seconds));
    }
}

void add(json::Json &object, const ClientApplication &client)
{
    for (const Lifetime &lifetime : lifetimes) {
        if (applies(client, lifetime) && client.*lifetime.member)
            object[lifetime.property] = json::fromText(goduration::fromSeconds(*(client.*lifetime.member)));
    }
}

}
