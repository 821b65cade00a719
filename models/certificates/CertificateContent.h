#pragma once

#include "certificates/OpenSsl.h"
#include "secrets/CertificateTools.h"

/// X.509 certificates (RFC 5280) as they stand in files and in the database.
namespace gatehouse::content {

/// Refused unless it is one certificate and nothing after it.
Result<openssl::Certificate> parsed(QByteArrayView der);
Result<CertificateInfo> info(const QByteArray &der);

}
