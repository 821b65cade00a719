#include "domain/formats/keycloak/KeycloakHead.h"

#include "domain/LanguageTag.h"
#include "domain/formats/FormatText.h"
#include "domain/formats/ImportedClients.h"
#include "domain/formats/keycloak/KeycloakConsent.h"
#include "domain/formats/keycloak/KeycloakNames.h"
#include "domain/formats/keycloak/KeycloakRealm.h"
#include "domain/json/JsonRecord.h"
#include "domain/rules/FieldRules.h"
#include "domain/rules/RuleText.h"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

constexpr const char *defaultScopes = "defaultDefaultClientScopes";
constexpr const char *optionalScopes = "defaultOptionalClientScopes";
constexpr const char *localization = "localizationTexts";
constexpr std::array<std::string_view, 9> readElsewhere{"clients",          "clientScopes", "users",
                                                        "ifResourceExists", "policy",       defaultScopes,
                                                        optionalScopes,     localization,   "defaultLocale"};
/// Parts of a realm that are about more than the server itself.
constexpr std::array<std::string_view, 5> tellingParts{"roles", "groups", "identityProviders",
                                                       "scopeMappings", "clientScopeMappings"};

const Json *part(const Json &object, const char *name)
{
    const auto found = object.find(name);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

/// Keycloak keeps mappers in no order, and each claim stands once.
QList<ResourceClaim> sorted(QList<ResourceClaim> claims)
{
    std::ranges::sort(claims, {}, &ResourceClaim::claim);
    return claims;
}

}

KeycloakHead::ClientScopes KeycloakHead::ofNewRealm()
{
    const auto names = [](const auto &scopes) { return QStringList(scopes.begin(), scopes.end()); };
    return {names(keycloak::newRealmScopes), names(keycloak::newRealmOptionalScopes)};
}

Result<void> KeycloakHead::read(const Json &root)
{
    const auto readOne = [&](const Json &object, const QString &place) { return readRealm(object, place); };
    return root.is_array() ? json::eachElement(root, {}, readOne) : readOne(root, {});
}

Result<void> KeycloakHead::readRealm(const Json &object, const QString &place)
{
    if (!object.is_object())
        return std::unexpected(json::notAnObject(object, place));
    readSettings(object, place);
    const auto each = [&](const char *name, auto readOne) -> Result<void> {
        const Json *array = part(object, name);
        return array ? json::eachElement(*array, json::member(place, name), std::bind_front(readOne, this))
                     : Result<void>();
    };
    return readDefaultScopes(object, place)
        .and_then([&] { return each("clientScopes", &KeycloakHead::readScope); })
        .and_then([&] { return each("users", &KeycloakHead::readUser); })
        .transform([&] { tellOfUsers(json::member(place, "users")); });
}

Result<void> KeycloakHead::readDefaultScopes(const Json &object, const QString &place)
{
    const auto names = [&](const char *name) -> Result<QStringList> {
        const Json *list = part(object, name);
        return list ? json::read<QStringList>(*list, json::member(place, name)) : QStringList();
    };
    const auto always = names(defaultScopes);
    const auto asked = names(optionalScopes);
    if (!always || !asked)
        return std::unexpected((always ? asked : always).error());
    if (part(object, defaultScopes))
        m_realms[place].scopes = ClientScopes{*always, *asked};
    return {};
}

KeycloakHead::Realm KeycloakHead::realmOf(const QString &client) const
{
    const bool isOneOfSeveral = client.startsWith(u'[');
    return m_realms.value(isOneOfSeveral ? client.first(client.indexOf(u'.')) : QString());
}

std::optional<KeycloakHead::ClientScopes> KeycloakHead::scopesOfRealm(const QString &client) const
{
    return realmOf(client).scopes;
}

QMap<QString, QString> KeycloakHead::translations(const QString &client, const QString &key) const
{
    const QString name = key.sliced(2).chopped(1); // without ${ and }
    QMap<QString, QString> found;
    for (const auto &[tag, texts] : realmOf(client).texts.asKeyValueRange()) {
        if (const QString text = keycloak::fromMessage(texts.value(name)); !text.isEmpty())
            found.insert(tag, text);
    }
    return found;
}

/// What is no text or no language says nothing to people.
void KeycloakHead::readLanguages(const Json &object, const QString &place)
{
    Realm &realm = m_realms[place];
    if (const Json *locale = part(object, "defaultLocale"); locale && locale->is_string())
        realm.language = canonicalLanguageTag(json::toText(*locale)).value_or(realm.language);
    const Json *all = part(object, localization);
    if (!all || !all->is_object())
        return;
    for (const auto &[language, texts] : all->items()) {
        const auto tag = canonicalLanguageTag(json::toText(language));
        for (auto text = texts.begin(); tag && texts.is_object() && text != texts.end(); ++text) {
            if (text->is_string())
                realm.texts[*tag].insert(json::toText(text.key()), json::toText(*text));
        }
    }
}

void KeycloakHead::readSettings(const Json &object, const QString &place)
{
    readLanguages(object, place);
    const Json *realm = part(object, "realm");
    if (const Json *enabled = part(object, "enabled");
        realm && enabled && !json::readFlag(*enabled, {}).value_or(true)) {
        lose(json::member(place, "enabled"),
             FormatText::tr("The realm is disabled, but its client applications come in as they are. "
                            "Disable those that must not run."));
    }
    int settings = 0;
    for (const auto &[name, value] : object.items()) {
        if (saysNothing(value) || std::ranges::contains(readElsewhere, name))
            continue;
        if (!realm || std::ranges::contains(tellingParts, name))
            m_file.losses << unknownProperty({}, json::member(place, name));
        else
            ++settings;
    }
    if (settings > 0) {
        const QString name = realm->is_string() ? json::toText(*realm) : QString();
        lose(json::member(place, "realm"),
             FormatText::tr("%n setting(s) of the realm \"%1\" itself are not kept: they are the server's.",
                            nullptr, settings)
                 .arg(rules::shortened(name)));
    }
}

Result<void> KeycloakHead::readUser(const Json &object, const QString &place)
{
    const auto read = KeycloakUser::read(object, place);
    if (!read)
        return std::unexpected(read.error());
    if (read->isStandIn) {
        m_serviceAccounts.insert(read->clientId, {{}, read->account});
        return {};
    }
    const QString target = u"users[%1]."_s.arg(m_file.users.size());
    for (const QString &column : read->named)
        m_file.named << target + column;
    m_file.users << read->user;
    for (const Loss &loss : read->losses) {
        const QString below = loss.field.startsWith(place) ? loss.field.sliced(place.size()) : loss.field;
        const auto known = std::ranges::find_if(m_userLosses, [&](const UserLoss &one) {
            return one.below == below && one.first.text == loss.text;
        });
        if (known == m_userLosses.end())
            m_userLosses << UserLoss{below, loss, 1};
        else
            ++known->users;
    }
    if (!read->clientId.isEmpty())
        m_serviceAccounts.insert(read->clientId, {read->user.userId, read->account});
    return {};
}

void KeycloakHead::tellOfUsers(const QString &place)
{
    for (const UserLoss &loss : std::exchange(m_userLosses, {})) {
        if (loss.users == 1)
            m_file.losses << loss.first;
        else
            lose(place + loss.below,
                 FormatText::tr("%1 So it is with %2 users.").arg(loss.first.text).arg(loss.users));
    }
}

QString KeycloakHead::serviceAccount(const QString &clientId)
{
    if (const auto known = m_serviceAccounts.constFind(clientId); known != m_serviceAccounts.constEnd())
        return known->userId;
    User user;
    user.userId = keycloak::serviceAccountName(clientId);
    user.serviceAccount = true;
    if (rules::hasError(rules::checkUserId(user.userId)))
        return {};
    const auto isUser = [&](const User &other) {
        return keycloak::isServiceAccountOf(other.userId, clientId);
    };
    if (std::ranges::none_of(m_file.users, isUser))
        m_file.users << user;
    m_serviceAccounts.insert(clientId, {user.userId, Json()});
    return user.userId;
}

Json KeycloakHead::serviceAccountUser(const QString &clientId) const
{
    return m_serviceAccounts.value(clientId).user;
}

Result<void> KeycloakHead::readScope(const Json &object, const QString &place)
{
    auto scope =
        KeycloakScope::read(object, place, std::bind_front(&KeycloakHead::translations, this, place));
    if (!scope)
        return std::unexpected(scope.error());
    m_file.losses << scope->losses;
    if (!scope->isOurs)
        return {};
    if (!scope->titles.isEmpty())
        scope->title = scope->titles.value(languageOf(place), scope->titles.first());
    if (scope->claims.isEmpty()) {
        addApiScope(scope->name, scope->title, scope->description);
        return {};
    }
    CustomResource resource;
    resource.name = scope->name;
    resource.title = scope->title.isEmpty() ? scope->name : scope->title;
    resource.claims = scope->claims;
    for (const auto &[tag, title] : scope->titles.asKeyValueRange())
        resource.texts[tag].title = title;
    if (!addResource(resource, scope->inIdToken, scope->keepsAllClaims)) {
        lose(place, FormatText::tr("Client scope \"%1\" is in the file with other claims already. Rename "
                                   "one of them.")
                        .arg(rules::shortened(scope->name)));
    } else if (!scope->description.isEmpty()) {
        m_file.losses << unknownProperty({}, json::member(place, "description"));
    }
    return {};
}

void KeycloakHead::addApiScope(const QString &name, const QString &title, const QString &description)
{
    if (m_apiScopes.contains(name) || hasResource(name))
        return;
    ApiScope scope;
    scope.name = name;
    scope.title = title;
    scope.description = description;
    const QString place = u"api_scopes[%1]."_s.arg(m_file.apiScopes.size());
    m_file.named << place + u"name"_s;
    if (!title.isEmpty())
        m_file.named << place + u"title"_s;
    if (!description.isEmpty())
        m_file.named << place + u"description"_s;
    m_file.apiScopes << scope;
    m_apiScopes << name;
}

bool KeycloakHead::addResource(const CustomResource &resource, bool inIdToken, bool keepsAllClaims)
{
    if (m_apiScopes.contains(resource.name))
        return false;
    if (const auto known = m_resources.constFind(resource.name); known != m_resources.constEnd())
        return sorted(m_file.customResources.at(known->index).claims) == sorted(resource.claims);
    const QString place = u"custom_resources[%1]."_s.arg(m_file.customResources.size());
    m_file.named << place + u"name"_s;
    if (keepsAllClaims)
        m_file.named << place + u"claims"_s;
    if (resource.title != resource.name)
        m_file.named << place + u"title"_s;
    m_resources.insert(resource.name, {m_file.customResources.size(), inIdToken});
    m_file.customResources << resource;
    return true;
}

bool KeycloakHead::isInIdToken(const QString &resource) const
{
    const auto known = m_resources.constFind(resource);
    return known != m_resources.constEnd() && known->inIdToken;
}

void KeycloakHead::lose(const QString &property, const QString &text)
{
    m_file.losses << Loss{{}, property, text};
}

}
