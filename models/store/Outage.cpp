#include "store/Outage.h"

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;

namespace gatehouse {

namespace {

constexpr Outage::Clock::duration firstPause = 1s;
constexpr Outage::Clock::duration longestPause = 8s;
constexpr auto betweenQuestions = 1s;

}

Outage::Outage(std::function<Clock::time_point()> now) : m_now(std::move(now)) {}

void Outage::setListener(std::function<void()> changed)
{
    const std::scoped_lock lock(m_mutex);
    m_listener = std::move(changed);
}

/// Under the lock, so that whoever stops listening is not called any more.
void Outage::tell(std::unique_lock<std::mutex> &)
{
    if (m_listener)
        m_listener();
    m_changed.notify_all();
}

bool Outage::isOn() const
{
    const std::scoped_lock lock(m_mutex);
    return m_isOn;
}

Error Outage::why() const
{
    const std::scoped_lock lock(m_mutex);
    return m_why;
}

std::chrono::milliseconds Outage::untilDue() const
{
    const std::scoped_lock lock(m_mutex);
    const auto left = m_isOn ? m_next - m_now() : Clock::duration();
    return std::chrono::ceil<std::chrono::milliseconds>(std::max(left, Clock::duration()));
}

bool Outage::isDue() const
{
    const std::scoped_lock lock(m_mutex);
    return m_isOn && !m_isGivenUp && m_now() >= m_next;
}

bool Outage::isWorthTrying() const
{
    const std::scoped_lock lock(m_mutex);
    return !m_isGivenUp && (m_now() >= m_next || m_now() - m_lastTry >= betweenQuestions);
}

bool Outage::isAwaited() const
{
    const std::scoped_lock lock(m_mutex);
    return m_waiting > 0;
}

void Outage::tellUnanswered(const Error &why)
{
    std::unique_lock lock(m_mutex);
    const auto now = m_now();
    m_why = why;
    m_lastTry = now;
    if (!std::exchange(m_isOn, true))
        m_pause = firstPause;
    else if (now >= m_next)
        m_pause = std::min(2 * m_pause, longestPause);
    else
        return tell(lock);
    m_next = now + m_pause;
    tell(lock);
}

void Outage::end()
{
    std::unique_lock lock(m_mutex);
    m_isGivenUp = false;
    if (std::exchange(m_isOn, false))
        tell(lock);
}

void Outage::hurry()
{
    std::unique_lock lock(m_mutex);
    const auto now = m_now();
    if (!m_isOn || now >= m_next)
        return;
    m_next = now;
    m_pause /= 2; // the next failure doubles it again
    tell(lock);
}

void Outage::giveUp()
{
    std::unique_lock lock(m_mutex);
    m_isGivenUp = true;
    tell(lock);
}

bool Outage::isGivenUp() const
{
    const std::scoped_lock lock(m_mutex);
    return m_isGivenUp;
}

bool Outage::awaitTry()
{
    std::unique_lock lock(m_mutex);
    ++m_waiting;
    tell(lock);
    while (m_isOn && !m_isGivenUp && m_now() < m_next)
        m_changed.wait_for(lock, m_next - m_now());
    --m_waiting;
    return !m_isGivenUp;
}

}
