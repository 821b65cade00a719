#include "services/export/DescriptorOutput.h"

#include "secrets/SecretBytes.h"

#include <algorithm>
#include <cerrno>
#include <climits>

#include <poll.h>

namespace gatehouse {

namespace {

constexpr qsizetype mostBuffered = 64 * 1024;
constexpr int patienceMilliseconds = 100;

}

DescriptorOutput::DescriptorOutput(Descriptor descriptor, GoesOn goesOn)
    : m_descriptor(std::move(descriptor)), m_goesOn(std::move(goesOn))
{
    m_buffer.reserve(mostBuffered);
    open(WriteOnly);
}

DescriptorOutput::~DescriptorOutput()
{
    wipe(m_buffer);
}

qint64 DescriptorOutput::readData(char *, qint64)
{
    return -1;
}

qint64 DescriptorOutput::writeData(const char *data, qint64 size)
{
    for (qint64 taken = 0; taken < size;) {
        if (m_buffer.size() == mostBuffered && !flush())
            return -1;
        const qint64 piece = std::min<qint64>(size - taken, mostBuffered - m_buffer.size());
        m_buffer.append(data + taken, piece);
        taken += piece;
    }
    return m_hasFailed ? -1 : size;
}

bool DescriptorOutput::flush()
{
    qsizetype written = 0;
    while (!m_hasFailed && written < m_buffer.size()) {
        if (!waitUntilWritable())
            break;
        // As much as a pipe takes at once when it takes anything: a write of more would wait in the system.
        const auto size = std::size_t(std::min<qsizetype>(m_buffer.size() - written, PIPE_BUF));
        const ssize_t count = ::write(m_descriptor.number(), m_buffer.constData() + written, size);
        if (count >= 0)
            written += count;
        else if (errno != EINTR && errno != EAGAIN)
            failed(qt_error_string(errno));
    }
    m_buffer.remove(0, written);
    return !m_hasFailed;
}

bool DescriptorOutput::waitUntilWritable()
{
    if (!m_descriptor.isOpen())
        return failed(qt_error_string(EBADF));
    for (;;) {
        if (m_goesOn && !m_goesOn()) {
            m_wasCancelled = true;
            return failed(tr("it was cancelled"));
        }
        pollfd waiting{.fd = m_descriptor.number(), .events = POLLOUT, .revents = 0};
        const int ready = ::poll(&waiting, 1, patienceMilliseconds);
        if (ready > 0)
            return true;
        if (ready < 0 && errno != EINTR)
            return failed(qt_error_string(errno));
    }
}

bool DescriptorOutput::failed(const QString &reason)
{
    m_hasFailed = true;
    setErrorString(reason);
    return false;
}

}
