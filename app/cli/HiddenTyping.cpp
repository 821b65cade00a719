#include "app/cli/HiddenTyping.h"

namespace gatehouse::cli {

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

}
