#pragma once

#include "domain/formats/ClientFormat.h"
#include "services/ClientSelection.h"
#include "services/security/SecretCipher.h"

#include <optional>

/// What a writer of client applications is told in front of them.
namespace gatehouse {

/// All that there is, or what the named client applications refer to, in the database's order.
Result<ExportHead> exportHeadFor(Database &database, const ClientSelection &selection);

/// What these client applications refer to.
ExportHead onlyFor(ExportHead head, const QList<ClientApplication> &clients);

/// Opens the encrypted secrets of the database; without a key there is none.
Result<SecretSource> openedSecrets(Database &database, const std::optional<EncryptionKeyBytes> &key);

}
