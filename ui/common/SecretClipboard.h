#pragma once

#include <QString>

namespace gatehouse {

/// Copies a secret, marked so that clipboard histories leave it alone, and clears it after 30 seconds unless
/// something else has been copied since.
void copySecret(const QString &secret);

/// Clears a copied secret at once; called when the program ends.
void clearCopiedSecret();

}
