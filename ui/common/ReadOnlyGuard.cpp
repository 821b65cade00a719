#include "ui/common/ReadOnlyGuard.h"

#include "ui/common/Page.h"

#include <QCoreApplication>
#include <QEvent>
#include <QPushButton>

namespace gatehouse {

namespace {

constexpr char onlyReads[] = "onlyReads";
constexpr char wasEnabled[] = "enabledUnlessReadOnly";
constexpr char usualToolTip[] = "toolTipUnlessReadOnly";

bool changesRecords(const QPushButton &button)
{
    for (const QWidget *widget = &button; widget; widget = widget->parentWidget()) {
        if (widget->property(onlyReads).toBool())
            return false;
        if (qobject_cast<const Page *>(widget))
            return true;
        if (widget->isWindow())
            return false;
    }
    return false;
}

void hold(QPushButton &button, const QString &reason)
{
    const bool isHeld = button.property(wasEnabled).isValid();
    // Whatever the page turned on since then; what it turned off it will turn off again.
    if (const bool isEnabled = button.isEnabledTo(button.parentWidget()); isEnabled || !isHeld)
        button.setProperty(wasEnabled, isEnabled);
    if (button.toolTip() != reason)
        button.setProperty(usualToolTip, button.toolTip());
    button.setEnabled(false);
    button.setToolTip(reason);
}

void release(QPushButton &button)
{
    if (!button.property(wasEnabled).isValid())
        return;
    button.setEnabled(button.property(wasEnabled).toBool());
    button.setToolTip(button.property(usualToolTip).toString());
    button.setProperty(wasEnabled, {});
    button.setProperty(usualToolTip, {});
}

}

ReadOnlyGuard::ReadOnlyGuard(QWidget &window) : QObject(&window), m_window(window) {}

void ReadOnlyGuard::except(QWidget &widget)
{
    widget.setProperty(onlyReads, true);
}

/// Looks at the events of the whole program only while there is a reason to.
void ReadOnlyGuard::setReason(const QString &why)
{
    m_reason = why;
    QCoreApplication::instance()->removeEventFilter(this);
    const auto buttons = m_window.findChildren<QPushButton *>();
    for (QPushButton *button : buttons) {
        release(*button);
        if (!why.isEmpty() && changesRecords(*button))
            hold(*button, why);
    }
    if (!why.isEmpty())
        QCoreApplication::instance()->installEventFilter(this);
}

bool ReadOnlyGuard::eventFilter(QObject *watched, QEvent *event)
{
    const QEvent::Type type = event->type();
    if (type != QEvent::Show && type != QEvent::EnabledChange && type != QEvent::ToolTipChange)
        return false;
    auto *button = qobject_cast<QPushButton *>(watched);
    if (!button || button->window() != &m_window || !changesRecords(*button))
        return false;
    if (button->isEnabledTo(button->parentWidget()) || button->toolTip() != m_reason)
        hold(*button, m_reason);
    return false;
}

}
