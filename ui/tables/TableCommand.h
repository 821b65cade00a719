#pragma once

#include "draft/DraftTable.h"

#include <QUndoCommand>

namespace gatehouse {

/// What was written into one table of a working copy; typing on in the same cell becomes one step.
class TableCommand : public QUndoCommand
{
public:
    /// `typedIn` is the column of the cell that was typed in (-1: it was no typing), in the run of that
    /// number.
    TableCommand(const QString &text, DraftTable &table, const DraftChange &change, int typedIn,
                 int typingRun);

    void undo() override;
    void redo() override;
    int id() const override;
    bool mergeWith(const QUndoCommand *other) override;

private:
    DraftTable &m_table;
    DraftChange m_change;
    int m_typedIn;
    int m_typingRun;
    bool m_isDone = false;
};

}
