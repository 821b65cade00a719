#pragma once

#include "secrets/CertificateTools.h"

namespace gatehouse {

/// A new RSA key of 3072 bits with a certificate that it signs itself (RFC 5280, SHA-256), for digital
/// signatures alone.
Result<KeyedCertificate> selfSigned(const QString &commonName, const QDateTime &from, const QDateTime &until);

}
