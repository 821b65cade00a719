#pragma once

#include "services/security/Encryption.h"

#include <optional>

/// What becomes of the secrets that an imported file holds in clear: encrypted where encryption is set up,
/// else hashed.
namespace gatehouse {

struct FileSurvey;
struct ImportedClient;
struct PlannedClient;

struct SecretSealing
{
    std::optional<EncryptionKeyBytes> key = {}; ///< nothing: they are kept as hashes
    QString databaseId = {};
    QString reason = {};       ///< why they are, where encryption is set up
    bool isOutOfReach = false; ///< and nobody asked for it, so that they are not to be
};

enum class SecretKeeping {
    AsSetUp,  ///< encrypted where encryption is set up
    HashOnly, ///< as hashes, whose key store is not even asked
};

/// Reads the key when the file needs it. May wait for a keyring.
Result<SecretSealing> secretSealing(Database &database, const Encryption &encryption,
                                    const FileSurvey &survey, SecretKeeping keeping = SecretKeeping::AsSetUp);

/// Encrypts the secrets of the client application that the file holds in clear: new ones, and those that are
/// stored as hashes. One that is stored encrypted stays as it is. Gives how many are hashes because the key
/// is missing.
Result<int> sealImported(PlannedClient &planned, const ImportedClient &imported,
                         const SecretSealing &sealing);

}
