#pragma once

#include "services/servers/push/PushPlan.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace gatehouse {

class MergeTable;

/// What a push would do to one client application, field by field with a choice for each, and what else is to
/// know about it.
class PushDetails : public QWidget
{
    Q_OBJECT

public:
    explicit PushDetails(QWidget *parent = nullptr);

    /// Null: none.
    void showClient(const PlannedPush *push);
    /// The same without the fields, in which somebody may be choosing.
    void showNotes(const PlannedPush *push);
    void setChoosable(bool choosable);
    /// What is shown, with what was chosen.
    ClientMerge merge() const;

Q_SIGNALS:
    void chosen(); ///< by the person

private:
    void showChoosable();

    ClientMerge m_shown;
    bool m_isNew = false; ///< what is shown is what is added, without a choice
    bool m_isChoosable = true;
    MergeTable *m_merge;
    QLabel *m_notesLabel;
    QPlainTextEdit *m_notes;
};

}
