#pragma once

#include "certificates/OpenSsl.h"
#include "secrets/TokenKeys.h"

/// Signatures of JSON Web Tokens.
namespace gatehouse::tokensignature {

TokenKeys::Check check(const json::Json &key, const QByteArray &algorithm, QByteArrayView text,
                       QByteArrayView signature);
Result<TokenKeys::Signer> signer(const SecretBytes &privateKey);
Result<QByteArray> sign(const SecretBytes &privateKey, const QByteArray &algorithm, QByteArrayView text);

}
