#pragma once

#include <QString>

namespace gatehouse {

/// Whether a stored hash (ClientSecret::hash) is that of a secret that an attacker tries first: a word that
/// stands in tutorials and templates, the client ID, or nothing. The secret itself is never known here, so
/// that no rule for typed ones can find it.
bool isHashOfGuessable(const QString &hash, const QString &clientId);

}
