#pragma once

#include "domain/servers/ThreeWayMerge.h"
#include "services/import/ImportPlanner.h"
#include "services/servers/ServerComparison.h"

#include <memory>

namespace gatehouse {

/// What both sides made of client applications, by client ID in lower case.
using ClientMerges = QHash<QString, ClientMerge>;

/// What to take from a server.
struct TakeRequest
{
    Server server;
    QStringList clientIds = {}; ///< those alone; empty: all
    SecretKeeping keeping = SecretKeeping::AsSetUp;
    LogoProof proveLogo = {};
    ClientChoice choice = {}; ///< of these, what is taken; the others are told, too
    /// Where both sides changed something since they were the same: `Fail` leaves it for a choice.
    OnConflict onConflict = OnConflict::Theirs;
    ClientMerges merges = {}; ///< with what was chosen in them, as TakePlan::merges told them
    QDateTime now = QDateTime::currentDateTimeUtc();
};

/// What taking would do: an import of what the server says, in which what it does not say counts, too. Made
/// by planTake(), shown, and handed to applyTake().
struct TakePlan
{
    Server server;
    QDateTime now;
    ImportPlan import;
    std::shared_ptr<const WholeDocument> document; ///< what the server told
    ClientMerges
        merges; ///< of those that are here and differ: what is there is taken, unless another is chosen

    /// Client IDs of those that would be taken and wait for a choice.
    QStringList openConflicts() const;
};

/// Changes nothing. A client ID that is not there is NotFound. May wait for a keyring, where the server gives
/// secrets in clear.
Result<TakePlan> planTake(Database &database, const Encryption &encryption, ServerConnection &connection,
                          const TakeRequest &request, const ComparisonProgress &progress = {});

/// The same of what the server told before.
Result<TakePlan> planTake(Database &database, const Encryption &encryption,
                          const std::shared_ptr<const WholeDocument> &document, const TakeRequest &request,
                          const Progress &progress = {});

/// All of it in one transaction with its entries in the audit trail, or nothing; then notes how both compare.
/// Conflict while something waits for a choice.
Result<void> applyTake(Database &database, const TakePlan &plan, const Progress &progress = {});

}
