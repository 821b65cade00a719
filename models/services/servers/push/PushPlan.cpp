#include "services/servers/push/PushPlan.h"

#include <QCoreApplication>

#include <algorithm>

namespace gatehouse {

namespace {

struct PushPlanText
{
    Q_DECLARE_TR_FUNCTIONS(PushPlan)
};

}

PlannedPush::~PlannedPush()
{
    json::wipeTexts(objectBefore);
    json::wipeTexts(objectAfter);
}

int PushPlan::count(PushStatus status) const
{
    return int(std::ranges::count(clients, status, &PlannedPush::status));
}

bool PushPlan::changesAnything() const
{
    return count(PushStatus::New) + count(PushStatus::Changed) > 0;
}

bool PushPlan::sendsSecrets() const
{
    return std::ranges::any_of(clients, [](const PlannedPush &push) {
        return push.sendsSecret && (push.status == PushStatus::New || push.status == PushStatus::Changed);
    });
}

QString pushStatusLabel(PushStatus status)
{
    switch (status) {
    case PushStatus::New:
        return PushPlanText::tr("Add");
    case PushStatus::Changed:
        return PushPlanText::tr("Change");
    case PushStatus::Unchanged:
        return PushPlanText::tr("Nothing");
    case PushStatus::Conflict:
        return PushPlanText::tr("Conflict");
    case PushStatus::Refused:
        return PushPlanText::tr("Refused");
    }
    return {};
}

}
