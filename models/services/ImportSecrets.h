#pragma once

#include "services/security/Encryption.h"

#include <optional>

/// What becomes of the secrets that an imported file holds in clear: encrypted where encryption is ready,
/// else hashed.
namespace gatehouse {

struct FileSurvey;
struct ImportedClient;
struct PlannedClient;

struct SecretSealing
{
    std::optional<EncryptionKeyBytes> key = {}; ///< nothing: they are kept as hashes
    QString databaseId = {};
    QString reason = {}; ///< why they are, where encryption is set up
};

/// Reads the key when the file needs it. May wait for a keyring.
Result<SecretSealing> secretSealing(Database &database, const Encryption &encryption,
                                    const FileSurvey &survey);

/// Encrypts the new secrets of the client application that the file holds in clear. One that is stored
/// already stays as it is.
Result<void> sealImported(PlannedClient &planned, const ImportedClient &imported,
                          const SecretSealing &sealing);

}
