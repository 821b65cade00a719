#pragma once

#include "domain/merge/RecordMerge.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QPushButton;

namespace gatehouse {

class MergeTable;

/// What another administrator saved and what is typed, where both changed the same: what collides is chosen,
/// and what only one of them changed can be looked at. Accepted, it is to be saved so.
class MergeDialog : public QDialog
{
    Q_OBJECT

public:
    /// `what` as in `client application "web-shop"`.
    MergeDialog(const QString &what, const QList<MergeLine> &lines, QWidget *parent);

    /// In the order in which they came.
    QList<MergeLine> lines() const;

private:
    void build(const QString &what);
    void showState();
    int openLines() const;

    QList<qsizetype> m_order; ///< what collides first: the line of each row
    MergeTable *m_table;
    QLabel *m_state;
    QPushButton *m_mine;
    QPushButton *m_theirs;
    QCheckBox *m_all;
    QPushButton *m_save = nullptr;
};

}
