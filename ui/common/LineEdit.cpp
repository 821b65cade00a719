#include "ui/common/LineEdit.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>

#include <limits>

using namespace Qt::StringLiterals;

namespace gatehouse {

LineEdit::LineEdit(const QString &text, QWidget *parent) : QLineEdit(parent)
{
    setMaxLength(std::numeric_limits<int>::max());
    setText(text);
}

namespace {

bool isUndoKey(QEvent *event)
{
    if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress)
        return false;
    const auto *key = static_cast<QKeyEvent *>(event);
    return key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo);
}

void showMenu(QLineEdit &field, const QContextMenuEvent &event)
{
    QMenu *menu = field.createStandardContextMenu();
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QAction *action : menu->actions())
        action->setVisible(action->objectName() != "edit-undo"_L1 && action->objectName() != "edit-redo"_L1);
    menu->popup(event.globalPos());
}

}

bool leaveUndoToPage(QObject *field, QEvent *event)
{
    if (isUndoKey(event)) {
        event->ignore();
        return true;
    }
    auto *edit = qobject_cast<QLineEdit *>(field);
    if (!edit || event->type() != QEvent::ContextMenu)
        return false;
    showMenu(*edit, *static_cast<QContextMenuEvent *>(event));
    return true;
}

}
