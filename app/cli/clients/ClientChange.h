#pragma once

#include "app/cli/Console.h"
#include "app/cli/SignedInVerb.h"
#include "app/cli/clients/Assignments.h"
#include "domain/rules/Problem.h"

#include <functional>

/// Adding and changing a client application with the rules and messages of the form.
namespace gatehouse::cli {

struct ClientChange
{
    ClientApplication before;
    ClientApplication after;       ///< as before where nothing was to change
    QList<Problem> problemsBefore; ///< of what is stored
    QList<Problem> problems;       ///< of what is stored now
    QList<Problem> refusals = {};  ///< what holds it back; then nothing was changed

    bool isNew() const { return before.version == 0; }
    bool isRefused() const { return !refusals.isEmpty(); }
    bool changesAnything() const { return !(before == after); }
};

/// Does what is asked to a client application that is ready for editing.
using ClientEdit = std::function<Result<void>(ClientApplication &)>;

/// What is stored is read in the transaction that changes it, so nobody else's change can be lost: where the
/// database lets somebody be faster, it is read and edited again. What is named gets its value whoever
/// changed it last; whatever else somebody changed stays. `named` are the fields that somebody gave a value:
/// one that does not take it is a refusal.
Result<ClientChange> changeClient(Database &database, const QString &clientId, const ClientEdit &edit,
                                  const QList<ClientField> &named = {});
Result<ClientChange> addClient(Database &database, const QString &clientId, const Assignments &assignments);

/// Tells on standard error what holds it back, or which problems came with it.
void tellProblems(Console &console, const ClientChange &change);
/// Each field that is another now, as a line of data.
void showDifferences(Console &console, const ClientChange &change);

}
