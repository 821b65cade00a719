#include "ui/common/MarkedTextEdit.h"

#include "domain/rules/InvisibleText.h"
#include "ui/common/Contrast.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace gatehouse {

namespace {

constexpr int halfWidth = 4; ///< pixels

}

MarkedTextEdit::MarkedTextEdit(QWidget *parent) : QPlainTextEdit(parent)
{
    // The document tells also while the signals of this widget are blocked.
    connect(document(), &QTextDocument::contentsChanged, this, &MarkedTextEdit::look);
}

QString MarkedTextEdit::text() const
{
    QString text = document()->toRawText();
    for (const QChar separator : {QChar(QChar::ParagraphSeparator), QChar(QChar::LineSeparator)})
        text.replace(separator, u'\n');
    return text;
}

void MarkedTextEdit::setLinesShown(int lines)
{
    setTabChangesFocus(true);
    setUndoRedoEnabled(false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    constexpr int room = 4; // pixels, so that no scroll bar comes before it is needed
    const int margins = 2 * (frameWidth() + int(document()->documentMargin()));
    setFixedHeight(lines * fontMetrics().lineSpacing() + margins + room);
}

void MarkedTextEdit::look()
{
    m_found.clear();
    const QString text = document()->toRawText();
    int position = 0;
    qsizetype character = 1;
    for (const rules::Invisible &one : rules::misplacedInvisibles(text)) {
        for (; character < one.position; ++character)
            position += text.at(position).isHighSurrogate() ? 2 : 1;
        m_found << Found{position, one.character};
    }
    viewport()->update();
}

QList<MarkedTextEdit::Mark> MarkedTextEdit::marks() const
{
    QList<Mark> marks;
    QTextCursor cursor(document());
    for (const Found &one : m_found) {
        cursor.setPosition(one.position);
        const QRect caret = cursorRect(cursor);
        marks << Mark{QRect(caret.center().x() - halfWidth, caret.top(), 2 * halfWidth + 1, caret.height()),
                      rules::invisibleName(one.character)};
    }
    return marks;
}

/// A line with a head and a foot, which no letter looks like.
void MarkedTextEdit::paintEvent(QPaintEvent *event)
{
    QPlainTextEdit::paintEvent(event);
    const QList<Mark> all = marks();
    if (all.isEmpty())
        return;
    QPainter painter(viewport());
    painter.setPen(Qt::NoPen);
    painter.setBrush(contrast::error(palette()));
    for (const Mark &mark : all) {
        const QRect &place = mark.place;
        const int middle = place.center().x();
        const QPoint above(middle, place.top() + halfWidth);
        const QPoint below(middle, place.bottom() - halfWidth);
        painter.drawRect(middle - 1, place.top(), 2, place.height());
        painter.drawPolygon(QPolygon({place.topLeft(), place.topRight(), above}));
        painter.drawPolygon(QPolygon({place.bottomLeft(), place.bottomRight(), below}));
    }
}

bool MarkedTextEdit::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QPlainTextEdit::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    QStringList names;
    for (const Mark &mark : marks()) {
        if (mark.place.contains(help->pos()))
            names << mark.name;
    }
    if (names.isEmpty())
        return QPlainTextEdit::viewportEvent(event);
    QToolTip::showText(help->globalPos(), names.join(u'\n'), viewport());
    return true;
}

}
