#pragma once

#include "store/DatabaseThread.h"
#include "store/watch/Presence.h"

#include <QTimer>

#include <chrono>

namespace gatehouse {

/// Says to other windows what is open in this one, when it changes and every ten seconds, and tells who else
/// has it open. What cannot be said is skipped: nobody waits for a hint.
class PresenceBeat : public QObject
{
    Q_OBJECT

public:
    explicit PresenceBeat(DatabaseThread &database, QObject *parent = nullptr);

    /// That user works in this window.
    void begin(const QString &userId);
    /// Nobody does any more; the others see it at once.
    void end();
    /// What is open; no key: nothing that others could have open.
    void show(const QString &clientKey, bool isEditing);
    /// Others came or went, or may have: asks who has the same open.
    void look();

    const QList<Presence> &others() const { return m_others; }

Q_SIGNALS:
    void othersChanged(); ///< other windows, or what they do

private:
    bool isBegun() const { return !m_own.userId.isEmpty(); }
    void say();
    void take(const QList<Presence> &others);
    void lookWhenOneEnds();

    DatabaseThread &m_database;
    Presence m_own;
    QList<Presence> m_others;
    QTimer m_beat;
    QTimer m_soon; ///< one who moves through the list is heard where they stop
    QTimer m_ends; ///< the next of the others gave no sign of life for too long
    bool m_isSaying = false;
    bool m_isAsking = false;
    bool m_isStale = false; ///< it was asked for while it was asked
};

}
