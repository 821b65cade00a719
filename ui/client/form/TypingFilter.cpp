#include "ui/client/form/TypingFilter.h"

#include "draft/ClientDraft.h"

#include <QKeyEvent>

namespace gatehouse {

TypingFilter::TypingFilter(ClientDraft &draft, QObject *parent) : QObject(parent), m_draft(draft) {}

bool TypingFilter::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut)
        m_draft.endTyping();
    if (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->ignore();
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

}
