#pragma once

#include "domain/Error.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>

namespace gatehouse {

/// That the server of a database does not answer, and when it is asked again: after 1, 2, 4 and 8 seconds,
/// and then every 8, so that the window goes on within 10 seconds after it is back. The connections of one
/// window share it, so that whoever gets through first tells all. Any thread may use it.
class Outage
{
public:
    using Clock = std::chrono::steady_clock;

    explicit Outage(std::function<Clock::time_point()> now = Clock::now);

    /// Called after every change, on the thread that makes it. It must not ask anything here at once.
    void setListener(std::function<void()> changed);

    bool isOn() const;
    /// What the last try came to.
    Error why() const;
    /// 0: it is to be asked, or is being asked.
    std::chrono::milliseconds untilDue() const;
    bool isDue() const;
    /// Whether somebody who wants something may ask before it is due: not right after a try, so that of many
    /// questions the others do not wait as long as the first.
    bool isWorthTrying() const;
    /// Somebody waits who has to know what became of a commit.
    bool isAwaited() const;

    /// The connection was lost, or it was asked in vain: by several at once, that counts as one try.
    void tellUnanswered(const Error &why);
    /// It answers, or is no longer asked.
    void end();
    /// It is asked at once, which makes no pause longer.
    void hurry();
    /// Nobody waits any more, because the window closes or has another database.
    void giveUp();
    bool isGivenUp() const;

    /// Waits until it is to be asked again. False: that was given up.
    bool awaitTry();

private:
    void tell(std::unique_lock<std::mutex> &lock);

    const std::function<Clock::time_point()> m_now;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::function<void()> m_listener;
    bool m_isOn = false;
    bool m_isGivenUp = false;
    int m_waiting = 0;
    Error m_why;
    Clock::duration m_pause{};
    Clock::time_point m_next;
    Clock::time_point m_lastTry;
};

}
