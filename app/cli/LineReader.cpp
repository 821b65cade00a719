#include "app/cli/LineReader.h"

#include <QCoreApplication>

#include <array>
#include <cerrno>
#include <cstring>

#include <unistd.h>

namespace gatehouse::cli {

namespace {

struct LineText
{
    Q_DECLARE_TR_FUNCTIONS(LineReader)
};

struct Buffer
{
    std::array<char, 64 * 1024> bytes;
    std::size_t size = 0;

    Buffer() = default;
    ~Buffer() { explicit_bzero(bytes.data(), bytes.size()); }
    Q_DISABLE_COPY_MOVE(Buffer)
};

ssize_t readByte(int descriptor, char &byte)
{
    ssize_t count = 0;
    do {
        count = read(descriptor, &byte, 1);
    } while (count < 0 && errno == EINTR);
    return count;
}

}

Result<SecretBytes> readLine(int descriptor)
{
    Buffer line;
    for (; line.size < line.bytes.size(); ++line.size) {
        char &byte = line.bytes[line.size];
        const ssize_t count = readByte(descriptor, byte);
        if (count < 0) {
            return fail(Error::Kind::Unreachable, LineText::tr("The input cannot be read: %1.")
                                                      .arg(QString::fromLocal8Bit(std::strerror(errno))));
        }
        if (count == 0 || byte == '\n')
            break;
    }
    while (line.size > 0 && line.bytes[line.size - 1] == '\r')
        --line.size;
    return secretCopy(QByteArrayView(line.bytes.data(), qsizetype(line.size)));
}

}
