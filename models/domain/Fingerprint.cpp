#include "domain/Fingerprint.h"

#include <QCryptographicHash>

namespace gatehouse {

QString fingerprint(QByteArrayView bytes)
{
    constexpr qsizetype length = 16;
    return QString::fromLatin1(
        QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().left(length));
}

}
