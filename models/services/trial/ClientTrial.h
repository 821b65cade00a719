#pragma once

#include "services/security/Encryption.h"
#include "services/trial/TrialChoice.h"
#include "store/Database.h"

#include <functional>

namespace gatehouse {

/// Does the trial: the plug-in of the servers, unless a test has one of its own.
using TrialRunner = std::function<Result<trial::Outcome>(const trial::Request &, trial::Watcher &)>;
TrialRunner trialByPlugin();

/// Tries a client application on a server; for a task's thread. Its secret is opened where one is stored and
/// none was typed, which the audit trail notes before it goes to the server. What is refused comes to the
/// watcher with its explanation. Errors: Unreachable, Cancelled, Rule (there is no such grant or redirect, a
/// private key that is none).
Result<trial::Outcome> tryClient(Database &database, const Encryption &encryption, const TrialChoice &choice,
                                 trial::Watcher &watcher, const TrialRunner &run = trialByPlugin());

}
