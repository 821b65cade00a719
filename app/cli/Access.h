#pragma once

#include "app/cli/Console.h"
#include "app/cli/Verb.h"
#include "domain/rules/Problem.h"
#include "services/ClientSelection.h"

/// What several verbs do with the database.
namespace gatehouse::cli {

/// The client application of that ID, whatever the case; NotFound names it.
Result<ClientApplication> findClient(Database &database, const std::string &clientId);

/// All of them, or the one that is named.
ClientSelection selected(const std::string &clientId);

/// Visits client applications together with what the rules say of each. Goes on behind those that are
/// damaged: each is told on standard error, and then the exit status is OutOfReach.
using CheckedVisitor = std::function<void(const ClientApplication &, const QList<Problem> &)>;
Result<ExitStatus> visitChecked(Console &console, Database &database, const ClientSelection &selection,
                                const CheckedVisitor &visitor);

/// Asks before something is destroyed, unless `yes`. Gives the exit status when the answer is no, or when
/// there is nobody to ask.
std::optional<ExitStatus> refusedByPerson(Console &console, bool yes, const QString &question);

}
