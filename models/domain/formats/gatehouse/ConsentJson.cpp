#include "domain/formats/gatehouse/GatehouseJson.h"

#include "domain/LanguageTag.h"
#include "domain/formats/FormatText.h"
#include "domain/formats/ImportedClients.h"
#include "domain/formats/gatehouse/GatehouseProperties.h"
#include "domain/json/RecordJson.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;
using namespace gatehouseproperties;

namespace {

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
                                            FormatText::tr("a language tag, as nl, pt-BR or zh-Hant")));
}

/// Takes the places of properties that we do not keep.
auto into(QStringList &unknown)
{
    return [&](const std::string &, const Json &, const QString &place) -> Result<void> {
        unknown << place;
        return {};
    };
}

template<typename Text>
Result<QMap<QString, Text>> readTextsByTag(const Json &object, const QString &place, const auto &properties,
                                           QStringList &unknown)
{
    QMap<QString, Text> texts;
    const auto readOne = [&](const std::string &name, const Json &value,
                             const QString &where) -> Result<void> {
        const auto tag = readTag(name, place);
        if (!tag)
            return std::unexpected(tag.error());
        if (texts.contains(*tag))
            return fail(Error::Kind::Rule,
                        FormatText::tr("%1 stands twice in %2. Keep one of them.").arg(*tag, place));
        Text text;
        return json::readRecord(text, properties, value, where, into(unknown)).transform([&] {
            if (text != Text())
                texts.insert(*tag, text);
        });
    };
    return json::eachMember(object, place, readOne).transform([&] { return texts; });
}

Json claimJson(const ResourceClaim &claim)
{
    const char *const source = claim.source == ClaimSource::UserAttribute ? "attribute" : "value";
    return {{"claim", json::fromText(claim.claim)}, {source, json::fromText(claim.value)}};
}

struct ClaimProperties
{
    QString claim;
    std::optional<QString> attribute;
    std::optional<QString> value;
};

constexpr std::tuple claimTable{
    Property{"claim", &ClaimProperties::claim},
    Property{"attribute", &ClaimProperties::attribute},
    Property{"value", &ClaimProperties::value},
};

Result<ResourceClaim> readClaim(const Json &object, const QString &place, QStringList &unknown)
{
    ClaimProperties read;
    return json::readRecord(read, claimTable, object, place, into(unknown))
        .and_then([&]() -> Result<ResourceClaim> {
            const bool isBoth = object.contains("attribute") && object.contains("value");
            if (isBoth || (!read.attribute && !read.value))
                return std::unexpected(json::wrongValue(place, FormatText::tr("either attribute or value")));
            if (read.claim.isEmpty())
                return std::unexpected(missing(place, u"claim"_s));
            return read.value ? ResourceClaim{read.claim, ClaimSource::FixedValue, *read.value}
                              : ResourceClaim{read.claim, ClaimSource::UserAttribute, *read.attribute};
        });
}

Result<QList<ResourceClaim>> readClaims(const Json &array, const QString &place, QStringList &unknown)
{
    QList<ResourceClaim> claims;
    const auto readOne = [&](const Json &object, const QString &one) {
        return readClaim(object, one, unknown).transform([&](const ResourceClaim &claim) {
            claims << claim;
        });
    };
    return json::eachElement(array, place, readOne).transform([&] { return claims; });
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
        return std::unexpected(json::notAnObject(value, place));
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
            return std::unexpected(json::wrongValue(json::member(place, "data"), FormatText::tr("base64")));
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
    Json object = json::fieldsJson(resource);
    object["claims"] = std::move(claims);
    object["texts"] = textsByTagJson(resource.texts, resourceTranslations);
    return object;
}

Result<CustomResource> readCustomResource(const Json &object, const QString &place, QStringList &unknown)
{
    CustomResource resource;
    const auto takeOther = [&](const std::string &name, const Json &value,
                               const QString &where) -> Result<void> {
        const auto take = [](auto &member) { return [&member](const auto &read) { member = read; }; };
        if (name == "claims")
            return readClaims(value, where, unknown).transform(take(resource.claims));
        if (name == "texts")
            return readTextsByTag<ResourceText>(value, where, resourceTranslations, unknown)
                .transform(take(resource.texts));
        return into(unknown)(name, value, where);
    };
    return json::readRecord(resource, recordProperties<CustomResource>, object, place, takeOther)
        .and_then([&]() -> Result<CustomResource> {
            if (resource.name.isEmpty())
                return std::unexpected(missing(place, u"name"_s));
            return resource;
        });
}

}
