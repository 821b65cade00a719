#pragma once

#include "services/servers/ServerTake.h"
#include "services/servers/push/PushPlan.h"

/// Comparisons and plans as text, for review: shown, printed and saved to a file alike. No secret is in them.
namespace gatehouse::serverplantext {

QString ofComparison(const ServerComparison &comparison);
Result<QString> ofTake(const TakePlan &plan);
QString ofPush(const PushPlan &plan);

}
