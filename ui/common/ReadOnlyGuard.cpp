#include "ui/common/ReadOnlyGuard.h"

#include "ui/common/Page.h"

#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTextEdit>

namespace gatehouse {

namespace {

constexpr char onlyReads[] = "onlyReads";
constexpr char staysInDraft[] = "staysInDraft";
constexpr char holdsFields[] = "holdsFields";
constexpr char readOnly[] = "readOnly"; ///< of Qt's own widgets for texts
constexpr char isHeldNow[] = "isHeldReadOnly";
constexpr char wasWritable[] = "writableUnlessReadOnly";
constexpr char usualToolTip[] = "toolTipUnlessReadOnly";

template<typename... Kinds>
bool isAnyOf(const QWidget &widget)
{
    return (qobject_cast<const Kinds *>(&widget) || ...);
}

bool isTypedIn(const QWidget &widget)
{
    return isAnyOf<QLineEdit, QPlainTextEdit, QTextEdit>(widget);
}

bool isField(const QWidget &widget)
{
    return isTypedIn(widget) || isAnyOf<QCheckBox, QRadioButton, QComboBox, QAbstractSpinBox>(widget);
}

bool changesRecords(const QWidget &input)
{
    bool changes = isAnyOf<QPushButton>(input);
    if (!changes && !isField(input))
        return false;
    for (const QWidget *widget = &input; widget; widget = widget->parentWidget()) {
        if (widget->property(onlyReads).toBool())
            return false;
        changes = changes || widget->property(holdsFields).toBool();
        if (qobject_cast<const Page *>(widget))
            return changes;
        if (widget->isWindow())
            return false;
    }
    return false;
}

bool isInDraft(const QWidget &input)
{
    for (const QWidget *widget = &input; widget; widget = widget->parentWidget()) {
        if (widget->property(staysInDraft).toBool())
            return true;
    }
    return false;
}

bool isOpen(const QWidget &input)
{
    return isTypedIn(input) ? !input.property(readOnly).toBool() : input.isEnabled();
}

/// Texts stay enabled, so that they can be selected and copied.
void holdText(QWidget &input)
{
    const bool isOpenNow = isOpen(input);
    // Whatever the page turned on since then; what it turned off it will turn off again.
    if (isOpenNow || !input.property(wasWritable).isValid())
        input.setProperty(wasWritable, isOpenNow);
    if (isOpenNow) // some tell of a change that is none
        input.setProperty(readOnly, true);
}

/// Whether it is disabled by itself goes on telling what the page wants, of what it turns off meanwhile, too.
void disable(QWidget &input)
{
    const bool isWanted = !input.testAttribute(Qt::WA_ForceDisabled);
    input.setEnabled(false);
    input.setAttribute(Qt::WA_ForceDisabled, !isWanted);
}

void hold(QWidget &input, const QString &reason)
{
    input.setProperty(isHeldNow, true);
    if (input.toolTip() != reason)
        input.setProperty(usualToolTip, input.toolTip());
    isTypedIn(input) ? holdText(input) : disable(input);
    input.setToolTip(reason);
}

void release(QWidget &input)
{
    if (!input.property(isHeldNow).toBool())
        return;
    if (isTypedIn(input))
        input.setProperty(readOnly, !input.property(wasWritable).toBool());
    else if (!input.testAttribute(Qt::WA_ForceDisabled))
        input.setEnabled(true);
    input.setToolTip(input.property(usualToolTip).toString());
    for (const char *property : {isHeldNow, wasWritable, usualToolTip})
        input.setProperty(property, {});
}

}

ReadOnlyGuard::ReadOnlyGuard(QWidget &window) : QObject(&window), m_window(window) {}

void ReadOnlyGuard::holdFields(QWidget &widget)
{
    widget.setProperty(holdsFields, true);
}

void ReadOnlyGuard::keepsInDraft(QWidget &widget)
{
    widget.setProperty(staysInDraft, true);
}

void ReadOnlyGuard::except(QWidget &widget)
{
    widget.setProperty(onlyReads, true);
}

/// Looks at the events of the whole program only while there is a reason to.
void ReadOnlyGuard::setReason(const QString &why, Holds holds)
{
    m_reason = why;
    m_holds = holds;
    QCoreApplication::instance()->removeEventFilter(this);
    const auto widgets = m_window.findChildren<QWidget *>();
    for (QWidget *widget : widgets) {
        release(*widget);
        if (!why.isEmpty() && isHeld(*widget))
            hold(*widget, why);
    }
    if (!why.isEmpty())
        QCoreApplication::instance()->installEventFilter(this);
}

bool ReadOnlyGuard::isHeld(const QWidget &input) const
{
    const bool mayStay = m_holds == Holds::Buttons && (!isAnyOf<QPushButton>(input) || isInDraft(input));
    return !mayStay && changesRecords(input);
}

bool ReadOnlyGuard::eventFilter(QObject *watched, QEvent *event)
{
    const QEvent::Type type = event->type();
    if (type != QEvent::Show && type != QEvent::EnabledChange && type != QEvent::ToolTipChange &&
        type != QEvent::ReadOnlyChange)
        return false;
    auto *input = qobject_cast<QWidget *>(watched);
    if (!input || input->window() != &m_window || !isHeld(*input))
        return false;
    if (isOpen(*input) || input->toolTip() != m_reason)
        hold(*input, m_reason);
    return false;
}

}
