#pragma once

#include "services/import/ImportPlanner.h"
#include "services/servers/ServerComparison.h"

#include <memory>

namespace gatehouse {

/// What to take from a server.
struct TakeRequest
{
    Server server;
    QStringList clientIds = {}; ///< those alone; empty: all
    SecretKeeping keeping = SecretKeeping::AsSetUp;
    LogoProof proveLogo = {};
    ClientChoice choice = {}; ///< of these, what is taken; the others are told, too
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
Result<void> applyTake(Database &database, const TakePlan &plan, const Progress &progress = {});

}
