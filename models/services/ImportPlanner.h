#pragma once

#include "domain/ClientRules.h"
#include "services/ImportPlan.h"
#include "services/Progress.h"
#include "store/ClientStore.h"

namespace gatehouse {

/// Finds out what an import would do, without writing anything. Runs on the thread of the database, for one
/// plan.
class ImportPlanner
{
public:
    /// `now` is UTC, the same as was given to the reader of the file.
    ImportPlanner(const Database &database, const ImportOptions &options, const QDateTime &now);

    Result<ImportPlan> plan(const ImportedFile &file, const Progress &progress = {});

private:
    Result<void> planRecords(const ImportedFile &file);
    Result<void> checkIdentityOption() const;
    Result<PlannedClient> planClient(const ImportedClient &imported);
    void takeIdentity(PlannedClient &planned) const;
    rules::RuleContext contextWith(const QStringList &newScopes) const;
    /// Refuses what cannot be saved, and keeps disabled what is incomplete.
    void judge(PlannedClient &planned, const rules::RuleContext &context, bool isEnabledNow) const;
    void compare(PlannedClient &planned, const ClientApplication &stored) const;
    void createScopes(const PlannedClient &planned, const QStringList &names);
    Result<void> checkLicence();
    void checkConflicts();

    Database m_database;
    ImportOptions m_options;
    rules::RuleContext m_context; ///< as it will be once the planned users and scopes are written
    ImportPlan m_plan;
};

}
