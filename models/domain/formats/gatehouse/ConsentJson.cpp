#include "domain/formats/gatehouse/ConsentJson.h"

#include "domain/LanguageTag.h"
#include "domain/formats/ImportedClients.h"
#include "domain/formats/gatehouse/GatehouseRecords.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;
using namespace gatehouseproperties;

namespace {

struct ConsentJsonText
{
    Q_DECLARE_TR_FUNCTIONS(ConsentJson)
};

/// Texts by language: an object whose names are tags, each with an object of texts.
template<typename Text>
Json textsByTagJson(const QMap<QString, Text> &texts, const auto &properties)
{
    Json object = Json::object();
    for (const auto &[tag, text] : texts.asKeyValueRange()) {
        Json &one = object[json::fromText(tag)] = Json::object();
        for (const auto &[name, member] : properties)
            one[name] = json::fromText(text.*member);
    }
    return object;
}

Result<QString> readTag(const std::string &name, const QString &place)
{
    if (const auto tag = canonicalLanguageTag(json::toText(name)))
        return *tag;
    return std::unexpected(json::wrongValue(json::member(place, name),
                                            ConsentJsonText::tr("a language tag, as nl, pt-BR or zh-Hant")));
}

template<typename Text>
Result<Text> readText(const Json &object, const QString &place, const auto &properties, QStringList &unknown)
{
    if (!object.is_object())
        return std::unexpected(notAnObject(object, place));
    Text text;
    for (const auto &[name, value] : object.items()) {
        const auto taken = take(properties, text, name, value, place);
        if (!taken)
            return std::unexpected(taken.error());
        if (!*taken)
            unknown << json::member(place, name);
    }
    return text;
}

template<typename Text>
Result<QMap<QString, Text>> readTextsByTag(const Json &object, const QString &place, const auto &properties,
                                           QStringList &unknown)
{
    if (!object.is_object())
        return std::unexpected(notAnObject(object, place));
    QMap<QString, Text> texts;
    for (const auto &[name, value] : object.items()) {
        const QString where = json::member(place, name);
        const auto tag = readTag(name, place);
        if (!tag)
            return std::unexpected(tag.error());
        if (texts.contains(*tag))
            return fail(Error::Kind::Rule,
                        ConsentJsonText::tr("%1 stands twice in %2. Keep one of them.").arg(*tag, place));
        const auto text = readText<Text>(value, where, properties, unknown);
        if (!text)
            return std::unexpected(text.error());
        if (*text != Text())
            texts.insert(*tag, *text);
    }
    return texts;
}

Json claimJson(const ResourceClaim &claim)
{
    const char *const source = claim.source == ClaimSource::UserAttribute ? "attribute" : "value";
    return {{"claim", json::fromText(claim.claim)}, {source, json::fromText(claim.value)}};
}

Result<ResourceClaim> readClaim(const Json &object, const QString &place, QStringList &unknown)
{
    if (!object.is_object())
        return std::unexpected(notAnObject(object, place));
    if (object.contains("attribute") == object.contains("value"))
        return std::unexpected(json::wrongValue(place, ConsentJsonText::tr("either attribute or value")));
    ResourceClaim claim;
    for (const auto &[name, value] : object.items()) {
        if (name != "claim" && name != "attribute" && name != "value") {
            unknown << json::member(place, name);
            continue;
        }
        const auto text = json::read<QString>(value, json::member(place, name));
        if (!text)
            return std::unexpected(text.error());
        if (name == "claim") {
            claim.claim = *text;
        } else {
            claim.source = name == "value" ? ClaimSource::FixedValue : ClaimSource::UserAttribute;
            claim.value = *text;
        }
    }
    if (claim.claim.isEmpty())
        return std::unexpected(missing(place, u"claim"_s));
    return claim;
}

Result<QList<ResourceClaim>> readClaims(const Json &array, const QString &place, QStringList &unknown)
{
    if (!array.is_array())
        return std::unexpected(json::wrongType(array, place, ConsentJsonText::tr("an array")));
    QList<ResourceClaim> claims;
    for (std::size_t index = 0; index < array.size(); ++index) {
        const auto claim = readClaim(array[index], json::element(place, index), unknown);
        if (!claim)
            return std::unexpected(claim.error());
        claims << *claim;
    }
    return claims;
}

/// True when the resource has a property of that name.
Result<bool> takeResource(CustomResource &resource, const std::string &name, const Json &value,
                          const QString &place, QStringList &unknown)
{
    const QString where = json::member(place, name);
    const auto into = [](auto &member) {
        return [&member](const auto &read) {
            member = read;
            return true;
        };
    };
    if (name == "claims")
        return readClaims(value, where, unknown).transform(into(resource.claims));
    if (name == "texts")
        return readTextsByTag<ResourceText>(value, where, resourceTranslations, unknown)
            .transform(into(resource.texts));
    Result<bool> taken = take(resourceTexts, resource, name, value, place);
    return taken && !*taken ? take(resourceFlags, resource, name, value, place) : taken;
}

}

Json logoJson(const Logo &logo)
{
    if (logo.data.isEmpty())
        return nullptr;
    return {{"name", json::fromText(logo.name)}, {"data", logo.data.toBase64().toStdString()}};
}

Result<Logo> readLogo(const Json &value, const QString &place)
{
    if (value.is_null())
        return Logo();
    if (!value.is_object())
        return std::unexpected(notAnObject(value, place));
    const auto text = [&](const char *name) -> Result<QString> {
        const auto found = value.find(name);
        if (found == value.end())
            return std::unexpected(missing(place, QString::fromLatin1(name)));
        return json::read<QString>(*found, json::member(place, name));
    };
    const auto name = text("name");
    if (!name)
        return std::unexpected(name.error());
    return text("data").and_then([&](const QString &base64) -> Result<Logo> {
        const auto decoded =
            QByteArray::fromBase64Encoding(base64.toUtf8(), QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded)
            return std::unexpected(
                json::wrongValue(json::member(place, "data"), ConsentJsonText::tr("base64")));
        const Logo logo{*name, decoded.decoded};
        return checkLogo(logo.data).transform([&](const LogoFacts &) { return logo; });
    });
}

Json consentTextsJson(const ConsentTextMap &texts)
{
    return textsByTagJson(texts, consentTexts);
}

Result<ConsentTextMap> readConsentTexts(const Json &object, const QString &place, QStringList &unknown)
{
    return readTextsByTag<ConsentTexts>(object, place, consentTexts, unknown);
}

Json customResourceJson(const CustomResource &resource)
{
    Json claims = Json::array();
    for (const ResourceClaim &claim : resource.claims)
        claims.push_back(claimJson(claim));
    return {{"name", json::fromText(resource.name)},
            {"enabled", resource.enabled},
            {"title", json::fromText(resource.title)},
            {"claims", std::move(claims)},
            {"texts", textsByTagJson(resource.texts, resourceTranslations)}};
}

Result<CustomResource> readCustomResource(const Json &object, const QString &place, QStringList &named,
                                          QStringList &unknown)
{
    if (!object.is_object())
        return std::unexpected(notAnObject(object, place));
    CustomResource resource;
    for (const auto &[name, value] : object.items()) {
        const auto taken = takeResource(resource, name, value, place, unknown);
        if (!taken)
            return std::unexpected(taken.error());
        if (*taken)
            named << json::toText(name);
        else
            unknown << json::member(place, name);
    }
    if (resource.name.isEmpty())
        return std::unexpected(missing(place, u"name"_s));
    return resource;
}

}
