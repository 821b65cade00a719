#pragma once

#include "store/DatabaseThread.h"
#include "store/watch/ChangeLook.h"

#include <QTimer>

#include <chrono>

namespace gatehouse {

/// Tells what others save, soon after they did: it looks twice a second, one question at a time, and none
/// while the thread of the database has other work. An engine that can tell by itself calls look() instead,
/// and the interval is for what gets lost on the way.
class ChangeWatch : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds interval{500};

    explicit ChangeWatch(DatabaseThread &database, QObject *parent = nullptr);

    /// What was saved before this is not told. Whatever is read after it is at least as new.
    void begin();
    /// Looks no more, until resume() tells what happened in between.
    void pause();
    void resume();
    /// Looks no more, and forgets how far it has looked.
    void end();
    /// At once, unless a question is under way.
    void look();

Q_SIGNALS:
    void changed(const gatehouse::ChangeNotice &notice); ///< others saved something
    void hinted(); ///< others came or went, or what they work on may be something else

private:
    void lookIfIdle();
    void stopHearing();
    void ask();
    void take(const Result<store::ChangeLook> &look);

    DatabaseThread &m_database;
    QTimer m_timer;
    std::optional<store::SeenPoint> m_seen;
    quint64 m_generation = 0; ///< answers to what was asked before begin() are thrown away
    bool m_isAsking = false;
    bool m_isHearing = false;
};

}
