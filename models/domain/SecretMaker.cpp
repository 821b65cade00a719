#include "domain/SecretMaker.h"

#include "domain/Digests.h"

#include <QCryptographicHash>
#include <QRandomGenerator>
#include <QTimeZone>

#include <array>

namespace gatehouse {

QByteArray generateSecret()
{
    std::array<quint32, 8> bits{};
    QRandomGenerator::system()->fillRange(bits.data(), bits.size());
    const auto bytes = QByteArray::fromRawData(reinterpret_cast<const char *>(bits.data()), sizeof bits);
    return base64Url(bytes);
}

QString secretHash(QByteArrayView secret)
{
    return QString::fromLatin1(QCryptographicHash::hash(secret, QCryptographicHash::Sha256).toBase64());
}

ClientSecret storedSecret(QByteArrayView secret, const QString &description, const QDateTime &created,
                          const QDateTime &expires)
{
    ClientSecret stored;
    stored.hash = secretHash(secret);
    if (secret.size() >= leastForLastFour)
        stored.lastFour = QString::fromUtf8(secret.last(4));
    stored.description = description;
    stored.created = created;
    stored.expires = expires;
    return stored;
}

QDateTime endOfDay(const QDate &date)
{
    return QDateTime(date, QTime(23, 59, 59), QTimeZone::UTC);
}

}
