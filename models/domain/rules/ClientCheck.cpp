#include "domain/rules/ClientRules.h"

#include "domain/rules/ChoiceCheck.h"
#include "domain/rules/ConsentCheck.h"
#include "domain/rules/FieldRules.h"
#include "domain/rules/RuleText.h"
#include "domain/rules/StorableText.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::rules {

namespace {

/// Collects the problems of one client application; one function for each field with something to say.
class ClientCheck
{
public:
    ClientCheck(const ClientApplication &client, const RuleContext &context)
        : m_client(client), m_context(context)
    {
    }

    QList<Problem> run()
    {
        take(ClientField::ClientId, checkClientId(m_client.clientId));
        checkTitleField();
        checkIdentity();
        checkPkce();
        if (!m_client.isMachineToMachine())
            take(ClientField::LogoUri, checkLogoUri(m_client.logoUri));
        checkLogoData();
        checkSecrets();
        checkRedirects(ClientField::LoginRedirects, m_client.loginRedirects);
        checkRedirects(ClientField::LogoutRedirects, m_client.logoutRedirects);
        checkLengths();
        m_problems += checkChoices(m_client, m_context);
        m_problems += checkConsentTexts(m_client, m_context);
        checkStorableTexts();
        if (m_client.enabled && stopsEnable(m_problems))
            raiseGates();
        std::ranges::stable_sort(m_problems, std::greater{}, &Problem::severity);
        return m_problems;
    }

private:
    void add(Severity severity, ClientField field, const QString &text, int row = -1)
    {
        m_problems << Problem{severity, severity == Severity::Error ? Gate::Save : Gate::None, field, text,
                              row};
    }

    void addMissing(ClientField field, const QString &text)
    {
        m_problems << Problem{Severity::Warning, Gate::Enable, field, text, -1};
    }

    void take(ClientField field, const Findings &findings, int row = -1)
    {
        for (const Finding &finding : findings)
            add(finding.severity, field, finding.text, row);
    }

    bool applies(ClientField field) const { return fieldState(m_client, field).presence != Presence::Off; }

    /// What is missing holds back only Enabled; with Enabled on it holds back Save.
    void raiseGates()
    {
        for (Problem &problem : m_problems) {
            if (problem.gate == Gate::Enable) {
                problem.gate = Gate::Save;
                problem.severity = Severity::Error;
                problem.text = RuleText::tr("%1 Until then clear Enabled.").arg(problem.text);
            }
        }
    }

    /// Those that do not apply, too: they are kept.
    void checkStorableTexts()
    {
        for (const ClientFieldInfo &info : clientFields()) {
            if (hasErrorOn(info.field))
                continue;
            visitTexts(m_client, info.field, [&](const QString &text, int row) {
                if (!isStorable(text))
                    take(info.field, checkStorable(fieldLabel(info.field), text), row);
            });
        }
    }

    bool hasErrorOn(ClientField field) const
    {
        return std::ranges::any_of(m_problems, [&](const Problem &problem) {
            return problem.field == field && problem.severity == Severity::Error;
        });
    }

    void checkTitleField()
    {
        take(ClientField::Title, checkTitle(m_client.title));
        if (m_client.title.trimmed().isEmpty()) {
            addMissing(ClientField::Title,
                       RuleText::tr("Title is missing. Enter the name that users read on the consent page."));
        }
    }

    void checkIdentity()
    {
        if (!applies(ClientField::Identity))
            return;
        if (m_client.identity.isEmpty()) {
            addMissing(ClientField::Identity,
                       RuleText::tr("Identity is missing. Choose the user, as a rule a service account, "
                                    "that the client application acts as."));
            return;
        }
        const User *user = m_context.user(m_client.identity);
        if (!user) {
            add(Severity::Error, ClientField::Identity,
                RuleText::tr("Identity \"%1\" does not exist. Choose another, or add it on the page Users.")
                    .arg(m_client.identity));
        } else if (!user->enabled) {
            addMissing(ClientField::Identity,
                       RuleText::tr("Identity \"%1\" is disabled. Choose another, or enable it on the "
                                    "page Users.")
                           .arg(m_client.identity));
        } else if (!user->serviceAccount) {
            add(Severity::Advice, ClientField::Identity,
                RuleText::tr(
                    "Identity \"%1\" is a person. A service account keeps working when the person leaves.")
                    .arg(m_client.identity));
        }
    }

    void checkPkce()
    {
        if (applies(ClientField::RequirePkce) && !m_client.requirePkce) {
            add(Severity::Warning, ClientField::RequirePkce,
                RuleText::tr("Require PKCE is off: a stolen code can be used. Turn it on unless the client "
                             "application "
                             "cannot do it (RFC 9700 2.1.1)."));
        }
    }

    void checkSecrets()
    {
        if (m_client.secrets.size() > mostSecrets) {
            return add(Severity::Error, ClientField::Secrets,
                       RuleText::tr("There are %1 secrets. Keep at most %2: remove those that no program "
                                    "uses any more.")
                           .arg(QString::number(m_client.secrets.size()), QString::number(mostSecrets)));
        }
        const bool anyUsable =
            std::ranges::any_of(m_client.secrets, [&](const auto &s) { return s.usableAt(m_context.now); });
        if (!anyUsable) {
            addMissing(ClientField::Secrets,
                       m_client.secrets.isEmpty()
                           ? RuleText::tr("A secret is missing. Add one on the tab Secrets.")
                           : RuleText::tr("Every secret has expired. Add one on the tab Secrets."));
        }
        for (qsizetype row = 0; row < m_client.secrets.size(); ++row)
            checkSecret(m_client.secrets.at(row), int(row), anyUsable);
    }

    void checkSecret(const ClientSecret &secret, int row, bool anyUsable)
    {
        take(ClientField::Secrets,
             checkLine(RuleText::tr("Description of secret …%1").arg(secret.lastFour), secret.description),
             row);
        checkExpiry(secret, row, anyUsable);
    }

    void checkExpiry(const ClientSecret &secret, int row, bool anyUsable)
    {
        if (!secret.usableAt(m_context.now)) {
            if (anyUsable) {
                add(Severity::Advice, ClientField::Secrets,
                    RuleText::tr("Secret …%1 has expired. Remove it.").arg(secret.lastFour), row);
            }
        } else if (secret.expires.isValid() && m_context.now >= secret.expires.addDays(-secretWarningDays)) {
            add(Severity::Warning, ClientField::Secrets,
                RuleText::tr("Secret …%1 expires on %2. Add a new one and hand it over before that.")
                    .arg(secret.lastFour, secret.expires.toUTC().date().toString(Qt::ISODate)),
                row);
        }
    }

    void checkRedirects(ClientField field, const QStringList &redirects)
    {
        if (!applies(field)) {
            if (!redirects.isEmpty()) {
                add(Severity::Advice, field,
                    RuleText::tr("%1 do not apply to Client credentials. They are kept, but not exported.")
                        .arg(fieldLabel(field)));
            }
            return;
        }
        if (redirects.isEmpty() && fieldState(m_client, field).required) {
            addMissing(field, RuleText::tr("%1 are missing. Add the address that users come back to.")
                                  .arg(fieldLabel(field)));
        }
        QHash<QString, qsizetype> firstRows;
        for (qsizetype row = 0; row < redirects.size(); ++row) {
            const QString &uri = redirects.at(row);
            take(field, m_context.redirects ? m_context.redirects->check(uri) : checkRedirect(uri), int(row));
            const qsizetype first = firstRows.value(uri, row);
            firstRows.insert(uri, first);
            if (first != row && !uri.isEmpty()) {
                add(Severity::Error, field,
                    RuleText::tr("Redirect \"%1\" stands in rows %2 and %3. Remove one of them.")
                        .arg(shortened(uri), QString::number(first + 1), QString::number(row + 1)),
                    int(row));
            }
        }
    }

    /// Of what is kept as it was typed, because it does not apply, and of what has no rule of its own: more
    /// would be read as damage.
    void checkLengths()
    {
        for (const ClientField field : {ClientField::LoginRedirects, ClientField::LogoutRedirects}) {
            if (!applies(field)) {
                for (const QString &uri : fieldValue(m_client, field).toStringList())
                    takeLength(field, uri, longestStoredText);
            }
        }
        for (const QString &name : m_client.defaultResources)
            takeLength(ClientField::DefaultResources, name, longestStoredLine);
        takeLength(ClientField::Logo, m_client.logo.name, longestStoredLine);
        for (const ConsentTexts &texts : m_client.consentTexts) {
            for (const QString *text : {&texts.profile, &texts.email, &texts.api})
                takeLength(ClientField::ConsentTexts, *text, longestStoredText);
        }
    }

    void takeLength(ClientField field, const QString &text, qsizetype longest)
    {
        if (text.size() > longest)
            take(field, checkLength(fieldLabel(field), text, longest));
    }

    void checkLogoData()
    {
        if (!applies(ClientField::Logo) || m_client.logo.data.isEmpty())
            return;
        if (const auto facts = checkLogo(m_client.logo.data); !facts)
            add(Severity::Error, ClientField::Logo, facts.error().text);
    }

    const ClientApplication &m_client;
    const RuleContext &m_context;
    QList<Problem> m_problems;
};

}

QList<Problem> check(const ClientApplication &client, const RuleContext &context)
{
    return ClientCheck(client, context).run();
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
