#pragma once

#include "services/trial/ClientTrial.h"
#include "ui/common/Workplace.h"

#include <memory>

namespace gatehouse {

class TrialRelay;

/// Tries a client application: tryClient(), unless a test has a server of its own.
using TrialWork = std::function<Result<trial::Outcome>(Database &, const Encryption &, const TrialChoice &,
                                                       trial::Watcher &)>;
TrialWork trialWork();

/// The task of a trial, which tells the relay how it goes. Where a file with a private key is named, it is
/// read for that and not kept. A task is kept to be run again, and this one is run once, and not without the
/// relay: what it would need is a secret.
TaskWork trialTask(const Workplace &workplace, const TrialChoice &choice, const QString &keyFile,
                   const std::shared_ptr<TrialRelay> &relay, TrialWork work);

}
