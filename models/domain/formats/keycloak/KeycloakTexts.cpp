#include "domain/formats/keycloak/KeycloakTexts.h"

#include "domain/LanguageTag.h"
#include "domain/formats/FormatText.h"
#include "domain/formats/ImportedAccess.h"
#include "domain/formats/keycloak/KeycloakConsent.h"
#include "domain/formats/keycloak/KeycloakHead.h"
#include "domain/formats/keycloak/KeycloakNames.h"
#include "domain/rules/FieldRules.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

QString attribute(const char *name)
{
    return u"attributes."_s + QLatin1StringView(name);
}

class KeycloakTexts
{
public:
    KeycloakTexts(ImportedClient &imported, const KeycloakProperties &properties, const KeycloakHead &head)
        : m_imported(imported)
        , m_client(imported.client)
        , m_access(imported)
        , m_properties(properties)
        , m_head(head)
    {
    }

    void read(const json::Json &object)
    {
        readTitle();
        readDescription();
        readAddresses();
        const auto attributes = object.find("attributes");
        const bool hasAttributes = attributes != object.end() && attributes->is_object();
        if (m_client.grantType != GrantType::ClientCredentials && hasAttributes)
            readConsentTexts(*attributes);
    }

private:
    void readTitle()
    {
        const QString name = m_properties.name.value_or(QString());
        if (!keycloak::isReplaced(name))
            return m_access.takeTitle(m_properties.name);
        const auto texts = m_head.translations(m_imported.place, name);
        if (texts.isEmpty())
            return loseTranslated(u"name"_s, name);
        m_client.title = texts.value(m_head.languageOf(m_imported.place), texts.first());
        m_imported.titles = texts;
        m_imported.titleIsOneOfThem = true;
        m_imported.named << ClientField::Title;
    }

    void loseTranslated(const QString &property, const QString &key)
    {
        m_access.lose(property, FormatText::tr("Not taken: the text of %1 stands in the theme of the "
                                               "server, not in the file. It goes back as it came.")
                                    .arg(key));
    }

    void readDescription()
    {
        const QString description = m_properties.description.value_or(QString());
        const bool isText = !keycloak::isReplaced(description);
        if (isText && !rules::hasError(rules::checkDescription(description)))
            m_access.take(ClientField::Description, m_client.description, m_properties.description);
    }

    void readAddresses()
    {
        if (const QString home =
                keycloak::resolved(m_properties.baseUrl.value_or(QString()), m_properties.root());
            m_properties.baseUrl && faultOf(ClientField::ClientUri, home).isEmpty()) {
            m_client.clientUri = home;
            m_imported.named << ClientField::ClientUri;
        }
        if (m_client.grantType == GrantType::ClientCredentials)
            return;
        takeAddress(ClientField::LogoUri, m_client.logoUri, m_properties.logoUri, keycloak::logoUri);
        takeAddress(ClientField::PolicyUri, m_client.policyUri, m_properties.policyUri, keycloak::policyUri);
        takeAddress(ClientField::TosUri, m_client.tosUri, m_properties.tosUri, keycloak::tosUri);
    }

    /// Empty: there is none.
    static QString faultOf(ClientField field, const QString &uri)
    {
        const auto valid = uri.isEmpty()
                               ? Result<void>()
                               : rules::firstError(rules::checkWebAddress(fieldLabel(field), uri), {});
        return valid ? QString() : valid.error().text;
    }

    void takeAddress(ClientField field, QString &member, const std::optional<QString> &uri, const char *name)
    {
        if (const QString fault = faultOf(field, uri.value_or(QString())); !fault.isEmpty())
            return m_access.lose(attribute(name),
                                 FormatText::tr("It stays under Other settings. %1").arg(fault));
        m_access.take(field, member, uri);
    }

    void readConsentTexts(const json::Json &attributes)
    {
        const ConsentTextMap ours = keycloak::consentTextsIn(attributes);
        if (!ours.isEmpty()) {
            m_client.consentTexts = ours;
            m_imported.named << ClientField::ConsentTexts;
        }
        const QString text = m_properties.consentText.value_or(QString());
        if (text.isEmpty())
            return;
        if (m_properties.displayOnConsent.value_or(QString()).compare("true"_L1, Qt::CaseInsensitive) != 0) {
            return m_access.lose(attribute(keycloak::consentText),
                                 FormatText::tr("Not taken: it is not shown, because "
                                                "display.on.consent.screen is off."));
        }
        if (ours.isEmpty())
            takeShownText(text);
        else if (keycloak::isReplaced(text))
            takeLocalizedTexts(m_head.translations(m_imported.place, text));
        else
            takeChangedText(text);
    }

    /// It is one text of many, so it never overwrites those that are here.
    void takeShownText(const QString &text)
    {
        const QString property = attribute(keycloak::consentText);
        QMap<QString, QString> texts{{m_head.languageOf(m_imported.place), text}};
        if (keycloak::isReplaced(text)) {
            texts = m_head.translations(m_imported.place, text);
            if (texts.isEmpty())
                return loseTranslated(property, text);
        }
        for (const auto &[tag, translation] : texts.asKeyValueRange()) {
            if (const auto valid = rules::firstError(rules::checkConsentText(translation), {}); !valid)
                return m_access.lose(property, FormatText::tr("Not taken. %1").arg(valid.error().text));
            keycloak::shownText(m_client, m_client.consentTexts[tag]) = translation;
        }
        m_imported.notes << FormatText::tr(
                                "The consent text is taken in %1. A client application that exists keeps its "
                                "texts: there are more than the file can hold.")
                                .arg(QStringList(texts.keys()).join(", "_L1));
    }

    /// The realm has them in each language. Where ours has none in one, another stands in for it.
    void takeLocalizedTexts(const QMap<QString, QString> &translations)
    {
        if (translations.isEmpty()) // the file is without them
            return;
        const QMap<QString, QString> known = keycloak::shownTexts(m_client);
        const QStringList stoodIn = known.values();
        for (const auto &[tag, text] : translations.asKeyValueRange()) {
            const bool isOurs = known.contains(tag) ? known.value(tag) == text : stoodIn.contains(text);
            if (!isOurs && !rules::hasError(rules::checkConsentText(text)))
                keycloak::shownText(m_client, m_client.consentTexts[tag]) = text;
        }
        for (const auto &[tag, text] : known.asKeyValueRange()) {
            if (!translations.contains(tag))
                keycloak::shownText(m_client, m_client.consentTexts[tag]).clear();
        }
        m_client.consentTexts.removeIf([](const auto &texts) { return texts.value().isEmpty(); });
    }

    /// What is shown is one of ours, unless it was changed in Keycloak.
    void takeChangedText(const QString &text)
    {
        QStringList tags;
        for (auto [tag, texts] : m_client.consentTexts.asKeyValueRange()) {
            const QString known = keycloak::shownText(m_client, texts);
            if (!known.isEmpty() && keycloak::asShown(m_client, known) == text)
                return;
            if (!known.isEmpty())
                tags << tag;
        }
        const QString tag = tags.size() == 1 ? tags.first() : m_head.languageOf(m_imported.place);
        keycloak::shownText(m_client, m_client.consentTexts[tag]) = text;
    }

    ImportedClient &m_imported;
    ClientApplication &m_client;
    ImportedAccess m_access;
    const KeycloakProperties &m_properties;
    const KeycloakHead &m_head;
};

}

void takeKeycloakTexts(ImportedClient &imported, const KeycloakProperties &properties,
                       const json::Json &object, const KeycloakHead &head)
{
    KeycloakTexts(imported, properties, head).read(object);
}

}
