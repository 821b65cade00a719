#pragma once

#include "certificates/OpenSsl.h"
#include "domain/json/JsonText.h"

namespace gatehouse::openssl {

/// The key of a JSON Web Key (RFC 7518 6, RFC 8037 2), the private one where it says its private members.
/// Null: it is none of RSA, EC and OKP, or not whole.
Key keyFromJson(const json::Json &key);

}
