#include "app/cli/Access.h"
#include "app/cli/Verbs.h"
#include "app/cli/clients/ClientChange.h"
#include "app/cli/clients/ClientTexts.h"
#include "domain/formats/gatehouse/GatehouseJson.h"
#include "domain/rules/FieldRules.h"
#include "domain/rules/RiskNames.h"
#include "domain/rules/SecretRisk.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

QStringList rulesOf(const auto &names)
{
    return {names.begin(), names.end()};
}

bool hasValue(const QString &rule)
{
    return std::ranges::contains(risks::withValue, rule);
}

/// Whose value is the client ID, which says already which client application is meant.
bool isOfClientId(const QString &rule)
{
    return rule == risks::unusualClientId || rule == risks::longClientId;
}

/// `client accept-risk`: says that a risk is taken knowingly, so that the rules say nothing of it any more.
class AcceptRiskVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(AcceptRiskVerb)

public:
    void declare(CLI::App &program) override
    {
        command(
            group(program, "client", {}), "accept-risk",
            tr("Accept a risk of a client application knowingly: one that client check --json names, or "
               "one that client set is about to make"),
            u"gatehouse client accept-risk old-spa --rule pkce_off --reason \"replaced in May\"\n"
            "gatehouse client accept-risk intranet --rule redirect_http --value "
            "http://intranet.example.com/cb --reason \"reached inside the building only\"\n"
            "gatehouse client accept-risk urn:shop --rule client_id_unusual --reason \"known so everywhere\""_s);
        positional("CLIENT_ID", m_clientId, tr("The client application"))->required();
        std::vector<std::string> known;
        for (const QString &rule : rulesOf(risks::withValue) + rulesOf(risks::withoutValue))
            known.push_back(utf8(rule));
        option("--rule", m_rule, "RULE", tr("The rule, as client check --json names it"))
            ->required()
            ->check(CLI::IsMember(known));
        option("--value", m_value, "TEXT",
               tr("What the risk is about, as client check --json names it: one of several redirects, say. "
                  "Left out, a risk of the client ID is that of the present one"));
        option("--reason", m_reason, "TEXT", tr("Why it is accepted, for whoever looks at it later"))
            ->required()
            ->check([](const std::string &text) {
                return QString::fromStdString(text).trimmed().isEmpty() ? utf8(tr("The reason is empty."))
                                                                        : std::string();
            });
    }

    Result<ExitStatus> work(Console &console, Session &session) override
    {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        AcceptedRisk accepted{.rule = QString::fromStdString(m_rule),
                              .value = QString::fromStdString(m_value),
                              .reason = QString::fromStdString(m_reason).trimmed(),
                              .by = session.administrator.userId,
                              .at = now};
        const auto accept = [&](ClientApplication &client) -> Result<void> {
            accepted.value = risks::valueFromTold(client, accepted.rule, accepted.value);
            if (m_value.empty() && isOfClientId(accepted.rule)) {
                accepted.value = client.clientId;
                if (!std::ranges::contains(rules::checkClientId(client.clientId), accepted.rule,
                                           &rules::Finding::rule))
                    return {};
            }
            if (!std::ranges::any_of(client.acceptedRisks,
                                     [&](const AcceptedRisk &known) { return isSame(known, accepted); }))
                client.acceptedRisks << accepted;
            return {};
        };
        return checkValue(console, session.database, accepted)
            .and_then([&] { return changeClient(session.database, clientId(), accept); })
            .transform([&](const ClientChange &change) { return tell(console, change, accepted); });
    }

private:
    QString clientId() const { return QString::fromStdString(m_clientId); }

    static bool isSame(const AcceptedRisk &one, const AcceptedRisk &other)
    {
        return one.rule == other.rule && one.value == other.value;
    }

    Result<void> checkValue(Console &console, Database &database, const AcceptedRisk &accepted) const
    {
        const bool needsValue = hasValue(accepted.rule);
        const bool isLeftOut = accepted.value.isEmpty();
        if (needsValue != isLeftOut || (isLeftOut && isOfClientId(accepted.rule)))
            return {};
        if (!needsValue) {
            return fail(Error::Kind::Rule,
                        tr("%1 is about a whole field. Leave --value out.").arg(accepted.rule));
        }
        return presentValues(console, database, accepted.rule)
            .and_then([&](const QStringList &values) -> Result<void> {
                const QString text =
                    values.isEmpty() ? tr("%1 is about one value. Give it with --value.").arg(accepted.rule)
                                     : tr("%1 is about one value. Give it with --value: %2.")
                                           .arg(accepted.rule, values.join(u", "_s));
                return fail(Error::Kind::Rule, text);
            });
    }

    /// What the rule says something of now.
    Result<QStringList> presentValues(Console &console, Database &database, const QString &rule) const
    {
        QStringList values;
        const auto take = [&](const ClientApplication &client, const QList<Problem> &problems) {
            for (const Problem &problem : problems) {
                const QString value = risks::toldValue(client, problem.rule, problem.value);
                if (problem.rule == rule && !values.contains(value))
                    values << value;
            }
        };
        return visitChecked(console, database, ClientSelection::byClientIds({clientId()}), take)
            .transform([&](ExitStatus) { return values; });
    }

    ExitStatus tell(Console &console, const ClientChange &change, const AcceptedRisk &accepted) const
    {
        const QString &id = change.after.clientId;
        for (const Problem &problem : change.refusals)
            console.note(problem.text);
        if (change.isRefused())
            return ExitStatus::Refused;
        if (std::ranges::none_of(change.after.acceptedRisks,
                                 [&](const AcceptedRisk &known) { return isSame(known, accepted); })) {
            console.note(tr("\"%1\" does not have this risk, so that there is nothing to accept. "
                            "Nothing was changed.")
                             .arg(id));
            return ExitStatus::Refused;
        }
        if (!change.changesAnything()) {
            console.note(tr("This risk of \"%1\" is accepted already. Nothing was changed.").arg(id));
            return ExitStatus::Done;
        }
        const auto isAbout = [&](const Problem &problem) {
            return problem.rule == accepted.rule && problem.value == accepted.value;
        };
        console.note(std::ranges::any_of(change.problemsBefore, isAbout)
                         ? tr("The risk of \"%1\" is accepted.").arg(id)
                         : tr("The risk is accepted. \"%1\" does not have it now.").arg(id));
        return ExitStatus::Done;
    }

    std::string m_clientId;
    std::string m_rule;
    std::string m_value;
    std::string m_reason;
};

json::Json riskJson(const QString &clientId, const AcceptedRisk &risk)
{
    json::Json object{{"client_id", textJson(clientId)}};
    object.update(risksJson({risk}).front());
    return object;
}

/// `client risks`: what was accepted, by whom and why.
class ClientRisksVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(ClientRisksVerb)

public:
    void declare(CLI::App &program) override
    {
        command(group(program, "client", {}), "risks",
                tr("List the accepted risks of a client application, or of all, with who accepted them and "
                   "why"),
                u"gatehouse client risks\n"
                "gatehouse client risks old-spa --json"_s);
        positional("CLIENT_ID", m_clientId, tr("The client application; all when left out"));
        jsonFlag(m_json);
    }

    Result<ExitStatus> work(Console &console, Session &session) override
    {
        Listing list(console, m_json,
                     {tr("Client ID"), tr("Rule"), tr("Value"), tr("Accepted by"), tr("When"), tr("Reason")});
        const auto add = [&](const ClientApplication &client, const QList<Problem> &) {
            for (const AcceptedRisk &risk : risks::told(client)) {
                const auto row = [&] {
                    return QStringList{client.clientId, risk.rule,         risk.value,
                                       risk.by,         timeText(risk.at), risk.reason};
                };
                list.add([&] { return riskJson(client.clientId, risk); }, row);
            }
        };
        return visitChecked(console, session.database, selected(m_clientId), add)
            .transform([&](ExitStatus status) {
                list.end();
                return status;
            });
    }

private:
    std::string m_clientId;
    bool m_json = false;
};

}

Verbs riskVerbs()
{
    return made<AcceptRiskVerb, ClientRisksVerb>();
}

}
