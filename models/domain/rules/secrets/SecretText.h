#pragma once

#include <string>

namespace gatehouse::rules {

/// Whether a text is or holds a secret, whatever it is the value of: a JSON Web Token, `Bearer ...`, the
/// password in an address or a connection, or a private key. Placeholders are none.
bool isSecretByLook(const std::string &text);

}
