#include "ui/client/DraftHistory.h"

#include "draft/ClientDraft.h"
#include "ui/common/LineEdit.h"
#include "ui/tables/TableCommand.h"

#include <QEvent>

#include <utility>

namespace gatehouse {

namespace {

bool isTyped(ClientField field)
{
    const FieldKind kind = fieldInfo(field).kind;
    return kind != FieldKind::Flag && !isChoice(kind);
}

}

DraftHistory::DraftHistory(ClientDraft &draft, QObject *parent) : QObject(parent)
{
    connect(&draft, &ClientDraft::begun, &m_undo, &QUndoStack::clear);
    connect(&draft, &ClientDraft::written, this,
            [this, &draft](ClientField field, const DraftChange &change, int column) {
                push(new TableCommand(tr("change of %1").arg(fieldLabel(field)), draft.table(field), change,
                                      isTyped(field) ? column : -1, draft.typingRun()));
            });
    connect(&draft, &ClientDraft::rebasing, this, [this] { m_isMerging = true; });
    connect(&draft, &ClientDraft::rebased, this, &DraftHistory::endMerge);
}

void DraftHistory::push(QUndoCommand *command)
{
    if (m_isMerging && !std::exchange(m_hasMerged, true))
        m_undo.beginMacro(tr("merge with what somebody else saved"));
    m_undo.push(command);
}

void DraftHistory::endMerge()
{
    m_isMerging = false;
    if (std::exchange(m_hasMerged, false))
        m_undo.endMacro();
}

TypingFilter::TypingFilter(ClientDraft &draft, QObject *parent) : QObject(parent), m_draft(draft) {}

bool TypingFilter::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut)
        m_draft.endTyping();
    return leaveUndoToPage(watched, event);
}

}
