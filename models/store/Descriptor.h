#pragma once

#include <QFile>

#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace gatehouse {

/// An open file of the system, closed at its end.
class Descriptor
{
public:
    explicit Descriptor(int number = -1) : m_number(number) {}
    /// As ::open(), not for programs that are started from here.
    Descriptor(const QString &path, int flags, mode_t mode = 0)
        : m_number(::open(QFile::encodeName(path).constData(), flags | O_CLOEXEC, mode))
    {
    }
    ~Descriptor() { close(); }
    Descriptor(Descriptor &&other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
    Descriptor &operator=(Descriptor &&other) noexcept
    {
        std::swap(m_number, other.m_number);
        return *this;
    }
    Q_DISABLE_COPY(Descriptor)

    bool isOpen() const { return m_number >= 0; }
    int number() const { return m_number; }
    bool close() { return !isOpen() || ::close(std::exchange(m_number, -1)) == 0; }

private:
    int m_number;
};

}
