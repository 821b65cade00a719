#pragma once

#include "services/import/ImportPlan.h"

#include <QHash>

namespace gatehouse {

struct PlanRow;

/// A field before and after, or what is not taken as the file says it, short enough for a cell.
struct PlanDetail
{
    QString title;
    QString text;
};
/// By the number of their row.
using PlanDetails = QHash<int, QList<PlanDetail>>;

/// What stands beneath the rows of an import's plan. Reads from the plan's spool, which may take long.
namespace plandetails {

/// No more than a person looks through, and a line that says how many more there are.
QList<PlanDetail> of(const ImportPlan &plan, const PlanRow &row);
/// Those that can be shown at once without getting confusing: of every row, of the first, or of none when
/// the rows alone are many.
PlanDetails first(const ImportPlan &plan);

}

}
