#include "domain/formats/ConsentProperties.h"

#include "domain/LanguageTag.h"
#include "domain/formats/FormatText.h"
#include "domain/formats/gatehouse/GatehouseProperties.h"

namespace gatehouse {

namespace {

Error writtenTwice(const QString &place)
{
    return {Error::Kind::Rule,
            FormatText::tr("%1 stands there twice: upper and lower case of a language count as "
                           "the same. Remove one of them.")
                .arg(place)};
}

}

std::string consentProperty(const char *name, const QString &tag)
{
    return "consent_" + std::string(name) + '#' + tag.toStdString();
}

void addConsentProperties(json::Json &object, const ConsentTextMap &texts)
{
    for (const auto &[tag, text] : texts.asKeyValueRange()) {
        for (const auto &[name, member] : gatehouseproperties::consentTexts)
            json::addText(object, consentProperty(name, tag), text.*member);
    }
}

Result<bool> ConsentProperties::take(const std::string &name, const json::Json &value, const QString &place)
{
    const QString property = json::toText(name);
    const qsizetype sign = property.indexOf(u'#');
    const auto tag = canonicalLanguageTag(property.sliced(sign + 1));
    if (sign < 0 || !tag)
        return false;
    for (const auto &[kind, member] : gatehouseproperties::consentTexts) {
        const std::string canonical = consentProperty(kind, *tag);
        const auto ours = std::string_view(canonical).substr(0, canonical.find('#'));
        if (!json::isSameName(ours, std::string_view(name).substr(0, name.find('#')), m_dialect))
            continue;
        const auto text = json::read<QString>(value, place);
        if (!text)
            return std::unexpected(text.error());
        if (m_taken.contains(canonical))
            return std::unexpected(writtenTwice(place));
        m_taken << canonical;
        m_texts[*tag].*member = *text;
        return true;
    }
    return false;
}

}
