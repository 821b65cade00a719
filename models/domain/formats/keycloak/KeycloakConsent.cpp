#include "domain/formats/keycloak/KeycloakConsent.h"

#include "domain/LanguageTag.h"
#include "domain/formats/FormatText.h"
#include "domain/formats/gatehouse/GatehouseProperties.h"
#include "domain/formats/keycloak/KeycloakNames.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::keycloak {

namespace {

qsizetype count(const ConsentTextMap &texts)
{
    qsizetype number = 0;
    for (const ConsentTexts &text : texts)
        number += !text.profile.isEmpty() + !text.email.isEmpty() + !text.api.isEmpty();
    return number;
}

/// The language whose text is shown; empty: no language has one.
QString shownLanguage(const ClientApplication &client, const QList<Language> &languages)
{
    const auto hasText = [&](const QString &tag) {
        ConsentTexts texts = client.consentTexts.value(tag);
        return !shownText(client, texts).isEmpty();
    };
    const auto chosen = std::ranges::find(languages, true, &Language::isDefault);
    if (chosen != languages.end() && hasText(chosen->tag))
        return chosen->tag;
    const QStringList tags = client.consentTexts.keys();
    const auto first = std::ranges::find_if(tags, hasText);
    return first == tags.end() ? QString() : *first;
}

}

QString &shownText(const ClientApplication &client, ConsentTexts &texts)
{
    return client.supportApi ? texts.api : texts.profile;
}

QString asShown(const ClientApplication &client, const QString &text)
{
    QString shown = text;
    return shown.replace("{client}"_L1, client.title);
}

ConsentScreen consentScreen(const ClientApplication &client, const QList<Language> &languages,
                            bool isLocalized)
{
    ConsentTexts texts = client.consentTexts.value(shownLanguage(client, languages));
    ConsentScreen screen{.text = asShown(client, shownText(client, texts)), .loss = {}};
    const qsizetype all = count(client.consentTexts);
    const qsizetype written = screen.text.isEmpty() ? 0 : 1;
    const qsizetype localized = isLocalized ? std::max(written, localizedTexts(client).size()) : 0;
    QStringList losses;
    if (isLocalized && all > localized) {
        losses << FormatText::tr("Keycloak shows one text for each client application and language: "
                                 "%1 of the %2. The others stand in attributes that it keeps.")
                      .arg(QString::number(localized), QString::number(all));
    } else if (!isLocalized && all > written) {
        losses << FormatText::tr("Keycloak shows one text for each client application: %1 of the "
                                 "%2. The others stand in attributes that it keeps. Put "
                                 "translations into the localization of the realm.")
                      .arg(QString::number(written), QString::number(all));
    }
    if (screen.text.contains("{user}"_L1))
        losses << FormatText::tr("Keycloak shows {user} as it stands.");
    screen.loss = losses.join(u' ');
    return screen;
}

QMap<QString, QString> shownTexts(const ClientApplication &client)
{
    QMap<QString, QString> shown;
    for (auto [tag, texts] : ConsentTextMap(client.consentTexts).asKeyValueRange()) {
        if (const QString text = asShown(client, shownText(client, texts)); !text.isEmpty())
            shown.insert(tag, text);
    }
    return shown;
}

QMap<QString, QString> localizedTexts(const ClientApplication &client)
{
    QMap<QString, QString> shown = shownTexts(client);
    return shown.size() > 1 ? shown : QMap<QString, QString>();
}

QString localizationKey(const ClientApplication &client)
{
    const QLatin1StringView kind = client.supportApi ? "api"_L1 : "profile"_L1;
    return u"%1client.%2.%3"_s.arg(localizationPrefix, client.clientId, kind);
}

QString asMessage(QString text)
{
    return text.replace(u'\'', "''"_L1);
}

QString fromMessage(const QString &message)
{
    QString text;
    for (qsizetype index = 0; index < message.size(); ++index) {
        if (message.at(index) == u'\'' && message.sliced(index + 1).startsWith(u'\''))
            text += message.at(++index);
        else if (message.at(index) != u'\'')
            text += message.at(index);
    }
    return text;
}

void addConsentTexts(json::Json &attributes, const ConsentTextMap &texts)
{
    for (const auto &[tag, text] : texts.asKeyValueRange()) {
        for (const auto &[kind, member] : gatehouseproperties::consentTexts)
            json::addText(attributes, consentAttributes + tag.toStdString() + '.' + kind, text.*member);
    }
}

ConsentTextMap consentTextsIn(const json::Json &attributes)
{
    const QString beginning = QString::fromLatin1(consentAttributes);
    ConsentTextMap texts;
    for (const auto &[name, value] : attributes.items()) {
        const QString property = json::toText(name);
        if (!property.startsWith(beginning) || !value.is_string())
            continue;
        const QString rest = property.sliced(beginning.size());
        const qsizetype dot = rest.lastIndexOf(u'.');
        const auto tag = canonicalLanguageTag(rest.first(std::max<qsizetype>(dot, 0)));
        for (const auto &[kind, member] : gatehouseproperties::consentTexts) {
            if (tag && rest.sliced(dot + 1) == QLatin1StringView(kind))
                texts[*tag].*member = json::toText(value.get_ref<const std::string &>());
        }
    }
    return texts;
}

}
