#pragma once

#include "domain/Error.h"

#include <QByteArray>
#include <QMutex>

#include <memory>

class QTemporaryFile;

namespace gatehouse {

/// Pieces of bytes that are written one after the other and read in any order, from any thread. Many of them
/// go into a temporary file without a name that only its owner may read.
class Spool
{
public:
    Spool();
    ~Spool();
    Q_DISABLE_COPY_MOVE(Spool)

    /// Gives the place to read it from.
    Result<qint64> append(const QByteArray &piece);
    Result<QByteArray> at(qint64 place);

private:
    Result<void> moveIntoFile();

    QMutex m_mutex;
    QByteArray m_memory; ///< everything, until there is a file
    std::unique_ptr<QTemporaryFile> m_file;
    qint64 m_size = 0;
};

}
