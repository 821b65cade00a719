#include "ui/client/tryit/TrialRelay.h"

#include <QMutexLocker>

#include <utility>

namespace gatehouse {

std::shared_ptr<TrialRelay> TrialRelay::make()
{
    return {new TrialRelay, [](TrialRelay *relay) { relay->deleteLater(); }};
}

void TrialRelay::say(const trial::BrowserWord &word)
{
    const QMutexLocker locker(&m_mutex);
    m_word = word;
}

void TrialRelay::give(const TrialChoice &choice)
{
    const QMutexLocker locker(&m_mutex);
    m_choice = choice;
}

std::optional<TrialChoice> TrialRelay::takeChoice()
{
    const QMutexLocker locker(&m_mutex);
    return std::exchange(m_choice, std::nullopt);
}

trial::BrowserWord TrialRelay::takeWord()
{
    const QMutexLocker locker(&m_mutex);
    return std::exchange(m_word, {});
}

}
