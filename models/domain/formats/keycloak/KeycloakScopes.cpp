#include "domain/formats/keycloak/KeycloakScopes.h"

#include "domain/DefaultResources.h"
#include "domain/LanguageTag.h"
#include "domain/formats/keycloak/KeycloakNames.h"
#include "domain/json/JsonRecord.h"
#include "domain/rules/RuleText.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

using keycloak::Mapper;

namespace {

struct KeycloakScopesText
{
    Q_DECLARE_TR_FUNCTIONS(KeycloakScopes)
};

/// The name of a mapper as that of a scope: "given name" becomes "given-name".
QString resourceName(const Mapper &mapper)
{
    return mapper.resource.isEmpty() ? mapper.name.simplified().replace(u' ', u'-') : mapper.resource;
}

QStringList without(const QStringList &names, const QStringList &others)
{
    QStringList left = names;
    left.removeIf([&](const QString &name) { return others.contains(name); });
    return left;
}

}

Result<void> KeycloakScopes::read(const KeycloakProperties &properties)
{
    QList<Mapper> mappers;
    if (properties.protocolMappers) {
        const auto read = readMappers(*properties.protocolMappers);
        if (!read)
            return std::unexpected(read.error());
        mappers = *read;
    }
    const bool isMachine = m_client.grantType == GrantType::ClientCredentials;
    const bool isSaid = properties.defaultClientScopes || properties.optionalClientScopes;
    const KeycloakHead::ClientScopes scopes{properties.defaultClientScopes.value_or(QStringList()),
                                            properties.optionalClientScopes.value_or(QStringList())};
    if (isMachine) {
        isSaid ? takeMachine(scopes) : takeMachineOfRealm();
        if (std::ranges::any_of(mappers,
                                [](const Mapper &one) { return one.claim && one.defaultResource.isEmpty(); }))
            m_access.lose(u"protocolMappers"_s,
                          KeycloakScopesText::tr("Not kept: they are about a user, and with Client "
                                                 "credentials no user takes part."));
        return {};
    }
    isSaid ? takeUser(scopes) : takeUserOfRealm();
    takeMappers(mappers);
    return {};
}

KeycloakScopes::Sorted KeycloakScopes::sorted(const QStringList &scopes, const KeycloakHead &head)
{
    Sorted sorted;
    for (const QString &scope : scopes) {
        if (keycloak::isBuiltInScope(scope) || scope == openIdScope || scope == offlineAccessScope)
            continue;
        if (isDefaultResource(scope))
            sorted.defaultResources << scope;
        else if (head.hasResource(scope))
            sorted.customResources << scope;
        else
            sorted.apiScopes << scope;
    }
    for (QStringList *names : {&sorted.defaultResources, &sorted.customResources, &sorted.apiScopes})
        names->removeDuplicates();
    return sorted;
}

void KeycloakScopes::takeMachine(const KeycloakHead::ClientScopes &scopes)
{
    const Sorted all = sorted(scopes.always + scopes.asked, m_head);
    const QStringList aboutUsers = all.defaultResources + all.customResources;
    if (!aboutUsers.isEmpty()) {
        m_access.lose(
            u"defaultClientScopes"_s,
            KeycloakScopesText::tr("Not kept, because with Client credentials no user takes part: %1.")
                .arg(rules::shortened(aboutUsers.join(", "_L1))));
    }
    m_access.takeAllScopes(all.apiScopes, u"defaultClientScopes"_s);
    tellOfOptional(sorted(scopes.always, m_head), {});
}

/// Of one that names no scopes itself, so that those of one that exists are not overwritten.
void KeycloakScopes::takeMachineOfRealm()
{
    const KeycloakHead::ClientScopes realm =
        m_head.scopesOfRealm(m_imported.place).value_or(KeycloakHead::ClientScopes());
    const QStringList apiScopes = sorted(realm.always + realm.asked, m_head).apiScopes;
    if (apiScopes.isEmpty())
        return m_access.takeAllScopes(std::nullopt, u"defaultClientScopes"_s);
    m_access.takeAllScopes(apiScopes, u"defaultClientScopes"_s);
    m_imported.named.remove(ClientField::ApiScopes);
}

/// As takeMachineOfRealm().
void KeycloakScopes::takeUserOfRealm()
{
    if (const auto realm = m_head.scopesOfRealm(m_imported.place)) {
        const QSet<ClientField> named = m_imported.named;
        takeUser(*realm);
        m_imported.named = named;
        return;
    }
    m_access.lose(
        u"defaultClientScopes"_s,
        KeycloakScopesText::tr("Absent, so that Keycloak gives it the client scopes of its realm, which "
                               "the file does not name. A new client application gets none of "
                               "them: choose what it needs."));
}

/// Keycloak gives openid to whoever asks for it, so that the file never says whether that is supported.
void KeycloakScopes::takeUser(const KeycloakHead::ClientScopes &scopes)
{
    const Sorted always = sorted(scopes.always, m_head);
    const Sorted asked = sorted(scopes.asked, m_head);
    m_client.defaultResources = QStringList{QString(openIdScope)} + always.defaultResources;
    m_client.customResources = always.customResources + asked.customResources;
    m_client.apiScopes = always.apiScopes + asked.apiScopes;
    for (QStringList *names : {&m_client.defaultResources, &m_client.customResources, &m_client.apiScopes})
        names->removeDuplicates();
    m_imported.named << ClientField::DefaultResources << ClientField::CustomResources
                     << ClientField::SupportApi;
    m_client.supportApi = !m_client.apiScopes.isEmpty();
    if (m_client.supportApi)
        m_imported.named << ClientField::ApiScopes;
    else
        m_client.apiScopes = ClientApplication().apiScopes;
    m_imported.scopesMayBeResources = true;
    const auto isInIdToken = [&](const QString &name) { return m_head.isInIdToken(name); };
    if (std::ranges::any_of(std::as_const(m_client.customResources), isInIdToken)) {
        m_client.includeUserInfoInToken = true;
        m_imported.named << ClientField::IncludeUserInfoInToken;
    }
    tellOfOptional(always, asked);
}

/// Gatehouse does not tell what is given always from what is given when asked for: default resources are
/// exported as the former, and API scopes as the latter.
void KeycloakScopes::tellOfOptional(const Sorted &always, const Sorted &asked)
{
    const QStringList leftOut = without(asked.defaultResources, always.defaultResources);
    if (!leftOut.isEmpty()) {
        m_access.lose(
            u"optionalClientScopes"_s,
            KeycloakScopesText::tr("Not kept, because they are given only when asked for: %1. Choose "
                                   "them where the client application needs them.")
                .arg(leftOut.join(", "_L1)));
    }
    if (!always.apiScopes.isEmpty()) {
        m_access.lose(
            u"defaultClientScopes"_s,
            KeycloakScopesText::tr("Given even when not asked for: %1. Gatehouse exports API scopes as "
                                   "optional: have the client application ask for them.")
                .arg(rules::shortened(always.apiScopes.join(", "_L1))));
    }
}

Result<QList<Mapper>> KeycloakScopes::readMappers(const json::Json &array)
{
    QList<Mapper> mappers;
    const auto readOne = [&](const json::Json &object, const QString &place) {
        return keycloak::readMapper(object, place).transform([&](const Mapper &mapper) {
            if (!mapper.loss.isEmpty() && (mapper.claim || mapper.defaultResource.isEmpty()))
                m_access.lose(json::element(u"protocolMappers"_s, std::size_t(mappers.size())), mapper.loss);
            mappers << mapper;
        });
    };
    return json::eachElement(array, json::member(m_imported.place, "protocolMappers"), readOne)
        .transform([&] { return mappers; });
}

void KeycloakScopes::takeMappers(const QList<Mapper> &mappers)
{
    QList<CustomResource> resources;
    QHash<QString, qsizetype> indexes;
    QSet<QString> claims;
    bool inIdToken = false;
    for (qsizetype index = 0; index < mappers.size(); ++index) {
        const Mapper &mapper = mappers.at(index);
        if (mapper.resource.isEmpty() && !mapper.defaultResource.isEmpty()) {
            takeDefaultResource(mapper, index);
            continue;
        }
        if (!mapper.claim)
            continue;
        const QString name = resourceName(mapper);
        if (!indexes.contains(name)) {
            indexes.insert(name, resources.size());
            resources << CustomResource{.name = name, .title = name};
        }
        const QString claim = name + u' ' + mapper.claim->claim;
        if (!claims.contains(claim))
            resources[indexes.value(name)].claims << *mapper.claim;
        claims << claim;
        inIdToken = inIdToken || mapper.inIdToken;
    }
    for (const CustomResource &resource : std::as_const(resources))
        addResource(resource, inIdToken);
    m_client.customResources.removeDuplicates();
}

void KeycloakScopes::takeDefaultResource(const Mapper &mapper, qsizetype index)
{
    m_imported.named << ClientField::DefaultResources;
    if (m_client.defaultResources.contains(mapper.defaultResource))
        return;
    m_client.defaultResources << mapper.defaultResource;
    if (mapper.defaultResource == "address"_L1) // has no other claim
        return;
    m_access.lose(json::element(u"protocolMappers"_s, std::size_t(index)),
                  KeycloakScopesText::tr("\"%1\" becomes the default resource \"%2\" with all of its claims.")
                      .arg(rules::shortened(mapper.name), mapper.defaultResource));
}

void KeycloakScopes::addResource(const CustomResource &resource, bool inIdToken)
{
    const QString property = u"protocolMappers"_s;
    if (const auto valid = rules::firstError(rules::checkResourceName(resource.name), {}); !valid) {
        m_access.lose(property,
                      KeycloakScopesText::tr("Not kept as a custom resource. %1").arg(valid.error().text));
        return;
    }
    if (!m_head.addResource(resource, inIdToken, true)) {
        m_access.lose(property, KeycloakScopesText::tr(
                                    "\"%1\" is not kept, because it is in the file with other claims or as "
                                    "an API scope. Rename one of them.")
                                    .arg(rules::shortened(resource.name)));
        return;
    }
    m_client.customResources << resource.name;
    m_client.includeUserInfoInToken = m_client.includeUserInfoInToken || inIdToken;
    m_imported.named << ClientField::CustomResources << ClientField::IncludeUserInfoInToken;
}

}
