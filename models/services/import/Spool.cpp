#include "services/import/Spool.h"

#include "services/export/OutputFile.h"
#include "services/import/ImportText.h"

#include <QDir>
#include <QTemporaryFile>
#include <QtEndian>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr qsizetype mostInMemory = 8 * 1024 * 1024;

Error fileError(const QFileDevice &file)
{
    if (QDir::tempPath().isEmpty()) {
        return {Error::Kind::Unreachable,
                ImportText::tr(
                    "The folder that TMPDIR names does not exist. Make it, or set TMPDIR to another.")};
    }
    return {Error::Kind::Unreachable,
            ImportText::tr("A temporary file in \"%1\" cannot be used: %2. Set TMPDIR to another folder.")
                .arg(QDir::tempPath(), writeFailure(file))};
}

}

Spool::Spool() = default;
Spool::~Spool() = default;

Result<qint64> Spool::append(const QByteArray &piece)
{
    const QMutexLocker locker(&m_mutex);
    QByteArray bytes(sizeof(quint32), Qt::Uninitialized);
    qToLittleEndian(quint32(piece.size()), bytes.data());
    bytes += piece;
    const qint64 place = m_size;
    if (!m_file && m_memory.size() + bytes.size() > mostInMemory) {
        if (const auto done = moveIntoFile(); !done)
            return std::unexpected(done.error());
    }
    if (!m_file)
        m_memory += bytes;
    else if (!m_file->seek(m_size) || m_file->write(bytes) != bytes.size())
        return std::unexpected(fileError(*m_file));
    m_size += bytes.size();
    return place;
}

Result<void> Spool::moveIntoFile()
{
    const QString folder = QDir::tempPath();
    auto file = std::make_unique<QTemporaryFile>(folder + "/gatehouse.XXXXXX"_L1);
    if (folder.isEmpty() || !file->open() || file->write(m_memory) != m_memory.size())
        return std::unexpected(fileError(*file));
    m_file = std::move(file);
    m_memory = {};
    return {};
}

Result<QByteArray> Spool::at(qint64 place)
{
    const QMutexLocker locker(&m_mutex);
    const auto bytes = [&](qint64 from, qint64 size) -> Result<QByteArray> {
        if (!m_file)
            return m_memory.sliced(from, size);
        QByteArray read = m_file->seek(from) ? m_file->read(size) : QByteArray();
        if (read.size() != size)
            return std::unexpected(fileError(*m_file));
        return read;
    };
    return bytes(place, sizeof(quint32)).and_then([&](const QByteArray &size) {
        return bytes(place + qint64(sizeof(quint32)), qFromLittleEndian<quint32>(size.data()));
    });
}

}
