#pragma once

#include <QByteArray>

/// A sealed value as text: the id of the encryption key that opens it, a colon, and the seal in base64.
namespace gatehouse::sealedtext {

inline QByteArray join(const QByteArray &keyId, const QByteArray &seal)
{
    return keyId + ':' + seal.toBase64();
}

/// Empty when there is no colon.
inline QByteArray keyId(const QByteArray &sealed)
{
    return sealed.left(qMax(sealed.indexOf(':'), qsizetype(0)));
}

/// The bytes of the seal; empty when it is no base64, or written otherwise than join() does.
inline QByteArray seal(const QByteArray &sealed)
{
    const QByteArray text = sealed.mid(sealed.indexOf(':') + 1);
    const auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    return decoded && decoded.decoded.toBase64() == text ? decoded.decoded : QByteArray();
}

}
