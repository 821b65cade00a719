#pragma once

#include "secrets/ClientTrial.h"
#include "secrets/TokenKeys.h"
#include "servers/http/HttpMessage.h"
#include "servers/trial/ServerMetadata.h"

namespace gatehouse::trial {

/// A request to the token endpoint, and what of it may be known.
struct TokenRequest
{
    HttpRequest http;
    explain::PastedRequest known;
};

using FormFields = QList<std::pair<QString, SecretBytes>>;

/// With the proof whose request it is. Refused: a private key that is none, a secret that is missing.
Result<TokenRequest> tokenRequest(const Request &request, const ServerMetadata &server, TokenKeys &keys,
                                  FormFields fields);

/// Of a text that is no secret, for a form.
SecretBytes formValue(const QString &text);

/// 32 random bytes as base64url, for state, nonce, code verifier and the number of an assertion.
QString randomText();
/// RFC 7636 4.2, S256.
QString challengeOf(const QString &verifier);

}
