#include "domain/formats/keycloak/KeycloakTexts.h"

#include "domain/formats/FormatText.h"
#include "domain/formats/ImportedAccess.h"
#include "domain/formats/keycloak/KeycloakHead.h"
#include "domain/formats/keycloak/KeycloakNames.h"
#include "domain/rules/JsonWebKey.h"
#include "domain/rules/OtherSettingsCheck.h"
#include "domain/rules/Placeholder.h"

#include <algorithm>

namespace gatehouse {

namespace {

using json::Json;

constexpr const char *registrationToken = "registrationAccessToken";

class KeycloakAsItCame
{
public:
    KeycloakAsItCame(ImportedClient &imported, const Json &object)
        : m_imported(imported), m_access(imported), m_object(object)
    {
        if (!m_object.contains("attributes") || !m_object["attributes"].is_object())
            m_object["attributes"] = Json::object();
    }

    Json kept(const KeycloakProperties &properties, const KeycloakLeftOut &leftOut, const KeycloakHead &head)
    {
        dropSecrets(properties);
        dropRedirects(leftOut);
        replacePrivateKeys();
        const ClientApplication &client = m_imported.client;
        if (client.grantType == GrantType::ClientCredentials || client.alsoClientCredentials) {
            if (Json user = head.serviceAccountUser(client.clientId); !user.is_null())
                m_object[keycloak::serviceAccountUser] = std::move(user);
        }
        dropCredentials(m_object, {});
        return std::move(m_object);
    }

private:
    /// They are told where they are taken.
    void dropSecrets(const KeycloakProperties &properties)
    {
        const std::string secret = json::fromText(properties.secret.value_or(QString()));
        if (!isPlaceholder(secret))
            m_object.erase("secret");
        m_object["attributes"].erase(keycloak::rotatedSecret);
    }

    void dropRedirects(const KeycloakLeftOut &leftOut)
    {
        if (const auto redirects = m_object.find("redirectUris");
            redirects != m_object.end() && !leftOut.redirects.isEmpty()) {
            QStringList left = json::read<QStringList>(*redirects, {}).value_or(QStringList());
            left.removeIf([&](const QString &uri) { return leftOut.redirects.contains(uri); });
            *redirects = json::texts(left);
        }
        if (leftOut.logoutRedirects)
            m_object["attributes"][keycloak::logoutRedirects] = json::fromText(*leftOut.logoutRedirects);
    }

    /// A key set as it was taken, where the file has private parts in it.
    void replacePrivateKeys()
    {
        Json &attributes = m_object["attributes"];
        const auto text = attributes.find(keycloak::keys);
        if (text == attributes.end() || !text->is_string())
            return;
        Json set = Json::parse(text->get_ref<const std::string &>(), nullptr, false);
        const auto keys = set.is_object() ? set.find("keys") : set.end();
        bool isChanged = false;
        if (set.is_object() && keys != set.end() && keys->is_array()) {
            for (Json &key : *keys)
                isChanged = dropPrivateMembers(key) || isChanged;
        }
        if (isChanged)
            *text = json::fromText(json::compactText(set));
    }

    static bool dropPrivateMembers(Json &key)
    {
        bool isChanged = false;
        for (auto member = key.begin(); key.is_object() && member != key.end();) {
            const bool isPrivate = rules::isPrivateMember(member.key());
            isChanged = isChanged || isPrivate;
            member = isPrivate ? key.erase(member) : std::next(member);
        }
        return isChanged;
    }

    /// What else anybody could sign in with.
    void dropCredentials(Json &object, const QString &place)
    {
        for (auto member = object.begin(); member != object.end();) {
            const QString where = json::member(place, member.key());
            const bool isCredential =
                rules::isSecret(member.key(), *member) || member.key() == registrationToken;
            if (isCredential) {
                m_access.lose(where, FormatText::tr("Not kept: it is a secret."));
                member = object.erase(member);
                continue;
            }
            dropCredentialsInside(*member, where);
            ++member;
        }
    }

    void dropCredentialsInside(Json &value, const QString &place)
    {
        if (value.is_object())
            dropCredentials(value, place);
        for (std::size_t index = 0; value.is_array() && index < value.size(); ++index)
            dropCredentialsInside(value[index], json::element(place, index));
    }

    ImportedClient &m_imported;
    ImportedAccess m_access;
    Json m_object;
};

}

void keepKeycloakClient(ImportedClient &imported, const KeycloakProperties &properties, const Json &object,
                        const KeycloakLeftOut &leftOut, const KeycloakHead &head)
{
    imported.asItCame = KeycloakAsItCame(imported, object).kept(properties, leftOut, head);
}

}
