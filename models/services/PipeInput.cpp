#include "services/PipeInput.h"

#include "services/security/SecretBytes.h"

#include <QFile>
#include <QScopeGuard>

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace gatehouse {

namespace {

constexpr int patienceMilliseconds = 100;
constexpr qint64 KiB = 1024;

Error systemError()
{
    return {Error::Kind::Unreachable, qt_error_string(errno)};
}

class Descriptor
{
public:
    explicit Descriptor(const QString &path)
        // Else a pipe that nobody writes into would never be open.
        : m_number(::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC))
    {
    }
    ~Descriptor()
    {
        if (isOpen())
            ::close(m_number);
    }
    Q_DISABLE_COPY_MOVE(Descriptor)

    bool isOpen() const { return m_number >= 0; }
    int number() const { return m_number; }

private:
    int m_number;
};

/// False when nothing came for a while.
Result<bool> waitForInput(const Descriptor &descriptor)
{
    pollfd waiting{.fd = descriptor.number(), .events = POLLIN, .revents = 0};
    const int ready = ::poll(&waiting, 1, patienceMilliseconds);
    if (ready < 0 && errno != EINTR)
        return std::unexpected(systemError());
    return ready > 0;
}

}

Result<QByteArray> readPipe(const QString &path, qint64 most, const Progress &progress)
{
    const Descriptor descriptor(path);
    if (!descriptor.isOpen())
        return std::unexpected(systemError());
    QByteArray bytes;
    std::array<char, 64 * KiB> piece;
    const auto wipePiece = qScopeGuard([&] { explicit_bzero(piece.data(), piece.size()); }); // maybe secrets
    auto wipeBytes = qScopeGuard([&] { wipe(bytes); });
    while (bytes.size() <= most) {
        if (!goesOn(progress, int(bytes.size() / KiB), 0))
            return fail(Error::Kind::Cancelled, {});
        const auto hasInput = waitForInput(descriptor);
        if (!hasInput)
            return std::unexpected(hasInput.error());
        if (!*hasInput)
            continue;
        const ssize_t size = ::read(descriptor.number(), piece.data(), piece.size());
        if (size == 0)
            break;
        if (size > 0)
            bytes.append(piece.data(), size);
        else if (errno != EAGAIN && errno != EINTR)
            return std::unexpected(systemError());
    }
    wipeBytes.dismiss();
    return bytes;
}

}
