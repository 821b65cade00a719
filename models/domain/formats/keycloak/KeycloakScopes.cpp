#include "domain/formats/keycloak/KeycloakScopes.h"

#include "domain/DefaultResources.h"
#include "domain/LanguageTag.h"
#include "domain/formats/FormatText.h"
#include "domain/formats/keycloak/KeycloakNames.h"
#include "domain/json/JsonRecord.h"
#include "domain/rules/RuleText.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

using keycloak::Mapper;

namespace {

/// The name of a mapper as that of a scope: "given name" becomes "given-name".
QString resourceName(const Mapper &mapper)
{
    return mapper.resource.isEmpty() ? mapper.name.simplified().replace(u' ', u'-') : mapper.resource;
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
    const bool isSaid = properties.defaultClientScopes || properties.optionalClientScopes;
    const KeycloakHead::ClientScopes scopes{properties.defaultClientScopes.value_or(QStringList()),
                                            properties.optionalClientScopes.value_or(QStringList())};
    m_access.noteRepeated(scopes.always, u"defaultClientScopes"_s);
    m_access.noteRepeated(scopes.asked, u"optionalClientScopes"_s);
    if (m_client.grantType == GrantType::ClientCredentials) {
        takeMachine(isSaid ? scopes
                           : m_head.scopesOfRealm(m_imported.place).value_or(KeycloakHead::ClientScopes()));
        if (!isSaid) // those of one that exists are not overwritten
            m_imported.named.remove(ClientField::ApiScopes);
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
        else if (!rules::hasError(rules::checkScopeName(scope))) // else one of Other settings
            sorted.apiScopes << scope;
    }
    for (QStringList *names : {&sorted.defaultResources, &sorted.customResources, &sorted.apiScopes})
        names->removeDuplicates();
    return sorted;
}

/// Keycloak gives by its roles what no scope stands for, and what is about users to nobody.
void KeycloakScopes::takeMachine(const KeycloakHead::ClientScopes &scopes)
{
    m_client.supportOpenId = false;
    m_client.supportApi = true;
    m_client.apiScopes = sorted(scopes.always + scopes.asked, m_head).apiScopes;
    m_imported.named << ClientField::SupportOpenId << ClientField::SupportApi << ClientField::ApiScopes;
    m_imported.scopesMayBeResources = true;
}

/// Of one that names no scopes itself, so that those of one that exists are not overwritten.
void KeycloakScopes::takeUserOfRealm()
{
    const auto realm = m_head.scopesOfRealm(m_imported.place);
    const QSet<ClientField> named = m_imported.named;
    takeUser(realm.value_or(KeycloakHead::ofNewRealm()));
    m_imported.named = named;
    if (realm)
        return;
    m_imported.notes << FormatText::tr(
                            "The file names no client scopes, so that Keycloak gives those of its realm. "
                            "Taken as those of a new realm: %1.")
                            .arg(m_client.defaultResources.join(", "_L1));
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
    tellOfAlways(always);
}

/// New ones are exported as given to whoever asks for them.
void KeycloakScopes::tellOfAlways(const Sorted &always)
{
    if (always.apiScopes.isEmpty())
        return;
    m_imported.notes << FormatText::tr("Given even when not asked for, and exported so: %1. What is "
                                       "added here is given to whoever asks for it.")
                            .arg(rules::shortened(always.apiScopes.join(", "_L1)));
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
                  FormatText::tr("\"%1\" stays under Other settings, and is the default "
                                 "resource \"%2\" here.")
                      .arg(rules::shortened(mapper.name), mapper.defaultResource));
}

void KeycloakScopes::addResource(const CustomResource &resource, bool inIdToken)
{
    const QString property = u"protocolMappers"_s;
    if (const auto valid = rules::firstError(rules::checkResourceName(resource.name), {}); !valid) {
        m_access.lose(property, FormatText::tr("It stays under Other settings and is no custom resource. %1")
                                    .arg(valid.error().text));
        return;
    }
    if (!m_head.addResource(resource, inIdToken, true)) {
        m_access.lose(
            property,
            FormatText::tr("\"%1\" stays under Other settings and is no custom resource, because it is "
                           "in the file with other claims or as an API scope. Rename one of them.")
                .arg(rules::shortened(resource.name)));
        return;
    }
    m_client.customResources << resource.name;
    m_client.includeUserInfoInToken = m_client.includeUserInfoInToken || inIdToken;
    m_imported.named << ClientField::CustomResources << ClientField::IncludeUserInfoInToken;
}

}
