#pragma once

#include "services/security/SecretBytes.h"

namespace gatehouse::pkcs12 {

/// What the MAC of a PKCS#12 file (RFC 7292, appendix B) says about a passphrase: libraries do not tell a
/// wrong one from a file without a private key.
enum class MacCheck {
    Right,
    Wrong,
    Unknown,  ///< it has none, or one of a kind that is not known here
    NoPkcs12, ///< not such a file at all
};
MacCheck checkMac(QByteArrayView file, const SecretBytes &passphrase);

}
