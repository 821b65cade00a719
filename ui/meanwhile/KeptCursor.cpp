#include "ui/meanwhile/KeptCursor.h"

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollBar>

#include <algorithm>

namespace gatehouse {

namespace {

void select(QLineEdit &edit, int anchor, int cursor)
{
    const int length = int(edit.text().size());
    anchor = std::min(anchor, length);
    cursor = std::min(cursor, length);
    if (anchor == cursor)
        edit.setCursorPosition(cursor);
    else
        edit.setSelection(anchor, cursor - anchor);
}

void select(QPlainTextEdit &edit, int anchor, int cursor)
{
    QTextCursor place = edit.textCursor();
    const int last = edit.document()->characterCount() - 1;
    place.setPosition(std::min(anchor, last));
    place.setPosition(std::min(cursor, last), QTextCursor::KeepAnchor);
    edit.setTextCursor(place);
}

int anchorOf(const QLineEdit &edit)
{
    const int cursor = edit.cursorPosition();
    if (!edit.hasSelectedText())
        return cursor;
    return edit.selectionStart() == cursor ? edit.selectionEnd() : edit.selectionStart();
}

}

KeptCursor::KeptCursor(const QWidget &window) : m_window(window), m_focused(window.focusWidget())
{
    if (const auto *edit = qobject_cast<QLineEdit *>(m_focused)) {
        m_cursor = edit->cursorPosition();
        m_anchor = anchorOf(*edit);
    } else if (const auto *text = qobject_cast<QPlainTextEdit *>(m_focused)) {
        m_cursor = text->textCursor().position();
        m_anchor = text->textCursor().anchor();
        m_scrolled = text->verticalScrollBar()->value();
    }
}

KeptCursor::~KeptCursor()
{
    if (m_focused)
        restore();
}

/// What is as it was is not touched: a line that is longer than its field would move.
void KeptCursor::restore() const
{
    if (auto *edit = qobject_cast<QLineEdit *>(m_focused)) {
        if (edit->cursorPosition() != m_cursor || anchorOf(*edit) != m_anchor)
            select(*edit, m_anchor, m_cursor);
    } else if (auto *text = qobject_cast<QPlainTextEdit *>(m_focused)) {
        if (text->textCursor().position() != m_cursor || text->textCursor().anchor() != m_anchor)
            select(*text, m_anchor, m_cursor);
        text->verticalScrollBar()->setValue(m_scrolled);
    }
    if (m_window.focusWidget() != m_focused && m_focused->isEnabled() && m_focused->isVisible())
        m_focused->setFocus(Qt::OtherFocusReason);
}

}
