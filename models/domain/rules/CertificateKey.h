#pragma once

#include "domain/json/JsonText.h"

#include <optional>

namespace gatehouse::rules {

/// The public key of an X.509 certificate (RFC 5280 4.1) in base64 or PEM as a JSON Web Key, with the
/// certificate (`x5c`); RSA or EC with P-256, P-384 or P-521. Nothing is said of who signed it.
std::optional<json::Json> keyOfCertificate(QByteArrayView text);

}
