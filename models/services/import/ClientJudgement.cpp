#include "services/import/ImportSteps.h"

#include "domain/rules/FieldRules.h"
#include "domain/servers/OnServers.h"
#include "services/import/ClientMerge.h"
#include "services/import/ImportText.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::judgement {

namespace {

/// What stops Enabled alone.
QStringList missingForEnabled(const QList<Problem> &problems)
{
    QStringList texts;
    for (const Problem &problem : problems) {
        if (problem.gate == Gate::Enable)
            texts << problem.text;
    }
    return texts;
}

Error incompleteWhileEnabled(const QStringList &missing)
{
    return {Error::Kind::Rule,
            ImportText::tr(
                "It is enabled now and would be incomplete: %1 Complete the file, or disable the client "
                "application first.")
                .arg(missing.join(u' ')),
            u"enabled"_s};
}

}

void refuse(PlannedClient &planned, const Error &error)
{
    planned.status = ImportStatus::Refused;
    planned.refusal = error;
}

std::optional<Error> refusalOfLongId(const QString &clientId)
{
    if (clientId.size() <= rules::longestClientId)
        return {};
    return Error{Error::Kind::Rule, rules::checkClientId(clientId).front().text,
                 QString::fromLatin1(fieldInfo(ClientField::ClientId).name)};
}

void judge(PlannedClient &planned, const rules::RuleContext &context, bool isEnabledNow)
{
    ClientApplication disabled = planned.client;
    disableEverywhere(disabled);
    const QList<Problem> problems = rules::check(disabled, context);
    if (const auto stop = std::ranges::find(problems, Gate::Save, &Problem::gate); stop != problems.end()) {
        refuse(planned, {Error::Kind::Rule, stop->text, QString::fromLatin1(fieldInfo(stop->field).name)});
        return;
    }
    const QStringList missing = missingForEnabled(problems);
    if (!isEnabledAnywhere(planned.client) || missing.isEmpty())
        return;
    if (isEnabledNow) {
        refuse(planned, incompleteWhileEnabled(missing));
    } else {
        disableEverywhere(planned.client);
        planned.isKeptDisabled = true;
        planned.notes << ImportText::tr("Kept disabled: %1").arg(missing.join(u' '));
    }
}

void compare(PlannedClient &planned, const ClientApplication &stored, ConflictPolicy policy)
{
    merge::keepOrder(planned.client, stored);
    planned.differences = differences(stored, planned.client);
    if (planned.differences.isEmpty()) {
        planned.status = ImportStatus::Unchanged;
        planned.refusal.reset();
    } else if (policy == ConflictPolicy::Skip) {
        planned.status = ImportStatus::Skipped;
        planned.refusal.reset();
    } else if (planned.status != ImportStatus::Refused) {
        planned.status = policy == ConflictPolicy::Overwrite ? ImportStatus::Changed : ImportStatus::Conflict;
    }
}

}
