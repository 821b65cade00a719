#include "domain/Digests.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <array>

namespace gatehouse {

QString fingerprint(QByteArrayView bytes)
{
    constexpr qsizetype length = 16;
    return QString::fromLatin1(
        QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().left(length));
}

void addFramed(QCryptographicHash &hash, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    std::array<char, sizeof(quint64)> length{};
    qToBigEndian(quint64(bytes.size()), length.data());
    hash.addData(QByteArrayView(length));
    hash.addData(bytes);
}

QByteArray base64Url(QByteArrayView bytes)
{
    // Without a copy, which may be of a secret.
    return QByteArray::fromRawData(bytes.data(), bytes.size())
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

}
