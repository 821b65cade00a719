#include "app/cli/Terminal.h"

#include "app/cli/CliText.h"
#include "app/cli/Console.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <tuple>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

Terminal::Terminal() : m_device(u"/dev/tty"_s)
{
    std::ignore = m_device.open(QIODevice::ReadWrite | QIODevice::Unbuffered);
}

Result<QString> Terminal::line(const QString &prompt)
{
    m_device.write(harmless(prompt).toUtf8() + ' ');
    return readLine(m_device.handle()).transform([](const SecretBytes &typed) {
        return QString::fromUtf8(viewOf(typed)).trimmed();
    });
}

Result<SecretBytes> Terminal::secretLine(const QString &prompt)
{
    const HiddenTyping hidden(m_device.handle());
    m_device.write(harmless(prompt).toUtf8() + ' ');
    auto typed = readLine(m_device.handle());
    m_device.write("\n");
    return typed;
}

namespace {

/// Outside the object, because a signal handler is given nothing.
termios visible;
int terminal = -1;

void showTyping()
{
    tcsetattr(terminal, TCSAFLUSH, &visible);
}

void showTypingAndEnd(int signal)
{
    showTyping();
    raise(signal); // The action was reset to the default, so this ends the program once the handler is done.
}

}

HiddenTyping::HiddenTyping(int descriptor) : m_isTerminal(tcgetattr(descriptor, &visible) == 0)
{
    if (!m_isTerminal)
        return;
    terminal = descriptor;
    struct sigaction action = {};
    action.sa_handler = showTypingAndEnd;
    action.sa_flags = int(SA_RESETHAND);
    for (std::size_t i = 0; i < endings.size(); ++i) {
        sigaction(endings[i], &action, &m_before[i]);
        const bool wasIgnored = m_before[i].sa_handler == SIG_IGN;
        if (wasIgnored)
            sigaction(endings[i], &m_before[i], nullptr);
    }
    termios hidden = visible;
    hidden.c_lflag &= ~tcflag_t(ECHO);
    tcsetattr(terminal, TCSAFLUSH, &hidden);
}

HiddenTyping::~HiddenTyping()
{
    if (!m_isTerminal)
        return;
    showTyping();
    for (std::size_t i = 0; i < endings.size(); ++i)
        sigaction(endings[i], &m_before[i], nullptr);
}

namespace {

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
            return fail(Error::Kind::Unreachable, CliText::tr("The input cannot be read: %1.")
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
