#include "services/import/PipeInput.h"

#include "secrets/SecretBytes.h"
#include "services/import/ImportText.h"
#include "store/Descriptor.h"

#include <QDeadlineTimer>
#include <QScopeGuard>

#include <array>
#include <cerrno>
#include <poll.h>

using namespace std::chrono_literals;

namespace gatehouse {

namespace {

constexpr int patienceMilliseconds = 100;
constexpr auto patienceForWriter = 10s;
constexpr qint64 KiB = 1024;

Error systemError()
{
    return {Error::Kind::Unreachable, qt_error_string(errno)};
}

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
    // Else a pipe that nobody writes into would never be open.
    const Descriptor descriptor(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
    if (!descriptor.isOpen())
        return std::unexpected(systemError());
    const QDeadlineTimer patience(patienceForWriter);
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
        const ssize_t size = ::read(descriptor.number(), piece.data(), piece.size());
        if (size > 0)
            bytes.append(piece.data(), size);
        else if (size < 0 && errno != EAGAIN && errno != EINTR)
            return std::unexpected(systemError());
        // A pipe that nobody has opened to write yet is at its end, too, but has nothing to tell.
        else if (size == 0 && *hasInput)
            break;
        else if (size == 0 && patience.hasExpired())
            return fail(Error::Kind::Unreachable, ImportText::tr("nobody writes into it"));
    }
    wipeBytes.dismiss();
    return bytes;
}

}
