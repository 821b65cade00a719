#include "domain/formats/glewlwyd/GlewlwydProperties.h"

#include <algorithm>
#include <array>
#include <type_traits>
#include <variant>

namespace gatehouse {

using json::Json;

namespace {

template<typename T>
using Member = std::optional<T> GlewlwydProperties::*;

struct Property
{
    const char *name;
    std::variant<Member<QString>, Member<QStringList>, Member<bool>> member;
};

constexpr std::array properties{
    Property{"client_id", &GlewlwydProperties::clientId},
    Property{"name", &GlewlwydProperties::name},
    Property{"enabled", &GlewlwydProperties::enabled},
    Property{"confidential", &GlewlwydProperties::confidential},
    Property{"authorization_type", &GlewlwydProperties::authorizationTypes},
    Property{"token_endpoint_auth_method", &GlewlwydProperties::authMethods},
    Property{"scope", &GlewlwydProperties::scopes},
    Property{"redirect_uri", &GlewlwydProperties::redirects},
    Property{"post_logout_redirect_uris", &GlewlwydProperties::logoutRedirects},
    Property{"post_logout_redirect_uri", &GlewlwydProperties::logoutRedirect},
    Property{"password", &GlewlwydProperties::password},
    Property{"client_secret", &GlewlwydProperties::secret},
};

/// One text in place of a list is a list of it, as some tools write it.
template<typename T>
Result<T> readMember(const Json &value, const QString &place)
{
    if constexpr (std::is_same_v<T, QStringList>) {
        if (const auto *text = value.get_ptr<const Json::string_t *>())
            return QStringList{json::toText(*text)};
    }
    return json::read<T>(value, place);
}

/// What Glewlwyd writes where nobody has entered anything, and the backend that it keeps the client in.
bool saysNothing(const std::string &name, const Json &value)
{
    return value == "" || (value.is_structured() && value.empty()) || name == "source";
}

}

Result<GlewlwydProperties> GlewlwydProperties::read(const Json &object, const QString &place,
                                                    QStringList &unknown)
{
    GlewlwydProperties read;
    for (const auto &[name, value] : object.items()) {
        if (value.is_null())
            continue;
        const auto property = std::ranges::find(properties, name, &Property::name);
        if (property == properties.end()) {
            if (!saysNothing(name, value))
                unknown << json::member({}, name);
            continue;
        }
        const auto take = [&]<typename T>(Member<T> member) -> Result<void> {
            return readMember<T>(value, json::member(place, name)).transform([&](const T &typed) {
                read.*member = typed;
            });
        };
        if (auto done = std::visit(take, property->member); !done) {
            done.error().column = QString::fromLatin1(property->name);
            return std::unexpected(done.error());
        }
    }
    return read;
}

}
