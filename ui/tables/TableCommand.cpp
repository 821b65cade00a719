#include "ui/tables/TableCommand.h"

#include <utility>

namespace gatehouse {

namespace {

constexpr int typingId = 2;

}

TableCommand::TableCommand(const QString &text, DraftTable &table, const DraftChange &change, int typedIn,
                           int typingRun)
    : QUndoCommand(text), m_table(table), m_change(change), m_typedIn(typedIn), m_typingRun(typingRun)
{
}

void TableCommand::undo()
{
    DraftChange back;
    for (const auto &[before, after] : m_change)
        back.prepend({after, before});
    m_table.writeAgain(back);
}

/// It has been done when it is pushed.
void TableCommand::redo()
{
    if (std::exchange(m_isDone, true))
        m_table.writeAgain(m_change);
}

int TableCommand::id() const
{
    return m_typedIn < 0 ? -1 : typingId;
}

bool TableCommand::mergeWith(const QUndoCommand *other)
{
    const auto *next = static_cast<const TableCommand *>(other);
    DraftRowChange &mine = m_change.first();
    const DraftRowChange &theirs = next->m_change.first();
    if (&next->m_table != &m_table || next->m_typedIn != m_typedIn || next->m_typingRun != m_typingRun ||
        theirs.before != mine.after)
        return false;
    mine.after = theirs.after;
    setObsolete(mine.after == mine.before);
    return true;
}

}
