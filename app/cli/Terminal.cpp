#include "app/cli/Terminal.h"

#include "app/cli/Console.h"
#include "app/cli/HiddenTyping.h"
#include "app/cli/LineReader.h"

#include <tuple>

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

}
