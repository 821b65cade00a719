#pragma once

#include "domain/ClientApplication.h"
#include "services/security/Encryption.h"

namespace gatehouse {

/// A client application under keys of its own, as none was stored yet.
struct NewlyKeyed
{
    ClientApplication client;
    QStringList hashedOnly = {}; ///< last four characters of encrypted secrets that could not be sealed again
    QString why = {};            ///< they could not
};

/// What somebody else deleted, to be added again: it and its secrets get new keys, and what was sealed for
/// the old ones is sealed for these. Where that cannot be done, the hash alone is kept. May take long, as the
/// key store does.
Result<NewlyKeyed> withNewKeys(Database &database, const Encryption &encryption,
                               const ClientApplication &deleted);

}
