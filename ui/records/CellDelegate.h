#pragma once

#include <QStyledItemDelegate>

namespace gatehouse {

/// Edits the cells of a table: a choice by its key where the model offers one, else a text. What is typed
/// reaches the model at once, so that Save and the question about unsaved edits know of it; Escape takes it
/// back.
class CellDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// `choicesRole` gives a QList<KeyComboBox::Item>, or nothing where a text is typed; Qt::EditRole gives
    /// the key or the text.
    CellDelegate(int choicesRole, QObject *parent);

    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override;

protected:
    bool eventFilter(QObject *editor, QEvent *event) override;

private:
    void takeBack(QWidget *editor);

    int m_choicesRole;
};

}
