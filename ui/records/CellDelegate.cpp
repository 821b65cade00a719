#include "ui/records/CellDelegate.h"

#include "draft/DraftTable.h"
#include "ui/common/KeyComboBox.h"
#include "ui/common/LineEdit.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QScopedValueRollback>

namespace gatehouse {

namespace {

constexpr char originalText[] = "originalText";

void replaceText(QLineEdit &edit, const QString &text)
{
    const int cursor = edit.cursorPosition();
    edit.setText(text);
    edit.setCursorPosition(cursor);
}

}

CellDelegate::CellDelegate(QObject *parent) : SeverityDelegate(DraftTable::SeverityRole, parent) {}

QWidget *CellDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &,
                                    const QModelIndex &index) const
{
    auto *self = const_cast<CellDelegate *>(this);
    const QVariant original = index.data(Qt::EditRole);
    if (const auto choices = index.data(DraftTable::ChoicesRole).value<QList<Choice>>(); !choices.isEmpty()) {
        auto *box = new KeyComboBox(parent);
        for (const Choice &choice : choices)
            box->addItem(choice.text, choice.key);
        box->setProperty(originalText, original);
        connect(box, &KeyComboBox::keyChosen, self, [self, box] { Q_EMIT self->commitData(box); });
        return box;
    }
    auto *edit = new LineEdit(parent);
    edit->setFrame(false);
    edit->setProperty(originalText, original);
    connect(edit, &QLineEdit::textEdited, self, [self, edit] { Q_EMIT self->commitData(edit); });
    return edit;
}

/// What is shown already is left alone. Anything else came from elsewhere, and Escape goes back to that, or
/// is what the table made of what was typed.
void CellDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    const QString value = index.data(Qt::EditRole).toString();
    if (auto *box = qobject_cast<KeyComboBox *>(editor); box && box->key() != value)
        box->setKey(value);
    else if (auto *edit = qobject_cast<QLineEdit *>(editor); edit && edit->text() != value)
        replaceText(*edit, value);
    else
        return;
    if (!m_isWriting)
        editor->setProperty(originalText, value);
}

void CellDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    const QScopedValueRollback writing(m_isWriting, true);
    if (const auto *box = qobject_cast<KeyComboBox *>(editor))
        model->setData(index, box->key(), Qt::EditRole);
    else if (const auto *edit = qobject_cast<QLineEdit *>(editor))
        model->setData(index, edit->text(), Qt::EditRole);
}

void CellDelegate::takeBack(QWidget *editor)
{
    const QString original = editor->property(originalText).toString();
    if (auto *box = qobject_cast<KeyComboBox *>(editor))
        box->setKey(original);
    else if (auto *edit = qobject_cast<QLineEdit *>(editor))
        edit->setText(original);
    Q_EMIT commitData(editor);
}

bool CellDelegate::eventFilter(QObject *editor, QEvent *event)
{
    if (leaveUndoToPage(editor, event))
        return true;
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape)
        takeBack(qobject_cast<QWidget *>(editor));
    return SeverityDelegate::eventFilter(editor, event);
}

}
