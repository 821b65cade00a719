#pragma once

#include "services/import/ImportPlan.h"

#include <QCoreApplication>

namespace gatehouse {

/// Translation context of what is said of an import's plan.
struct PlanText
{
    Q_DECLARE_TR_FUNCTIONS(ImportPlanModel)
};

/// One thing that an import's plan tells about.
struct PlanRow
{
    enum class Kind { Client, Scope, Resource, Language, User, File };

    Kind kind;
    qsizetype position; ///< in the plan's list of that kind
};

/// What is known of a row without reading or waiting. Every text is short enough for a cell.
namespace planrows {

/// The client applications, and what else does not stay as it is.
QList<PlanRow> of(const ImportPlan &plan);
QString title(const ImportPlan &plan, const PlanRow &row);
QString outcome(const ImportPlan &plan, const PlanRow &row);
std::optional<ImportStatus> status(const ImportPlan &plan, const PlanRow &row);
bool hasDetails(const ImportPlan &plan, const PlanRow &row);

/// Calls visit with the planned record of the row; a client application and the file itself are none.
template<typename Visitor>
void visitRecord(const ImportPlan &plan, const PlanRow &row, Visitor visit)
{
    switch (row.kind) {
    case PlanRow::Kind::Scope:
        return visit(plan.apiScopes.at(row.position));
    case PlanRow::Kind::Resource:
        return visit(plan.customResources.at(row.position));
    case PlanRow::Kind::Language:
        return visit(plan.languages.at(row.position));
    case PlanRow::Kind::User:
        return visit(plan.users.at(row.position));
    case PlanRow::Kind::Client:
    case PlanRow::Kind::File:
        return;
    }
}

}

}
