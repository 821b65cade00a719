#include "domain/RecordKey.h"

#include <QDateTime>
#include <QRandomGenerator>
#include <QUuid>
#include <QtEndian>

#include <array>

namespace gatehouse {

QString newRecordKey()
{
    std::array<quint32, 4> bits{};
    QRandomGenerator::system()->fillRange(bits.data(), bits.size());
    auto *bytes = reinterpret_cast<uchar *>(bits.data());

    std::array<uchar, 8> milliseconds{};
    qToBigEndian(quint64(QDateTime::currentMSecsSinceEpoch()), milliseconds.data());
    std::copy(milliseconds.begin() + 2, milliseconds.end(), bytes);
    bytes[6] = (bytes[6] & 0x0f) | 0x70;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;

    return QUuid::fromRfc4122(QByteArrayView(bytes, 16)).toString(QUuid::WithoutBraces);
}

}
