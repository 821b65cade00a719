#include "services/import/ImportSteps.h"

#include "services/import/ImportText.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::obstacles {

namespace {

Error noRoom(const store::Licence &licence, int added)
{
    return {Error::Kind::Rule,
            ImportText::tr("The licence allows %1 client applications, there are %2, and the file adds %3. "
                           "Nothing is imported. Delete some, or change the limit under Settings > Licence.")
                .arg(QString::number(*licence.limit), QString::number(licence.used), QString::number(added)),
            {},
            u"gatehouse licence --limit N"_s};
}

/// The first of that status; size() when there is none.
qsizetype firstOf(const PlannedClients &clients, ImportStatus status)
{
    qsizetype index = 0;
    while (index < clients.size() && clients.outline(index).status != status)
        ++index;
    return index;
}

}

void checkKey(ImportPlan &plan, const Unencrypted &unencrypted, const SecretSealing &sealing)
{
    if (unencrypted.secrets == 0)
        return;
    plan.obstacle = Error{
        Error::Kind::Unreachable,
        ImportText::tr("%n secret(s) of the file, for example of \"%1\", cannot be encrypted: as hashes "
                       "nobody could read them again. %2 Nothing is imported. Bring the key within "
                       "reach, or choose \"Keep only hashes of secrets\".",
                       nullptr, unencrypted.secrets)
            .arg(unencrypted.example, sealing.reason),
        {},
        u"gatehouse import --hash-only"_s};
}

void checkConflicts(ImportPlan &plan)
{
    const int conflicts = plan.count(ImportStatus::Conflict);
    if (conflicts == 0 || plan.obstacle)
        return;
    const qsizetype first = firstOf(plan.clients, ImportStatus::Conflict);
    plan.obstacle = Error{
        Error::Kind::Rule,
        ImportText::tr("%n client application(s) exist with other values, for example \"%1\". Nothing is "
                       "imported. Choose to skip or to overwrite them.",
                       nullptr, conflicts)
            .arg(plan.clients.outline(first).name)};
}

void checkLicence(ImportPlan &plan, const store::Licence &licence)
{
    const int added = plan.count(ImportStatus::New);
    if (!licence.limit || added == 0 || licence.used + added <= *licence.limit)
        return;
    const Error reason{Error::Kind::Rule, ImportText::tr("It does not fit within the licence limit.")};
    int room = std::max(0, *licence.limit - licence.used);
    for (qsizetype index = 0; index < plan.clients.size(); ++index) {
        if (plan.clients.outline(index).status == ImportStatus::New && room-- <= 0)
            plan.clients.refuse(index, reason);
    }
    if (!plan.obstacle)
        plan.obstacle = noRoom(licence, added);
}

}
