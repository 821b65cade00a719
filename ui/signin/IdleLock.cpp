#include "ui/signin/IdleLock.h"

#include <QApplication>
#include <QCoreApplication>
#include <QDialog>
#include <QEvent>

#include <algorithm>
#include <utility>

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
    if (patience == m_patience && m_timer.isActive())
        return;
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

namespace {

bool isAbove(const QWidget &window, const QWidget &dialog)
{
    for (const QWidget *parent = dialog.parentWidget(); parent; parent = parent->parentWidget()) {
        if (parent == &window)
            return true;
    }
    return false;
}

}

void HiddenDialogs::hideThoseOf(QWidget &window)
{
    const QWidgetList widgets = QApplication::topLevelWidgets();
    for (QWidget *widget : widgets) {
        if (qobject_cast<QDialog *>(widget) && widget->isVisible() && isAbove(window, *widget)) {
            m_hidden << widget;
            widget->hide();
        }
    }
}

void HiddenDialogs::drop()
{
    const auto hidden = std::exchange(m_hidden, {});
    for (QWidget *widget : hidden) {
        if (auto *dialog = qobject_cast<QDialog *>(widget)) // null: it went with another one
            dialog->reject();
    }
}

void HiddenDialogs::showAgain()
{
    const auto hidden = std::exchange(m_hidden, {});
    for (QWidget *dialog : hidden) {
        if (dialog)
            dialog->show();
    }
}

bool HiddenDialogs::isAny() const
{
    return std::ranges::any_of(m_hidden, [](const QPointer<QWidget> &dialog) { return !dialog.isNull(); });
}

}
