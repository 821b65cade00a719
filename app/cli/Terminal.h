#pragma once

#include "domain/Error.h"
#include "secrets/SecretBytes.h"

#include <QFile>
#include <QtClassHelperMacros>

#include <array>
#include <signal.h>
#include <termios.h>

namespace gatehouse::cli {

/// The terminal that the program was started on, wherever its input and output go.
class Terminal
{
public:
    Terminal();
    bool isThere() const { return m_device.isOpen(); }

    Result<QString> line(const QString &prompt);
    /// What is typed is not shown.
    Result<SecretBytes> secretLine(const QString &prompt);

private:
    QFile m_device;
};

/// Keeps a terminal from showing what is typed as long as it lives. A signal that ends the program meanwhile
/// gives the terminal back as it was. One at a time.
class HiddenTyping
{
public:
    explicit HiddenTyping(int descriptor);
    ~HiddenTyping();
    Q_DISABLE_COPY_MOVE(HiddenTyping)

    bool isTerminal() const { return m_isTerminal; } ///< whether the descriptor is one

private:
    static constexpr std::array endings{SIGHUP, SIGINT, SIGQUIT, SIGTERM};

    bool m_isTerminal;
    std::array<struct sigaction, endings.size()> m_before{};
};

/// Reads to the end of the line and nothing beyond it, leaving no copy behind. The line comes without its
/// end; at the end of the input it is empty.
Result<SecretBytes> readLine(int descriptor);

}
