#pragma once

#include <QtClassHelperMacros>

#include <array>

#include <signal.h>
#include <termios.h>

namespace gatehouse::cli {

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

}
