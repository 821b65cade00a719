#include "ui/client/form/TypingFilter.h"

#include "draft/ClientDraft.h"
#include "ui/common/PageUndo.h"

#include <QEvent>

namespace gatehouse {

TypingFilter::TypingFilter(ClientDraft &draft, QObject *parent) : QObject(parent), m_draft(draft) {}

bool TypingFilter::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut)
        m_draft.endTyping();
    return leaveUndoToPage(watched, event);
}

}
