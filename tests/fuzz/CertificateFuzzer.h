#pragma once

#include <QByteArray>

namespace gatehouse::fuzz {

inline constexpr QByteArrayView certificatePassphrase = "gatehouse-fuzz";

/// Reads the file as what it is said to be, with few rounds of key derivation, and demands that what is taken
/// is whole and what is refused is refused with a word; `Any` lets the file itself tell, as an import does.
/// Ends the program when that does not hold.
enum class CertificateKind { Pkcs12, Pem, Any };
void readCertificate(CertificateKind kind, const QByteArray &file);

}
