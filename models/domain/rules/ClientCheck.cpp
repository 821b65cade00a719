#include "domain/rules/ClientRules.h"

#include "domain/rules/ClientChecks.h"
#include "domain/rules/OtherSettingsCheck.h"
#include "domain/rules/ProblemCollector.h"
#include "domain/rules/RiskNames.h"
#include "domain/rules/RuleText.h"
#include "domain/rules/ServerCheck.h"
#include "domain/rules/StorableText.h"
#include "domain/servers/OnServers.h"

#include <algorithm>

namespace gatehouse::rules {

namespace {

/// Collects the problems of one client application; one function for each field with something to say.
class ClientCheck
{
public:
    ClientCheck(const ClientApplication &client, const RuleContext &context)
        : m_client(client), m_context(context), m_all(client, context)
    {
    }

    QList<Problem> run()
    {
        m_all.take(ClientField::ClientId, checkClientId(m_client.clientId));
        checkTitleField();
        m_all.take(ClientField::Description, checkDescription(m_client.description));
        checkIdentity();
        checkAuthentication(m_all);
        checkAddresses();
        checkCorsOrigins();
        checkLifetimes();
        checkLogoData();
        checkRedirects(ClientField::LoginRedirects);
        checkRedirects(ClientField::LogoutRedirects);
        checkServers(m_all);
        checkLengths();
        checkChoices(m_all);
        checkOtherSettings(m_all);
        m_all.problems() += checkConsentTexts(m_client, m_context);
        checkStorableTexts();
        if (isEnabledAnywhere(m_client) && stopsEnable(m_all.problems()))
            raiseGates();
        std::ranges::stable_sort(m_all.problems(), std::greater{}, &Problem::severity);
        return m_all.problems();
    }

private:
    /// What is missing holds back only Enabled; with Enabled on it holds back Save.
    void raiseGates()
    {
        for (Problem &problem : m_all.problems()) {
            if (problem.gate == Gate::Enable) {
                problem.gate = Gate::Save;
                problem.severity = Severity::Error;
                problem.text = m_client.enabled
                                   ? RuleText::tr("%1 Until then clear Enabled.").arg(problem.text)
                                   : disabledThereText(problem.text);
            }
        }
    }

    QString disabledThereText(const QString &text) const
    {
        const auto isEnabledThere = [](const ServerPart &part) { return part.enabled.value_or(false); };
        const auto there = std::ranges::find_if(m_client.onServers, isEnabledThere);
        return RuleText::tr("%1 Until then disable it on \"%2\", on the tab Servers.")
            .arg(text, shortened(there.key()));
    }

    /// Those that do not apply, too: they are kept.
    void checkStorableTexts()
    {
        for (const ClientFieldInfo &info : clientFields()) {
            if (m_all.hasErrorOn(info.field))
                continue;
            visitTexts(m_client, info.field, [&](const QString &text, int row) {
                if (!isStorable(text))
                    m_all.take(info.field, checkStorable(fieldLabel(info.field), text), row);
            });
        }
    }

    void checkTitleField()
    {
        if (m_client.title != m_client.clientId) // which stands in for one, and may be longer
            m_all.take(ClientField::Title, checkTitle(m_client.title));
        if (m_client.title.trimmed().isEmpty()) {
            m_all.addMissing(
                ClientField::Title,
                RuleText::tr("Title is missing. Enter the name that users read on the consent page."));
        }
    }

    void checkIdentity()
    {
        if (!m_all.applies(ClientField::Identity))
            return;
        if (m_client.identity.isEmpty()) {
            return m_all.addMissingRisk(
                ClientField::Identity,
                RuleText::tr("Identity is missing, so that the client application acts as itself. Choose the "
                             "user, as a rule a service account, that it acts as."),
                risks::noIdentity);
        }
        const User *user = m_context.user(m_client.identity);
        if (!user) {
            m_all.add(
                Severity::Error, ClientField::Identity,
                RuleText::tr("Identity \"%1\" does not exist. Choose another, or add it on the page Users.")
                    .arg(m_client.identity));
        } else if (!user->enabled) {
            m_all.addMissing(ClientField::Identity,
                             RuleText::tr("Identity \"%1\" is disabled. Choose another, or enable it on the "
                                          "page Users.")
                                 .arg(m_client.identity));
        } else if (!user->serviceAccount) {
            m_all.add(
                Severity::Advice, ClientField::Identity,
                RuleText::tr(
                    "Identity \"%1\" is a person. A service account keeps working when the person leaves.")
                    .arg(m_client.identity));
        }
    }

    void checkAddresses()
    {
        for (const ClientField field :
             {ClientField::LogoUri, ClientField::ClientUri, ClientField::PolicyUri, ClientField::TosUri}) {
            if (m_all.applies(field))
                m_all.take(field, checkWebAddress(fieldLabel(field), fieldValue(m_client, field).toString()));
        }
        for (qsizetype row = 0; row < m_client.contacts.size(); ++row) {
            m_all.take(ClientField::Contacts,
                       checkLine(fieldLabel(ClientField::Contacts), m_client.contacts.at(row)), int(row));
        }
    }

    void checkCorsOrigins()
    {
        if (!m_all.applies(ClientField::AllowedCorsOrigins))
            return;
        const QList<ServerRow> rows = rowsOf(m_client, ClientField::AllowedCorsOrigins);
        for (qsizetype row = 0; row < rows.size(); ++row) {
            const auto &[server, origin] = rows.at(row);
            m_all.take(ClientField::AllowedCorsOrigins, onServer(server, checkCorsOrigin(origin)), int(row));
            if (!server.isEmpty() && m_client.allowedCorsOrigins.contains(origin)) {
                m_all.add(
                    Severity::Error, ClientField::AllowedCorsOrigins,
                    RuleText::tr("CORS origin \"%1\" is for all servers and for \"%2\" alone. Remove one "
                                 "of them.")
                        .arg(shortened(origin), shortened(server)),
                    int(row));
            }
        }
    }

    void checkLifetimes()
    {
        for (const ClientField field : {ClientField::AccessTokenLifetime, ClientField::IdTokenLifetime,
                                        ClientField::RefreshTokenLifetime}) {
            if (const QVariant seconds = fieldValue(m_client, field); !seconds.isNull())
                m_all.take(field, checkLifetime(fieldLabel(field), seconds.toInt()));
        }
    }

    void checkRedirects(ClientField field)
    {
        const QList<ServerRow> rows = rowsOf(m_client, field);
        if (!m_all.applies(field)) {
            if (!rows.isEmpty()) {
                m_all.add(
                    Severity::Advice, field,
                    RuleText::tr("%1 do not apply to Client credentials. They are kept, but not exported.")
                        .arg(fieldLabel(field)));
            }
            return;
        }
        if (rows.isEmpty() && fieldState(m_client, field).required) {
            m_all.addMissing(field, RuleText::tr("%1 are missing. Add the address that users come back to.")
                                        .arg(fieldLabel(field)));
        }
        QHash<std::pair<QString, QString>, qsizetype> firstRows;
        for (qsizetype row = 0; row < rows.size(); ++row) {
            const auto &[server, uri] = rows.at(row);
            m_all.take(
                field,
                onServer(server, m_context.redirects ? m_context.redirects->check(uri) : checkRedirect(uri)),
                int(row));
            if (uri.isEmpty())
                continue;
            const qsizetype ofAll = firstRows.value({QString(), uri}, row);
            const qsizetype first = ofAll == row ? firstRows.value({server, uri}, row) : ofAll;
            firstRows.insert({server, uri}, first);
            if (first != row)
                m_all.add(Severity::Error, field, doubledText(rows, first, row), int(row));
        }
    }

    static QString doubledText(const QList<ServerRow> &rows, qsizetype first, qsizetype row)
    {
        const auto &[server, uri] = rows.at(row);
        if (server.isEmpty()) {
            return RuleText::tr("Redirect \"%1\" stands in rows %2 and %3. Remove one of them.")
                .arg(shortened(uri), QString::number(first + 1), QString::number(row + 1));
        }
        return rows.at(first).server.isEmpty()
                   ? RuleText::tr(
                         "Redirect \"%1\" is for all servers and for \"%2\" alone. Remove one of them.")
                         .arg(shortened(uri), shortened(server))
                   : RuleText::tr("Redirect \"%1\" stands there twice for \"%2\". Remove one of them.")
                         .arg(shortened(uri), shortened(server));
    }

    /// Of what is kept as it was typed, because it does not apply, and of what has no rule of its own: more
    /// would be read as damage.
    void checkLengths()
    {
        for (const ClientField field : {ClientField::LoginRedirects, ClientField::LogoutRedirects}) {
            if (!m_all.applies(field)) {
                for (const ServerRow &row : rowsOf(m_client, field))
                    takeLength(field, row.text, longestStoredText);
            }
        }
        for (const QString &name : m_client.defaultResources)
            takeLength(ClientField::DefaultResources, name, longestStoredLine);
        takeLength(ClientField::Logo, m_client.logo.name, longestStoredLine);
        for (const QString &key : m_client.keys)
            takeLength(ClientField::Keys, key, longestStoredText);
        for (const QString &settings : m_client.otherSettings)
            takeLength(ClientField::OtherSettings, settings, longestStoredText);
        for (const QString &settings : m_client.spellings)
            takeLength(ClientField::Spellings, settings, longestStoredText);
        for (const AcceptedRisk &risk : m_client.acceptedRisks) {
            for (const QString *text : {&risk.rule, &risk.reason, &risk.by})
                takeLength(ClientField::AcceptedRisks, *text, longestStoredLine);
            takeLength(ClientField::AcceptedRisks, risk.value, longestStoredText);
        }
        for (const ConsentTexts &texts : m_client.consentTexts) {
            for (const QString *text : {&texts.profile, &texts.email, &texts.api})
                takeLength(ClientField::ConsentTexts, *text, longestStoredText);
        }
    }

    void takeLength(ClientField field, const QString &text, qsizetype longest)
    {
        if (text.size() > longest)
            m_all.take(field, checkLength(fieldLabel(field), text, longest));
    }

    void checkLogoData()
    {
        if (!m_all.applies(ClientField::Logo) || m_client.logo.data.isEmpty())
            return;
        if (const auto facts = checkLogo(m_client.logo.data); !facts)
            m_all.add(Severity::Error, ClientField::Logo, facts.error().text);
    }

    const ClientApplication &m_client;
    const RuleContext &m_context;
    ProblemCollector m_all;
};

}

QList<Problem> check(const ClientApplication &client, const RuleContext &context)
{
    return ClientCheck(client, context).run();
}

QSet<KnownRisk> risksOf(const ClientApplication &stored, const RuleContext &context)
{
    RuleContext asItIs = context;
    asItIs.takesRisks = true;
    ClientApplication unaccepted = stored;
    unaccepted.acceptedRisks.clear();
    QSet<KnownRisk> known;
    for (const Problem &problem : check(unaccepted, asItIs)) {
        const bool isMissing = problem.rule == risks::noIdentity || problem.rule == risks::noApiScopes;
        if (!problem.rule.isEmpty() && (isEnabledAnywhere(stored) || !isMissing))
            known.insert({problem.rule, problem.value});
    }
    if (stored.clientAuthentication == ClientAuthentication::Other)
        known.insert({risks::otherAuthentication, {}});
    return known;
}

QList<Problem> checkStored(const ClientApplication &stored, RuleContext context)
{
    context.knownRisks = risksOf(stored, context);
    return check(stored, context);
}

QDateTime recheckAt(const ClientApplication &client, const QDateTime &now)
{
    QDateTime next;
    for (const ClientSecret &secret : client.secrets) {
        if (!secret.usableAt(now) || !secret.expires.isValid())
            continue;
        const QDateTime warning = secret.expires.addDays(-secretWarningDays);
        const QDateTime change = warning > now ? warning : secret.expires.addSecs(1);
        if (!next.isValid() || change < next)
            next = change;
    }
    return next;
}

}
