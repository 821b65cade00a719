#include "domain/formats/keycloak/KeycloakMappers.h"

#include "domain/LanguageTag.h"
#include "domain/formats/FormatText.h"
#include "domain/formats/keycloak/KeycloakNames.h"
#include "domain/json/JsonRecord.h"
#include "domain/rules/RuleText.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::keycloak {

using json::Json;

namespace {

constexpr auto attributeMapper = "oidc-usermodel-attribute-mapper"_L1;
constexpr auto propertyMapper = "oidc-usermodel-property-mapper"_L1;
constexpr auto hardcodedMapper = "oidc-hardcoded-claim-mapper"_L1;
constexpr auto fullNameMapper = "oidc-full-name-mapper"_L1;
constexpr auto addressMapper = "oidc-address-mapper"_L1;

/// A name that no foreign mapper is likely to have; no custom resource has a space in its name.
QString mapperName(const QString &resource, const QString &claim)
{
    return resource + " ("_L1 + claim + ')'_L1;
}

/// Keycloak makes nested objects of a name with full stops that have no backslash in front.
QString escaped(QString claim)
{
    return claim.replace("\\"_L1, "\\\\"_L1).replace("."_L1, "\\."_L1);
}

/// Nothing when it is nested.
std::optional<QString> unescaped(const QString &claim)
{
    QString text;
    for (qsizetype i = 0; i < claim.size(); ++i) {
        if (claim.at(i) == u'.')
            return std::nullopt;
        if (claim.at(i) == u'\\' && i + 1 < claim.size())
            ++i;
        text += claim.at(i);
    }
    return text;
}

/// One mapper, with typed reading of its configuration.
class MapperReader
{
public:
    MapperReader(const Json &object, const QString &place) : m_object(object), m_place(place) {}

    Result<Mapper> read()
    {
        m_mapper.name = text(m_object, m_place, "name");
        const QString type = text(m_object, m_place, "protocolMapper");
        const QString protocol = text(m_object, m_place, "protocol");
        if (const auto config = m_object.find("config"); config != m_object.end() && !config->is_null()) {
            if (!config->is_object())
                return std::unexpected(json::notAnObject(*config, json::member(m_place, "config")));
            m_config = &*config;
        }
        const bool hasEffect = protocol.isEmpty() || protocol == openIdConnect;
        if (hasEffect)
            take(type);
        if (m_error)
            return std::unexpected(*m_error);
        return m_mapper;
    }

private:
    /// Empty when it is absent; of the wrong type it is the error.
    QString text(const Json &object, const QString &place, const char *name)
    {
        const auto found = object.find(name);
        if (found == object.end() || found->is_null())
            return {};
        if (found->is_boolean() || found->is_number()) // which Keycloak takes for texts
            return json::toText(found->dump());
        const auto read = json::read<QString>(*found, json::member(place, name));
        if (read)
            return *read;
        m_error = read.error();
        return {};
    }

    QString setting(const char *name)
    {
        return m_config ? text(*m_config, json::member(m_place, "config"), name) : QString();
    }

    bool isInNoToken() const
    {
        const auto isOff = [this](const char *flag) {
            const auto found = m_config->find(flag);
            return found != m_config->end() && (*found == "false" || *found == false);
        };
        return m_config &&
               std::ranges::all_of(std::array{"id.token.claim", "access.token.claim", "userinfo.token.claim"},
                                   isOff);
    }

    void take(const QString &type)
    {
        m_mapper.inIdToken = setting("id.token.claim") == "true"_L1;
        if (isInNoToken())
            lose(FormatText::tr("Not taken: it is in no token."));
        else if (type == attributeMapper || type == propertyMapper)
            takeAttribute();
        else if (type == hardcodedMapper)
            takeFixed();
        else if (type == fullNameMapper)
            takeFullName();
        else if (type == addressMapper)
            m_mapper.defaultResource = u"address"_s;
        else
            loseOtherType(type);
    }

    void loseOtherType(const QString &type)
    {
        lose(FormatText::tr("Mappers of the type %1 are no claims here, which come from a user attribute or "
                            "have a fixed value.")
                 .arg(rules::shortened(type)));
    }

    void takeFullName()
    {
        m_mapper.claim = ResourceClaim{u"name"_s, ClaimSource::UserAttribute, u"name"_s};
        m_mapper.defaultResource = u"profile"_s;
        takeResource(u"name"_s);
    }

    void takeAttribute()
    {
        const QString attribute = setting("user.attribute");
        const QString name = setting("claim.name");
        m_mapper.defaultResource = defaultResourceWith(name, attribute);
        const auto known = ourAttribute(attribute);
        if (!known) {
            lose(FormatText::tr("Users of Gatehouse have no attribute \"%1\", so claim \"%2\" is not taken.")
                     .arg(rules::shortened(attribute), rules::shortened(name)));
            return;
        }
        takeClaim(name, ClaimSource::UserAttribute, *known);
    }

    void takeFixed()
    {
        const QString value = setting("claim.value");
        const QString name = setting("claim.name");
        if (value.isEmpty()) {
            lose(FormatText::tr("Claim \"%1\" has no value and is not taken.").arg(rules::shortened(name)));
            return;
        }
        takeClaim(name, ClaimSource::FixedValue, value);
    }

    void takeClaim(const QString &name, ClaimSource source, const QString &value)
    {
        const auto claim = unescaped(name);
        if (!claim) {
            lose(FormatText::tr("Claim \"%1\" is nested and is not taken. Put a backslash in front "
                                "of each full stop where they belong to the name.")
                     .arg(rules::shortened(name)));
            return;
        }
        if (const auto valid = rules::firstError(rules::checkClaimName(*claim), {}); !valid) {
            lose(FormatText::tr("Not taken. %1").arg(valid.error().text));
            return;
        }
        m_mapper.claim = ResourceClaim{*claim, source, value};
        takeResource(*claim);
        const QString type = setting("jsonType.label");
        const bool isText = type.isEmpty() || type == "String"_L1;
        if (!isText || setting("multivalued") == "true"_L1) {
            lose(FormatText::tr("Claim \"%1\" is a single text here, whatever its type is.")
                     .arg(rules::shortened(*claim)));
        }
    }

    void takeResource(const QString &claim)
    {
        const qsizetype length = m_mapper.name.size() - mapperName({}, claim).size();
        if (length > 0 && m_mapper.name == mapperName(m_mapper.name.first(length), claim))
            m_mapper.resource = m_mapper.name.first(length);
    }

    void lose(const QString &text) { m_mapper.loss = text; }

    const Json &m_object;
    QString m_place;
    const Json *m_config = nullptr;
    Mapper m_mapper;
    std::optional<Error> m_error;
};

}

Result<Mapper> readMapper(const Json &object, const QString &place)
{
    if (!object.is_object())
        return std::unexpected(json::notAnObject(object, place));
    return MapperReader(object, place).read();
}

bool isMappable(const ResourceClaim &claim)
{
    return claim.source == ClaimSource::FixedValue || claim.value != "name"_L1 || claim.claim == "name"_L1;
}

Json mapperJson(const QString &resource, const ResourceClaim &claim, bool inIdToken)
{
    const bool isFixed = claim.source == ClaimSource::FixedValue;
    const bool isFullName = !isFixed && claim.value == "name"_L1;
    Json config = Json::object();
    if (!isFullName) {
        if (isFixed)
            config["claim.value"] = json::fromText(claim.value);
        else
            config["user.attribute"] = json::fromText(keycloakAttribute(claim.value));
        config["claim.name"] = json::fromText(escaped(claim.claim));
        config["jsonType.label"] = "String";
    }
    config["id.token.claim"] = inIdToken ? "true" : "false";
    config["access.token.claim"] = "true";
    config["userinfo.token.claim"] = "true";

    Json mapper = Json::object();
    mapper["name"] = json::fromText(mapperName(resource, claim.claim));
    mapper["protocol"] = json::fromText(openIdConnect);
    mapper["protocolMapper"] = json::fromText(isFullName ? fullNameMapper
                                              : isFixed  ? hardcodedMapper
                                                         : attributeMapper);
    mapper["config"] = std::move(config);
    return mapper;
}

}
