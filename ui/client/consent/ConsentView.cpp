#include "ui/client/consent/ConsentView.h"

#include "ui/consent/ConsentDocument.h"

#include <QKeyEvent>
#include <QWheelEvent>

#include <algorithm>
#include <array>
#include <cmath>

namespace gatehouse {

ConsentView::ConsentView(QWidget *parent) : QTextEdit(parent), m_document(new ConsentDocument(this))
{
    setDocument(m_document);
    setReadOnly(true);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setLineWrapMode(FixedPixelWidth);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void ConsentView::showPage(const QString &html, int width)
{
    if (html == m_html && width == m_width)
        return;
    m_html = html;
    m_width = width;
    m_document->setHtml(html);
    setLineWrapColumnOrWidth(width);
    m_document->setTextWidth(width);
    setPalette(m_document->pagePalette());
    const int frame = 2 * frameWidth();
    setFixedSize(width + frame, int(std::ceil(m_document->size().height())) + frame);
}

/// What surrounds the page scrolls, not the page itself.
void ConsentView::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

/// The keys that would move a cursor scroll as well; with Shift they select.
void ConsentView::keyPressEvent(QKeyEvent *event)
{
    constexpr std::array scrolling{Qt::Key_Up,   Qt::Key_Down,  Qt::Key_PageUp,
                                   Qt::Key_Left, Qt::Key_Right, Qt::Key_PageDown};
    if (std::ranges::contains(scrolling, event->key()) && !event->modifiers().testFlag(Qt::ShiftModifier))
        event->ignore();
    else
        QTextEdit::keyPressEvent(event);
}

}
