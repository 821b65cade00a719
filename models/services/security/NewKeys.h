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

/// What becomes of an encrypted secret that cannot be sealed again, as where the key is out of reach.
enum class Unsealable {
    Refused,    ///< nothing is done: nobody could read it again
    KeptAsHash, ///< that was chosen
};

/// The column of an error of withNewKeys() after which somebody may be asked whether hashes are enough.
inline constexpr QLatin1StringView unsealableColumn("secrets");

/// What somebody else deleted, to be added again: it and its secrets get new keys, and what was sealed for
/// the old ones is sealed for these. May take long, as the key store does.
Result<NewlyKeyed> withNewKeys(Database &database, const Encryption &encryption,
                               const ClientApplication &deleted, Unsealable unsealable);

}
