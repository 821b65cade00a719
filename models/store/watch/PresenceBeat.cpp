#include "store/watch/PresenceBeat.h"

#include "domain/RecordKey.h"

#include <QSysInfo>
#include <QTimeZone>

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;

namespace gatehouse {

namespace {

constexpr auto beatInterval = 10s;
constexpr auto soon = 150ms;

/// As it is stored: in seconds.
QDateTime now()
{
    return QDateTime::fromSecsSinceEpoch(QDateTime::currentSecsSinceEpoch(), QTimeZone::UTC);
}

/// But for the signs of life.
QList<Presence> shown(QList<Presence> others)
{
    for (Presence &one : others)
        one.seenAt = {};
    return others;
}

}

PresenceBeat::PresenceBeat(DatabaseThread &database, QObject *parent) : QObject(parent), m_database(database)
{
    m_own.windowId = newRecordKey();
    m_own.machine = QSysInfo::machineHostName();
    m_beat.setInterval(beatInterval);
    m_soon.setInterval(soon);
    m_soon.setSingleShot(true);
    m_ends.setSingleShot(true);
    connect(&m_beat, &QTimer::timeout, this, &PresenceBeat::say);
    connect(&m_soon, &QTimer::timeout, this, &PresenceBeat::say);
    connect(&m_ends, &QTimer::timeout, this, &PresenceBeat::look);
    connect(&database, &DatabaseThread::answered, this, [this] {
        say();
        look();
    });
}

void PresenceBeat::begin(const QString &userId)
{
    m_own.userId = userId;
    m_own.since = now();
    m_beat.start();
    m_soon.start();
    look();
}

void PresenceBeat::end()
{
    if (!isBegun())
        return;
    m_own.userId.clear();
    for (QTimer *timer : {&m_beat, &m_soon, &m_ends})
        timer->stop();
    take({});
    m_database.run([windowId = m_own.windowId](Database &database) {
        return store::removePresence(database, windowId, now());
    });
}

void PresenceBeat::show(const QString &clientKey, bool isEditing)
{
    if (clientKey == m_own.clientKey && isEditing == m_own.isEditing)
        return;
    const bool isAnother = clientKey != m_own.clientKey;
    m_own.clientKey = clientKey;
    m_own.isEditing = isEditing;
    m_own.since = now();
    if (isAnother)
        take({});
    if (!isBegun())
        return;
    m_soon.start();
    if (isAnother)
        look();
}

void PresenceBeat::say()
{
    if (m_isSaying || !isBegun() || m_database.isAway())
        return;
    m_isSaying = true;
    m_beat.start();
    m_own.seenAt = now();
    m_database.run([own = m_own](Database &database) { return store::writePresence(database, own); })
        .then(this, [this, said = m_own](const Result<void> &) {
            m_isSaying = false;
            const bool isOutdated = said.clientKey != m_own.clientKey || said.isEditing != m_own.isEditing;
            if (isOutdated && isBegun())
                m_soon.start();
        });
}

void PresenceBeat::look()
{
    if (!isBegun() || m_own.clientKey.isEmpty())
        return;
    if (m_isAsking) {
        m_isStale = true;
        return;
    }
    m_isAsking = true;
    m_database
        .run([key = m_own.clientKey, windowId = m_own.windowId](Database &database) {
            return store::loadPresence(database, key, windowId, now());
        })
        .then(this, [this, key = m_own.clientKey](const Result<QList<Presence>> &others) {
            m_isAsking = false;
            if (isBegun() && key == m_own.clientKey)
                take(others.value_or(QList<Presence>()));
            if (std::exchange(m_isStale, false) || key != m_own.clientKey)
                look();
        });
}

void PresenceBeat::take(const QList<Presence> &others)
{
    const bool isOther = shown(others) != shown(m_others);
    m_others = others;
    lookWhenOneEnds();
    if (isOther)
        Q_EMIT othersChanged();
}

void PresenceBeat::lookWhenOneEnds()
{
    m_ends.stop();
    if (m_others.isEmpty())
        return;
    const QDateTime first = std::ranges::min(m_others, {}, &Presence::seenAt).seenAt;
    const QDateTime end = first.addDuration(store::presenceEnds + 1s);
    m_ends.start(std::max<std::chrono::milliseconds>(1s, end - now()));
}

}
