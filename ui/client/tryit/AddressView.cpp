#include "ui/client/tryit/AddressView.h"

#include "ui/common/Contrast.h"

#include <QFontDatabase>
#include <QTextCursor>
#include <QWheelEvent>

#include <cmath>

namespace gatehouse {

namespace {

constexpr QChar insertion(u'\u2038'); ///< a caret: here something is missing

}

AddressView::AddressView(const QString &name, const QList<explain::Piece> &pieces, QWidget *parent)
    : QTextEdit(parent), m_pieces(pieces)
{
    setReadOnly(true);
    setTabChangesFocus(true);
    setFrameShape(NoFrame);
    setAccessibleName(name);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAnywhere);
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    document()->setDocumentMargin(0);
    viewport()->setAutoFillBackground(false);
    show();
}

void AddressView::show()
{
    clear();
    QTextCursor cursor(document());
    const QTextCharFormat plain;
    QTextCharFormat marked;
    marked.setForeground(contrast::error(palette()));
    marked.setFontWeight(QFont::Bold);
    QTextCharFormat missing = marked; // underlined, a caret looks like something else
    marked.setFontUnderline(true);
    for (const explain::Piece &piece : std::as_const(m_pieces)) {
        const bool isMissing = piece.isMarked && piece.text.isEmpty();
        if (isMissing)
            cursor.insertText(QString(insertion), missing);
        else
            cursor.insertText(piece.text, piece.isMarked ? marked : plain);
    }
    fit();
}

void AddressView::fit()
{
    document()->setTextWidth(viewport()->width());
    setFixedHeight(int(std::ceil(document()->size().height())));
}

void AddressView::resizeEvent(QResizeEvent *event)
{
    QTextEdit::resizeEvent(event);
    fit();
}

void AddressView::changeEvent(QEvent *event)
{
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        show();
}

/// What surrounds it scrolls.
void AddressView::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

}
