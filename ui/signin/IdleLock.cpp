#include "ui/signin/IdleLock.h"

#include <QCoreApplication>
#include <QEvent>

using namespace std::chrono_literals;

namespace gatehouse {

namespace {

bool isInput(QEvent::Type type)
{
    switch (type) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
    case QEvent::TabletPress:
    case QEvent::TabletMove:
        return true;
    default:
        return false;
    }
}

}

IdleLock::IdleLock(QObject *parent) : QObject(parent)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_timer, &QTimer::timeout, this, &IdleLock::check);
}

void IdleLock::setPatience(std::chrono::milliseconds patience)
{
    m_patience = patience;
    m_sinceInput.start();
    if (patience > 0ms) {
        QCoreApplication::instance()->installEventFilter(this);
        m_timer.start(patience);
    } else {
        QCoreApplication::instance()->removeEventFilter(this);
        m_timer.stop();
    }
}

bool IdleLock::eventFilter(QObject *watched, QEvent *event)
{
    if (event->spontaneous() && isInput(event->type()))
        m_sinceInput.start();
    return QObject::eventFilter(watched, event);
}

/// The timer is not started again with every movement of the mouse: it looks how long ago the last one was.
void IdleLock::check()
{
    const auto left = m_patience - std::chrono::milliseconds(m_sinceInput.elapsed());
    if (left > 0ms)
        m_timer.start(left);
    else
        Q_EMIT idle();
}

}
