#pragma once

#include "secrets/CertificateTools.h"

/// Keys by which client applications prove who they are: RSA, EC on the curves of RFC 7518 6.2.1.1, and those
/// of RFC 8037.
namespace gatehouse::clientkeys {

/// See CertificateTools.
Result<QStringList> publicKeys(QByteArrayView file);
Result<ClientKeyPair> createPair(ClientKeyKind kind);

}
