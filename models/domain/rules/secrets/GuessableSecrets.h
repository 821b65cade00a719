#pragma once

#include <QString>

#include <optional>

namespace gatehouse {

/// How long the secret is whose hash (ClientSecret::hash) this is, where an attacker tries it first: a word
/// that stands in tutorials and templates, the client ID, or nothing. Others are never known here, so that no
/// rule for typed ones can find them.
std::optional<int> lengthOfGuessable(const QString &hash, const QString &clientId);

}
