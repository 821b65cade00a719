#pragma once

#include "domain/formats/ClientFormat.h"

namespace gatehouse {

using Auth0Grants = QHash<QString, QStringList>; ///< API scopes by client ID, or by name

/// Turns one application of Auth0 into ours; the error is its refusal. A new client application is proposed
/// enabled: Auth0 has none that are not.
Result<void> readAuth0Client(ImportedClient &imported, const json::Json &object, const Auth0Grants &grants,
                             const QDateTime &now);

}
