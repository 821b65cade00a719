#pragma once

#include <QByteArray>
#include <QString>

class QCryptographicHash;

namespace gatehouse {

/// Sixteen hexadecimal digits that tell bytes from others, without a way back. Of a secret: of its hash.
QString fingerprint(QByteArrayView bytes);

/// Adds a text behind its length (8 bytes, the highest first), so that no two lists of texts add the same.
void addFramed(QCryptographicHash &hash, const QString &text);

/// RFC 4648 section 5, without padding.
QByteArray base64Url(QByteArrayView bytes);

}
