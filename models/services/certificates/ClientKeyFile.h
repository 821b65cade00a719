#pragma once

#include "domain/Error.h"

#include <QDateTime>
#include <QStringList>

/// Public keys of client applications in files.
namespace gatehouse::clientkeyfile {

/// The texts of the JSON Web Keys of a PEM or DER file with certificates or public keys, of a JSON Web Key,
/// or of a JSON Web Key Set. Refused: private and shared keys, and what nothing can be checked with.
Result<QStringList> keysIn(const QByteArray &file);
Result<QStringList> read(const QString &path);

/// The key of the certificate in a JSON Web Key that has nothing else; any other as it is.
Result<QString> wholeKey(const QString &key);

/// When the certificate in a JSON Web Key (RFC 7517 4.7) ends; invalid where there is none that can be read.
QDateTime certificateEnd(const QString &key);

}
