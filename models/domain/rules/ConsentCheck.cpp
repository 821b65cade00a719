#include "domain/rules/ClientChecks.h"

#include "domain/LanguageTag.h"
#include "domain/consent/ConsentPage.h"
#include "domain/rules/RuleText.h"

using namespace Qt::StringLiterals;

namespace gatehouse::rules {

namespace {

struct ApplicableText
{
    QString ConsentTexts::*text;
    QString label;
};

QList<ApplicableText> applicableTexts(const ClientApplication &client)
{
    QList<ApplicableText> texts;
    if (consent::profileTextApplies(client))
        texts << ApplicableText{&ConsentTexts::profile, RuleText::tr("Profile")};
    if (consent::emailTextApplies(client))
        texts << ApplicableText{&ConsentTexts::email, RuleText::tr("Email")};
    if (consent::apiTextApplies(client))
        texts << ApplicableText{&ConsentTexts::api, RuleText::tr("API consent")};
    return texts;
}

Problem problem(Severity severity, const QString &text)
{
    return {severity, severity == Severity::Error ? Gate::Save : Gate::None, ClientField::ConsentTexts, text};
}

QList<Problem> unsupportedLanguages(const ClientApplication &client, const RuleContext &context)
{
    QList<Problem> problems;
    for (const QString &tag : client.consentTexts.keys()) {
        if (!context.languages.isEmpty() && !context.languages.contains(tag)) {
            problems << problem(
                Severity::Error,
                RuleText::tr("There are consent texts in \"%1\", which is no supported language. Add "
                             "it on the page Languages, or clear the texts.")
                    .arg(shortened(tag)));
        }
    }
    return problems;
}

QList<Problem> textProblems(const ClientApplication &client)
{
    QList<Problem> problems;
    for (const auto [tag, texts] : client.consentTexts.asKeyValueRange()) {
        for (const auto &[text, label] : applicableTexts(client)) {
            for (const Finding &finding : checkConsentText(texts.*text))
                problems << problem(finding.severity,
                                    u"%1 (%2): %3"_s.arg(label, shortened(tag), finding.text));
        }
    }
    return problems;
}

QList<Problem> missingTexts(const ClientApplication &client, const RuleContext &context)
{
    if (!client.requireConsent || context.defaultLanguage.isEmpty())
        return {};
    const ConsentTexts written = client.consentTexts.value(context.defaultLanguage);
    QStringList missing;
    for (const auto &[text, label] : applicableTexts(client)) {
        if ((written.*text).trimmed().isEmpty())
            missing << label;
    }
    if (missing.isEmpty())
        return {};
    return {problem(
        Severity::Advice,
        RuleText::tr("Consent texts are missing in the default language %1: %2. A built-in text stands in. "
                     "Write them on the tab Default resource translation.")
            .arg(context.defaultLanguage, missing.join(", "_L1)))};
}

}

QList<Problem> checkConsentTexts(const ClientApplication &client, const RuleContext &context)
{
    if (fieldState(client, ClientField::ConsentTexts).presence == Presence::Off)
        return {};
    return unsupportedLanguages(client, context) + textProblems(client) + missingTexts(client, context);
}

}
