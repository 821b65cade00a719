#include "domain/RecordKey.h"

#include <QDateTime>
#include <QRandomGenerator>
#include <QUuid>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <atomic>

namespace gatehouse {

namespace {

constexpr int counterBits = 12;

/// Milliseconds since 1970 with a counter behind them (RFC 9562 6.2, method 1): always more than the one
/// before.
quint64 nextTick()
{
    static std::atomic<quint64> last = 0;
    const quint64 now = quint64(QDateTime::currentMSecsSinceEpoch()) << counterBits;
    quint64 previous = last;
    quint64 next = 0;
    do {
        next = std::max(now, previous + 1);
    } while (!last.compare_exchange_weak(previous, next));
    return next;
}

}

QString newRecordKey()
{
    std::array<quint32, 4> bits{};
    QRandomGenerator::system()->fillRange(bits.data(), bits.size());
    auto *bytes = reinterpret_cast<uchar *>(bits.data());

    const quint64 tick = nextTick();
    const quint64 counter = tick & ((1U << counterBits) - 1);
    qToBigEndian((tick >> counterBits) << 16 | 0x7000 | counter, bytes);
    bytes[8] = (bytes[8] & 0x3f) | 0x80;

    return QUuid::fromRfc4122(QByteArrayView(bytes, 16)).toString(QUuid::WithoutBraces);
}

}
