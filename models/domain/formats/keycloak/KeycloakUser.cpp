#include "domain/formats/keycloak/KeycloakRealm.h"

#include "domain/formats/FormatText.h"
#include "domain/formats/ImportedClients.h"
#include "domain/formats/keycloak/KeycloakNames.h"
#include "domain/json/JsonRecord.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

/// Of the server's own making.
constexpr std::array<std::string_view, 6> userBookkeeping{
    "id", "createdTimestamp", "notBefore", "origin", "self", "access"};

struct UserProperties
{
    std::optional<QString> userName;
    std::optional<QString> email;
    std::optional<QString> firstName;
    std::optional<QString> lastName;
    std::optional<bool> enabled;
    std::optional<QString> serviceAccountClientId;
};

constexpr std::tuple userTable{
    json::Property{"username", &UserProperties::userName},
    json::Property{"email", &UserProperties::email},
    json::Property{"firstName", &UserProperties::firstName},
    json::Property{"lastName", &UserProperties::lastName},
    json::PropertyBy{"enabled", &UserProperties::enabled, json::readFlag},
    json::Property{"serviceAccountClientId", &UserProperties::serviceAccountClientId},
};

class UserReader
{
public:
    Result<KeycloakUser> read(const Json &object, const QString &place)
    {
        UserProperties properties;
        const auto takeOther = [&](const std::string &name, const Json &value, const QString &where) {
            return readOther(name, value, where);
        };
        return json::readRecord(properties, userTable, object, place, takeOther)
            .and_then([&]() -> Result<KeycloakUser> {
                if (!object.contains("username"))
                    return std::unexpected(missing(place, u"username"_s));
                takeProperties(properties);
                if (!m_read.clientId.isEmpty()) // all of it goes with the client application
                    keepAccount(object);
                return m_read;
            });
    }

private:
    void takeProperties(const UserProperties &properties)
    {
        User &user = m_read.user;
        take(properties.userName, user.userId, u"user_id"_s);
        take(properties.email, user.email, u"email"_s);
        user.enabled = false; // as Keycloak takes one that does not say it
        take(properties.enabled, user.enabled, u"enabled"_s);
        take(properties.serviceAccountClientId, m_read.clientId, u"service_account"_s);
        user.serviceAccount = properties.serviceAccountClientId.has_value();
        if (properties.firstName || properties.lastName) {
            user.name =
                (properties.firstName.value_or(QString()) + u' ' + properties.lastName.value_or(QString()))
                    .trimmed();
            m_read.named << u"name"_s;
        }
    }

    void keepAccount(const Json &object)
    {
        m_read.account = object;
        m_read.account.erase("credentials");
        m_read.losses.clear();
    }

    template<typename T>
    void take(const std::optional<T> &read, T &member, const QString &column)
    {
        if (!read)
            return;
        member = *read;
        m_read.named << column;
    }

    Result<void> readOther(const std::string &name, const Json &value, const QString &place)
    {
        if (name == "attributes" && !value.is_null()) {
            return json::eachMember(value, place,
                                    [&](const std::string &attribute, const Json &one, const QString &where) {
                                        readAttribute(attribute, one, where);
                                        return Result<void>();
                                    });
        }
        if (!saysNothing(value) && !std::ranges::contains(userBookkeeping, name))
            m_read.losses << unknownProperty({}, place);
        return {};
    }

    /// Each is an array of texts, in older versions one text. There are foreign ones of any type, so none
    /// refuses the file.
    void readAttribute(const std::string &name, const Json &value, const QString &place)
    {
        if (name == keycloak::standIn)
            m_read.isStandIn = firstOf(value) == "true";
        else if (saysNothing(value))
            return;
        else if (name == "phoneNumber")
            takeFirst(value, place, m_read.user.phone, u"phone"_s);
        else if (name == "department")
            takeFirst(value, place, m_read.user.department, u"department"_s);
        else
            m_read.losses << unknownProperty({}, place);
    }

    static const Json &firstOf(const Json &value)
    {
        return value.is_array() && !value.empty() ? value.front() : value;
    }

    void takeFirst(const Json &value, const QString &place, QString &text, const QString &column)
    {
        const auto first = json::read<QString>(firstOf(value), place);
        if (!first)
            return lose(place, FormatText::tr("Not kept: it is no text."));
        take(std::optional(*first), text, column);
        if (value.is_array() && value.size() > 1)
            lose(place, FormatText::tr("Only the first of its values is kept."));
    }

    void lose(const QString &place, const QString &text) { m_read.losses << Loss{{}, place, text}; }

    KeycloakUser m_read;
};

}

Result<KeycloakUser> KeycloakUser::read(const Json &object, const QString &place)
{
    return UserReader().read(object, place);
}

}
