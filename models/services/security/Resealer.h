#pragma once

#include "services/security/SecretCipher.h"
#include "store/records/SecurityStore.h"

#include <QFuture>
#include <QThreadPool>

#include <optional>

namespace gatehouse {

/// Opens sealed values with one key and seals them with another: on threads of its own, ahead of the thread
/// that asks for them and writes them.
class Resealer
{
public:
    Resealer(QString databaseId, EncryptionKeyBytes from, EncryptionKeyBytes to);
    /// Gives up what was not asked for.
    ~Resealer();
    Q_DISABLE_COPY_MOVE(Resealer)

    /// `all` is the same list each time.
    Result<QByteArray> at(const QList<store::SealedValue> &all, qsizetype index);

private:
    using Seals = QList<Result<QByteArray>>;
    Seals resealed(const QList<store::SealedValue> &values) const;
    std::optional<SealPlace> placeBefore(const store::SealedValue &value) const;

    QString m_databaseId;
    EncryptionKeyBytes m_from;
    EncryptionKeyBytes m_to;
    QThreadPool m_pool;
    QFuture<Seals> m_seals;
    Seals m_current; ///< those of one share, by how far `at` has come
    qsizetype m_share = -1;
};

}
