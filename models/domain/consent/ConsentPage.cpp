#include "domain/consent/ConsentPage.h"

#include "domain/LanguageTag.h"
#include "domain/consent/BuiltInTexts.h"
#include "domain/consent/NameInText.h"
#include "domain/rules/ClientRules.h"
#include "domain/rules/RuleText.h"

#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::consent {

namespace {

using rules::RuleText;

bool isMissing(const QString &text)
{
    return text.trimmed().isEmpty();
}

bool gives(const ClientApplication &client, QLatin1StringView resource)
{
    return client.supportOpenId && client.defaultResources.contains(resource);
}

const Language *languageOf(const QList<Language> &languages, const QString &tag)
{
    const auto found = std::ranges::find(languages, tag, &Language::tag);
    return found == languages.end() ? nullptr : &*found;
}

QString defaultTagOf(const QList<Language> &languages)
{
    const auto found = std::ranges::find(languages, true, &Language::isDefault);
    return found == languages.end() ? QString() : found->tag;
}

/// Fills one page; every text goes through the same chain of what stands in.
class PageMaker
{
public:
    PageMaker(const ClientApplication &client, const QString &tag, const ConsentContext &context)
        : m_client(client)
        , m_context(context)
        , m_tag(canonicalLanguageTag(tag).value_or(tag))
        , m_defaultTag(defaultTagOf(context.languages))
    {
    }

    ConsentPage make()
    {
        if (m_client.isMachineToMachine()) {
            m_page.whyNot =
                RuleText::tr("There is nothing to ask: with Client credentials the client application "
                             "works from machine to machine, without an end user.");
            return m_page;
        }
        fillHead();
        addDefaultResources();
        addCustomResources();
        addApi();
        if (m_page.items.isEmpty())
            add(ConsentItem::Kind::SignIn, own(BuiltIn::SignInTitle), own(BuiltIn::SignInText));
        addLinks();
        addNotes();
        return m_page;
    }

private:
    void fillHead()
    {
        const Language *language = languageOf(m_context.languages, m_tag);
        m_page.language = m_tag;
        m_page.rightToLeft = language ? language->rightToLeft : usuallyRightToLeft(m_tag);
        m_page.clientTitle = plainName(isMissing(m_client.title) ? m_client.clientId : m_client.title);
        m_page.initials = initialsOf(m_page.clientTitle);
        m_page.logo = m_client.logo;
        m_page.logoUri = m_client.logoUri;
        m_page.labelLanguage = own(BuiltIn::Heading).language;
        m_page.heading = filled(own(BuiltIn::Heading)).text;
        if (!isMissing(m_context.user))
            m_page.signedInAs = filled(own(BuiltIn::SignedInAs)).text;
        m_page.mayRemember = m_client.requireConsent && m_client.allowRememberConsent;
        m_page.rememberLabel = own(BuiltIn::Remember).text;
        m_page.allowLabel = own(BuiltIn::Allow).text;
        m_page.denyLabel = own(BuiltIn::Deny).text;
    }

    void addDefaultResources()
    {
        if (profileTextApplies(m_client)) {
            add(ConsentItem::Kind::Profile, own(BuiltIn::ProfileTitle),
                written(&ConsentTexts::profile, BuiltIn::ProfileText));
        }
        if (emailTextApplies(m_client)) {
            add(ConsentItem::Kind::Email, own(BuiltIn::EmailTitle),
                written(&ConsentTexts::email, BuiltIn::EmailText));
        }
        if (gives(m_client, "phone"_L1))
            add(ConsentItem::Kind::Phone, own(BuiltIn::PhoneTitle), own(BuiltIn::PhoneText));
        if (gives(m_client, "address"_L1))
            add(ConsentItem::Kind::Address, own(BuiltIn::AddressTitle), own(BuiltIn::AddressText));
    }

    void addCustomResources()
    {
        if (!m_client.supportOpenId)
            return;
        for (const QString &name : m_client.customResources) {
            const auto resource = std::ranges::find(m_context.resources, name, &CustomResource::name);
            if (resource == m_context.resources.end() || !resource->enabled)
                continue;
            QMap<QString, QString> titles;
            QMap<QString, QString> descriptions;
            for (const auto [tag, text] : resource->texts.asKeyValueRange()) {
                titles.insert(tag, text.title);
                descriptions.insert(tag, text.description);
            }
            const QString title = isMissing(resource->title) ? resource->name : resource->title;
            add(ConsentItem::Kind::CustomResource, chosen(titles, {title, TextOrigin::BuiltIn, {}}),
                chosen(descriptions, own(BuiltIn::CustomText)));
        }
    }

    void addApi()
    {
        if (!apiTextApplies(m_client))
            return;
        add(ConsentItem::Kind::Api, own(BuiltIn::ApiTitle), written(&ConsentTexts::api, BuiltIn::ApiText));
        for (const QString &name : m_client.apiScopes) {
            const auto scope = std::ranges::find(m_context.apiScopes, name, &ApiScope::name);
            const bool hasTitle = scope != m_context.apiScopes.end() && !isMissing(scope->title);
            m_page.items.last().details << plainName(hasTitle ? scope->title : name);
        }
    }

    void addLinks()
    {
        addLink(BuiltIn::PrivacyPolicy, m_client.policyUri);
        addLink(BuiltIn::TermsOfService, m_client.tosUri);
    }

    /// Nothing but web addresses: others could run a script where the page is shown.
    void addLink(BuiltIn label, const QString &uri)
    {
        const QUrl url(uri, QUrl::StrictMode);
        const bool isWeb = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
        if (url.isValid() && isWeb && !url.host().isEmpty())
            m_page.links << ConsentLink{own(label).text, url.toString(QUrl::FullyEncoded)};
    }

    void addNotes()
    {
        if (!m_client.requireConsent)
            m_page.notes << RuleText::tr(
                "Require consent is off: end users are not asked, and do not see this page.");
        if (m_client.logo.data.isEmpty() && !m_client.logoUri.isEmpty()) {
            m_page.notes << RuleText::tr(
                "The Logo URI is not fetched for the preview: initials stand in for it. "
                "Choose a logo to see it here.");
        }
    }

    void add(ConsentItem::Kind kind, const ChosenText &title, const ChosenText &text)
    {
        m_page.items << ConsentItem{kind, filled(title), filled(text)};
    }

    ChosenText own(BuiltIn which) const { return builtInText(which, m_tag, m_defaultTag); }

    ChosenText chosen(const QMap<QString, QString> &texts, const ChosenText &builtIn) const
    {
        return chooseText(texts, m_tag, m_defaultTag, builtIn);
    }

    ChosenText written(QString ConsentTexts::*text, BuiltIn builtIn) const
    {
        QMap<QString, QString> texts;
        for (const auto [tag, all] : m_client.consentTexts.asKeyValueRange())
            texts.insert(tag, all.*text);
        return chosen(texts, own(builtIn));
    }

    ChosenText filled(ChosenText text) const
    {
        const Language *language = languageOf(m_context.languages, text.language);
        const bool rightToLeft = language ? language->rightToLeft : usuallyRightToLeft(text.language);
        text.text = withNames(text.text, m_page.clientTitle, plainName(m_context.user), rightToLeft);
        return text;
    }

    const ClientApplication &m_client;
    const ConsentContext &m_context;
    QString m_tag;
    QString m_defaultTag;
    ConsentPage m_page;
};

}

ChosenText chooseText(const QMap<QString, QString> &texts, const QString &tag, const QString &defaultTag,
                      const ChosenText &builtIn)
{
    for (QString asked = tag; !asked.isEmpty(); asked = parentLanguageTag(asked)) {
        if (const QString text = texts.value(asked); !isMissing(text))
            return {text, asked == tag ? TextOrigin::Exact : TextOrigin::BaseLanguage, asked};
    }
    if (const QString text = texts.value(defaultTag); !isMissing(text))
        return {text, TextOrigin::DefaultLanguage, defaultTag};
    return builtIn;
}

ConsentPage consentPage(const ClientApplication &client, const QString &tag, const ConsentContext &context)
{
    const ClientApplication saved = rules::normalized(client);
    return PageMaker(saved, tag, context).make();
}

bool profileTextApplies(const ClientApplication &client)
{
    return gives(client, "profile"_L1);
}

bool emailTextApplies(const ClientApplication &client)
{
    return gives(client, "email"_L1);
}

bool apiTextApplies(const ClientApplication &client)
{
    return !client.isMachineToMachine() && (client.supportApi || !client.supportOpenId);
}

}
