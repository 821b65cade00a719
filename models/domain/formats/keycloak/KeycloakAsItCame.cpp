#include "domain/formats/keycloak/KeycloakTexts.h"

#include "domain/formats/AsItCame.h"
#include "domain/formats/FormatText.h"
#include "domain/formats/ImportedAccess.h"
#include "domain/formats/keycloak/KeycloakHead.h"
#include "domain/formats/keycloak/KeycloakNames.h"
#include "domain/rules/JsonWebKey.h"
#include "domain/rules/Placeholder.h"
#include "domain/rules/secrets/SecretSetting.h"

#include <algorithm>

using namespace Qt::StringLiterals;

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
        dropCredentials();
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
        if (!isChanged)
            return;
        *text = json::fromText(json::compactText(set));
        const QString where = json::member(u"attributes"_s, keycloak::keys);
        if (std::ranges::none_of(m_imported.losses, [&](const Loss &loss) { return loss.field == where; }))
            m_access.lose(where, FormatText::tr("Not kept: the private part of a key, which nobody but the "
                                                "client application may have."));
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
    void dropCredentials()
    {
        if (m_object.erase(registrationToken) > 0)
            tellCredential(QString::fromLatin1(registrationToken));
        removeSecrets(m_object, m_imported.client, {},
                      [&](const QString &where, const std::string &) { tellCredential(where); });
    }

    void tellCredential(const QString &where)
    {
        m_access.lose(where, FormatText::tr("Not kept: it is a secret."));
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
