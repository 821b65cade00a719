#include "ui/common/PlainToolTips.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QTextDocument>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// Qt wraps none but markup.
constexpr qsizetype longLine = 100;

}

QString plainToolTip(const QString &text)
{
    return text.isEmpty() ? QString()
                          : u"<p style=\"white-space: pre-wrap\">%1</p>"_s.arg(text.toHtmlEscaped());
}

bool PlainToolTips::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return false;
    auto *view = qobject_cast<QAbstractItemView *>(watched->parent());
    if (!view || view->viewport() != watched)
        return false;
    const auto *help = static_cast<QHelpEvent *>(event);
    const QModelIndex index = view->indexAt(help->pos());
    const QString text = index.data(Qt::ToolTipRole).toString();
    if (text.size() <= longLine && !Qt::mightBeRichText(text))
        return false;
    QToolTip::showText(help->globalPos(), plainToolTip(text), view->viewport(), view->visualRect(index));
    return true;
}

}
