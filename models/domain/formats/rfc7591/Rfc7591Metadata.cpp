#include "domain/formats/rfc7591/Rfc7591Metadata.h"

#include "domain/formats/ConsentProperties.h"

#include <algorithm>
#include <array>
#include <variant>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

template<typename T>
using Member = std::optional<T> Rfc7591Metadata::*;

struct Property
{
    const char *name;
    std::variant<Member<QString>, Member<QStringList>, Member<bool>, Member<qint64>> member;
};

constexpr std::array properties{
    Property{"client_id", &Rfc7591Metadata::clientId},
    Property{"client_name", &Rfc7591Metadata::clientName},
    Property{"application_type", &Rfc7591Metadata::applicationType},
    Property{"grant_types", &Rfc7591Metadata::grantTypes},
    Property{"response_types", &Rfc7591Metadata::responseTypes},
    Property{"redirect_uris", &Rfc7591Metadata::redirectUris},
    Property{"post_logout_redirect_uris", &Rfc7591Metadata::postLogoutRedirectUris},
    Property{"scope", &Rfc7591Metadata::scope},
    Property{"token_endpoint_auth_method", &Rfc7591Metadata::tokenEndpointAuthMethod},
    Property{"client_secret", &Rfc7591Metadata::clientSecret},
    Property{"client_secret_expires_at", &Rfc7591Metadata::clientSecretExpiresAt},
    Property{"logo_uri", &Rfc7591Metadata::logoUri},
    Property{"require_pkce", &Rfc7591Metadata::requirePkce},
};

}

Result<Rfc7591Metadata> Rfc7591Metadata::read(const json::Json &object, const QString &place,
                                              QStringList &unknown)
{
    Rfc7591Metadata metadata;
    ConsentProperties consent;
    for (const auto &[name, value] : object.items()) {
        const auto property = std::ranges::find(properties, name, &Property::name);
        const QString where = json::member(place, name);
        if (property == properties.end()) {
            const auto taken = consent.take(name, value, where);
            if (!taken)
                return std::unexpected(taken.error());
            if (!*taken)
                unknown << json::member({}, name);
            continue;
        }
        if (value.is_null())
            continue;
        const auto take = [&]<typename T>(Member<T> member) -> Result<void> {
            return json::read<T>(value, where).transform([&](const T &read) { metadata.*member = read; });
        };
        if (auto done = std::visit(take, property->member); !done) {
            done.error().column = QString::fromLatin1(property->name);
            return std::unexpected(done.error());
        }
    }
    metadata.consentTexts = consent.texts();
    return metadata;
}

}
