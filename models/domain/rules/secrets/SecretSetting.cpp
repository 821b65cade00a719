#include "domain/rules/secrets/SecretSetting.h"

#include "domain/rules/JsonWebKey.h"
#include "domain/rules/Placeholder.h"
#include "domain/rules/secrets/SecretName.h"
#include "domain/rules/secrets/SecretText.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::rules {

namespace {

using json::Json;

/// Of a JSON Web Key Set (RFC 7517 5).
constexpr std::string_view keyList = "keys";
constexpr std::array nameMembers{"name", "Name", "key", "Key", "type"};
constexpr std::array valueMembers{std::string_view("value"), std::string_view("Value")};

/// A JSON Web Key that is more than public, under any name.
bool isPrivateKey(const Json &value)
{
    if (!value.is_object() || !value.contains("kty"))
        return false;
    return std::ranges::any_of(value.items(),
                               [](const auto &member) { return isPrivateMember(member.key()); });
}

/// Base64 of a SHA-256 or a SHA-512.
bool isHash(const std::string &text)
{
    const auto decoded = QByteArray::fromBase64Encoding(QByteArray::fromStdString(text),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    return decoded && (decoded.decoded.size() == 32 || decoded.decoded.size() == 64);
}

/// One of IdentityServer's list: those of other types are certificates and public keys.
bool isSharedSecret(const Json &element)
{
    if (!element.is_object() || element.value("Type", Json("SharedSecret")) != "SharedSecret")
        return false;
    const Json value = element.value("Value", Json());
    const auto *const text = value.get_ptr<const std::string *>();
    return text && saysSecret(*text) && !isHash(*text);
}

bool holdsSecret(const Json &value)
{
    if (looksSecret(value))
        return true;
    if (value.is_array())
        return std::ranges::any_of(value, holdsSecret);
    return value.is_object() && std::ranges::any_of(value.items(), [&](const auto &member) {
               return isNamedSecret(settingName(value, member.key()), member.value()) ||
                      holdsSecret(member.value());
           });
}

/// As Keycloak writes lists and objects in its attributes.
bool isJsonWithSecret(const std::string &text)
{
    if (!text.starts_with('{') && !text.starts_with('['))
        return false;
    const Json inside = json::fromCompactText(QString::fromStdString(text));
    return inside.is_structured() && holdsSecret(inside);
}

}

bool isNamedSecret(std::string_view name, const Json &value)
{
    if (const auto *const text = value.get_ptr<const std::string *>())
        return isSecretByName(name, *text);
    return value.is_array() && name != keyList &&
           std::ranges::any_of(value, [&](const Json &element) { return isNamedSecret(name, element); });
}

bool looksSecret(const Json &value)
{
    const auto *const text = value.get_ptr<const std::string *>();
    return text ? isSecretByLook(*text) || isJsonWithSecret(*text) : isPrivateKey(value);
}

bool isSecret(std::string_view name, const Json &value)
{
    return looksSecret(value) || isNamedSecret(name, value);
}

bool listsSecrets(std::string_view name, const Json &value)
{
    return value.is_array() && ((name == keyList && std::ranges::any_of(value, isPrivateKey)) ||
                                (namesSecret(name) && std::ranges::any_of(value, isSharedSecret)));
}

std::string settingName(const Json &object, const std::string &member)
{
    if (!std::ranges::contains(valueMembers, member))
        return member;
    for (const char *name : nameMembers) {
        const auto found = object.find(name);
        if (found != object.end() && found->is_string())
            return found->get<std::string>();
    }
    return member;
}

}
