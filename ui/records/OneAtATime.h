#pragma once

#include <QList>

#include <functional>
#include <utility>

namespace gatehouse {

/// Holds back what must not happen while a save or delete is under way.
class OneAtATime
{
public:
    bool isBusy() const { return m_busy; }
    void begin() { m_busy = true; }

    /// The work has ended: does what waited for it, until something of that begins other work.
    void end()
    {
        m_busy = false;
        const auto waiting = std::exchange(m_waiting, {});
        for (const auto &then : waiting)
            whenIdle(then);
    }

    /// At once, or when the work that is under way has ended.
    void whenIdle(std::function<void()> then)
    {
        if (m_busy)
            m_waiting << std::move(then);
        else
            then();
    }

private:
    QList<std::function<void()>> m_waiting;
    bool m_busy = false;
};

}
