#pragma once

#include "ui/tables/RowStyle.h"

namespace gatehouse {

/// Edits the cells of a DraftTable: a choice by its key where DraftTable::ChoicesRole gives a
/// QList<Choice>, else a text. What is typed reaches the table at once, so that Save and the
/// question about unsaved edits know of it, and undo is that of the page; Escape takes it back.
class CellDelegate : public SeverityDelegate
{
    Q_OBJECT

public:
    explicit CellDelegate(QObject *parent);

    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override;

protected:
    bool eventFilter(QObject *editor, QEvent *event) override;

private:
    void takeBack(QWidget *editor);

    mutable bool m_isWriting = false; ///< what is typed
};

}
