#include "store/watch/ChangeWatch.h"

#include <utility>

namespace gatehouse {

ChangeWatch::ChangeWatch(DatabaseThread &database, QObject *parent) : QObject(parent), m_database(database)
{
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, &ChangeWatch::lookIfIdle);
    // What is lost is asked for by whoever works with it.
    connect(&database, &DatabaseThread::lost, this, &ChangeWatch::end);
    connect(&database, &DatabaseThread::answered, this, &ChangeWatch::lookIfIdle);
}

void ChangeWatch::begin()
{
    end();
    ask();
    m_timer.start();
}

void ChangeWatch::pause()
{
    m_timer.stop();
    stopHearing();
}

void ChangeWatch::resume()
{
    m_timer.start();
    look();
}

void ChangeWatch::end()
{
    m_timer.stop();
    stopHearing();
    m_seen.reset();
    ++m_generation;
    m_isAsking = false;
}

/// A window may be hidden or locked for weeks.
void ChangeWatch::stopHearing()
{
    if (!std::exchange(m_isHearing, false) || m_database.isAway())
        return;
    m_database.run([](Database &database) -> Result<void> {
        database.engine().stopHearing();
        return {};
    });
}

void ChangeWatch::look()
{
    if (!m_isAsking)
        ask();
}

void ChangeWatch::lookIfIdle()
{
    if (m_timer.isActive() && m_database.isIdle() && !m_database.isAway())
        look();
}

void ChangeWatch::ask()
{
    m_isAsking = true;
    m_isHearing = true;
    m_database.run([seen = m_seen](Database &database) { return store::lookForChanges(database, seen); })
        .then(this, [this, generation = m_generation](const Result<store::ChangeLook> &answer) {
            if (generation != m_generation)
                return;
            m_isAsking = false;
            take(answer);
        });
}

/// What could not be asked is asked again; a database that is out of reach is told by whoever needs it.
void ChangeWatch::take(const Result<store::ChangeLook> &look)
{
    if (!look)
        return;
    m_seen = look->point;
    if (look->isHinted)
        Q_EMIT hinted();
    if (!look->notice.isEmpty())
        Q_EMIT changed(look->notice);
}

}
