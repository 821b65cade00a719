#pragma once

#include <thread>

namespace gatehouse {

/// Reads the fonts' configuration, some eighty files, on a thread of its own while the application connects
/// to the display: the first text that is measured waits for it.
class FontPreload
{
public:
    FontPreload();
    void wait();

private:
    std::jthread m_thread;
};

}
