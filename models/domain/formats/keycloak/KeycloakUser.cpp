#include "domain/formats/keycloak/KeycloakUser.h"

#include "domain/formats/ImportedClients.h"
#include "domain/formats/keycloak/KeycloakNames.h"
#include "domain/formats/keycloak/KeycloakScope.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

struct KeycloakUserText
{
    Q_DECLARE_TR_FUNCTIONS(KeycloakUser)
};

/// Of the server's own making.
constexpr std::array<std::string_view, 6> bookkeeping{
    "id", "createdTimestamp", "notBefore", "origin", "self", "access"};

class UserReader
{
public:
    UserReader(const Json &object, const QString &place) : m_object(object), m_place(place) {}

    Result<KeycloakUser> read()
    {
        if (!m_object.contains("username"))
            return std::unexpected(missing(m_place, u"username"_s));
        m_read.user.enabled = false; // as Keycloak takes one that does not say it
        for (const auto &[name, value] : m_object.items()) {
            if (const auto done = readProperty(name, value); !done)
                return std::unexpected(done.error());
        }
        if (m_first || m_last) {
            m_read.user.name = (m_first.value_or(QString()) + u' ' + m_last.value_or(QString())).trimmed();
            m_read.named << u"name"_s;
        }
        return m_read;
    }

private:
    Result<void> readProperty(const std::string &name, const Json &value)
    {
        if (value.is_null())
            return {};
        const QString place = json::member(m_place, name);
        if (name == "username")
            return readText(value, place, m_read.user.userId, u"user_id"_s);
        if (name == "email")
            return readText(value, place, m_read.user.email, u"email"_s);
        if (name == "firstName")
            return json::read<QString>(value, place).transform([&](const QString &text) { m_first = text; });
        if (name == "lastName")
            return json::read<QString>(value, place).transform([&](const QString &text) { m_last = text; });
        if (name == "enabled")
            return json::read<bool>(value, place).transform([&](bool enabled) {
                m_read.user.enabled = enabled;
                m_read.named << u"enabled"_s;
            });
        if (name == "serviceAccountClientId")
            return readText(value, place, m_read.clientId, u"service_account"_s).transform([&] {
                m_read.user.serviceAccount = true;
            });
        if (name == "attributes")
            return readAttributes(value, place);
        if (!saysNothing(value) && !std::ranges::contains(bookkeeping, name))
            m_read.losses << unknownProperty({}, place);
        return {};
    }

    Result<void> readText(const Json &value, const QString &place, QString &text, const QString &column)
    {
        return json::read<QString>(value, place).transform([&](const QString &read) {
            text = read;
            m_read.named << column;
        });
    }

    /// Each is an array of texts, in older versions one text. There are foreign ones of any type, so none
    /// refuses the file.
    Result<void> readAttributes(const Json &attributes, const QString &place)
    {
        if (!attributes.is_object())
            return std::unexpected(notAnObject(attributes, place));
        for (const auto &[name, value] : attributes.items()) {
            const QString where = json::member(place, name);
            if (name == keycloak::standIn)
                m_read.isStandIn = firstOf(value) == "true";
            else if (saysNothing(value))
                continue;
            else if (name == "phoneNumber")
                readAttribute(value, where, m_read.user.phone, u"phone"_s);
            else if (name == "department")
                readAttribute(value, where, m_read.user.department, u"department"_s);
            else
                m_read.losses << unknownProperty({}, where);
        }
        return {};
    }

    static const Json &firstOf(const Json &value)
    {
        return value.is_array() && !value.empty() ? value.front() : value;
    }

    void readAttribute(const Json &value, const QString &place, QString &text, const QString &column)
    {
        if (!readText(firstOf(value), place, text, column))
            lose(place, KeycloakUserText::tr("Not kept: it is no text."));
        else if (value.is_array() && value.size() > 1)
            lose(place, KeycloakUserText::tr("Only the first of its values is kept."));
    }

    void lose(const QString &place, const QString &text) { m_read.losses << Loss{{}, place, text}; }

    const Json &m_object;
    QString m_place;
    std::optional<QString> m_first;
    std::optional<QString> m_last;
    KeycloakUser m_read;
};

}

Result<KeycloakUser> KeycloakUser::read(const Json &object, const QString &place)
{
    if (!object.is_object())
        return std::unexpected(notAnObject(object, place));
    return UserReader(object, place).read();
}

}
