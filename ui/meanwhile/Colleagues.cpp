#include "ui/meanwhile/Colleagues.h"

#include "ui/Workspace.h"
#include "ui/meanwhile/GoodMoment.h"

#include <QEvent>

#include <utility>

namespace gatehouse {

Colleagues::Colleagues(DatabaseThread &database, Workspace &workspace, QWidget &window)
    : QObject(&window), m_workspace(workspace), m_window(window), m_watch(database), m_presence(database)
{
    m_again.setSingleShot(true);
    m_again.setInterval(anotherMoment);
    window.installEventFilter(this);
    connect(&m_again, &QTimer::timeout, this, &Colleagues::tellInAGoodMoment);
    connect(&m_watch, &ChangeWatch::changed, this, &Colleagues::take);
    connect(&m_watch, &ChangeWatch::hinted, &m_presence, &PresenceBeat::look);
    connect(&m_presence, &PresenceBeat::othersChanged, this, &Colleagues::tellOthers);
    connect(&workspace, &Workspace::stateChanged, this, &Colleagues::tellOpen);
    connect(&database, &DatabaseThread::lost, this, [this] { m_isWatching = false; });
    connect(&database, &DatabaseThread::found, this, [this] {
        if (m_isInside)
            enter(m_userId);
    });
}

void Colleagues::enter(const QString &userId)
{
    m_isInside = true;
    m_userId = userId;
    m_presence.begin(userId);
    if (!m_isWatching) {
        m_isWatching = true;
        m_isPaused = false;
        m_untold = {};
        m_watch.begin();
    }
    watchWhileShown();
    tellInAGoodMoment();
}

void Colleagues::lock()
{
    m_isInside = false;
    watchWhileShown();
}

void Colleagues::leave()
{
    m_isInside = false;
    m_isWatching = false;
    m_untold = {};
    m_watch.end();
    m_presence.end();
}

bool Colleagues::isShown() const
{
    return m_window.isVisible() && !m_window.isMinimized();
}

void Colleagues::watchWhileShown()
{
    const bool pauses = !m_isInside || !isShown();
    if (!m_isWatching || pauses == m_isPaused)
        return;
    m_isPaused = pauses;
    if (pauses)
        m_watch.pause();
    else
        m_watch.resume();
}

bool Colleagues::eventFilter(QObject *watched, QEvent *event)
{
    const auto type = event->type();
    if (type == QEvent::Show || type == QEvent::Hide || type == QEvent::WindowStateChange)
        watchWhileShown();
    return QObject::eventFilter(watched, event);
}

void Colleagues::tellOpen()
{
    const Workspace::OpenClient open = m_workspace.openClient();
    m_presence.show(open.key, open.isEditing);
}

void Colleagues::tellOthers()
{
    m_workspace.showOthers(m_presence.others(), m_userId);
}

void Colleagues::take(const ChangeNotice &notice)
{
    m_untold.add(notice);
    tellInAGoodMoment();
}

void Colleagues::tellInAGoodMoment()
{
    if (m_untold.isEmpty() || !m_isInside)
        return;
    if (!isGoodMoment(m_window)) {
        m_again.start();
        return;
    }
    const ChangeNotice notice = std::exchange(m_untold, {});
    m_workspace.follow(notice);
    Q_EMIT changed(notice);
}

}
