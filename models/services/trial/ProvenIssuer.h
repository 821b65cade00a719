#pragma once

#include "services/security/Encryption.h"
#include "services/trial/TrialChoice.h"

namespace gatehouse {

/// The host of what is tried, as a person reads it, where no server of the list is proven to have that
/// address (ServerSeals::proves()): a person is asked then before a stored secret goes there. Empty: one is.
/// Where a server was chosen it is that one, because its certificate authority is believed. May take long, as
/// the key store does.
Result<QString> unprovenHost(Database &database, const Encryption &encryption, const TrialChoice &choice);

}
