#include "services/security/Resealer.h"

#include "services/security/Sealer.h"

#include <QtConcurrentMap>

namespace gatehouse {

namespace {

constexpr qsizetype shareSize = 128;

}

Resealer::Resealer(QString databaseId, EncryptionKeyBytes from, EncryptionKeyBytes to)
    : m_databaseId(std::move(databaseId)), m_from(std::move(from)), m_to(std::move(to))
{
}

Resealer::~Resealer()
{
    m_seals.cancel();
    m_seals.waitForFinished();
}

Result<QByteArray> Resealer::at(const QList<store::SealedValue> &all, qsizetype index)
{
    if (m_share < 0) {
        QList<QList<store::SealedValue>> shares;
        for (qsizetype first = 0; first < all.size(); first += shareSize)
            shares << all.sliced(first, std::min(shareSize, all.size() - first));
        m_seals =
            QtConcurrent::mapped(&m_pool, std::move(shares),
                                 [this](const QList<store::SealedValue> &share) { return resealed(share); });
    }
    if (const qsizetype share = index / shareSize; share != m_share) {
        m_current = m_seals.resultAt(int(share));
        m_share = share;
    }
    return m_current.at(index % shareSize);
}

std::optional<SealPlace> Resealer::placeBefore(const store::SealedValue &value) const
{
    using enum store::SealedValue::Kind;
    switch (value.kind) {
    case ClientSecret:
    case ServerProof:
        break;
    case Certificate:
        return SealPlace{m_databaseId, {}, value.key};
    case Server:
    case Registration:
        return SealPlace{m_databaseId, value.owner, value.key};
    }
    return std::nullopt;
}

Resealer::Seals Resealer::resealed(const QList<store::SealedValue> &values) const
{
    auto from = Sealer::with(m_from);
    auto to = Sealer::with(m_to);
    if (!from || !to)
        return Seals(values.size(), std::unexpected((from ? to : from).error()));
    Seals seals;
    for (const store::SealedValue &value : values) {
        const SealPlace place{m_databaseId, value.owner, value.key, value.purpose};
        const auto resealedAt = [&](const SealPlace &where) {
            return from->unseal(where, value.sealed).and_then([&](const SecretBytes &plain) {
                return to->seal(where, plain);
            });
        };
        auto seal = resealedAt(place);
        // What was sealed by an earlier version, for less than its place is today, keeps that place: whether
        // certificate and private key belong together, or what a secret is for, is not known here.
        if (const auto before = placeBefore(value); !seal && before)
            seal = resealedAt(*before).or_else([&](const Error &) { return seal; });
        // What proves nothing any more holds nothing up: there is nothing in it to be lost.
        if (!seal && value.kind == store::SealedValue::Kind::ServerProof)
            seal = QByteArray();
        seals << std::move(seal);
    }
    return seals;
}

}
