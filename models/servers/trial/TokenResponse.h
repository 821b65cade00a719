#pragma once

#include "secrets/SecretBytes.h"
#include "servers/http/HttpMessage.h"

#include <optional>

namespace gatehouse::trial {

/// What a token endpoint gives (RFC 6749 5.1).
struct TokenResponse
{
    SecretBytes access;
    SecretBytes id;
    SecretBytes refresh;
    QString type;                      ///< `Bearer`
    std::optional<qint64> lifetime;    ///< seconds
    std::optional<QStringList> scopes; ///< none: those that were asked for
};

/// Takes the tokens out of the answer, which does not hold them any more.
Result<TokenResponse> takeTokens(HttpAnswer &answer);

}
