#pragma once

#include "certificates/OpenSsl.h"
#include "domain/Error.h"
#include "domain/json/JsonText.h"

/// The public part of a key as a JSON Web Key (RFC 7517, RFC 7518 6, RFC 8037 2).
namespace gatehouse::publicjwk {

/// A curve of JSON Web Keys.
struct Curve
{
    const char *openSslName;
    const char *name;
    const char *algorithm; ///< RFC 7518 3.4
    int bytes;             ///< of a coordinate
};
/// Null where JSON Web Keys have no such curve.
const Curve *curveOf(const EVP_PKEY *key);

/// Numbers of an EC key have the length of the curve (RFC 7518 6.2.1.2).
SecretBytes numberOf(const EVP_PKEY *key, const char *name, int bytes);

/// With its thumbprint as key ID, to check signatures with.
Result<json::Json> of(const EVP_PKEY *key);

}
