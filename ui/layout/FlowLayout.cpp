#include "ui/layout/FlowLayout.h"

#include <QStyle>
#include <QWidget>

#include <algorithm>

namespace gatehouse {

void FlowLayout::addItem(QLayoutItem *item)
{
    m_items.emplace_back(item);
    if (QLayout *layout = item->layout())
        addChildLayout(layout);
    invalidate();
}

QLayoutItem *FlowLayout::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[std::size_t(index)].get() : nullptr;
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    if (index < 0 || index >= count())
        return nullptr;
    QLayoutItem *taken = m_items[std::size_t(index)].release();
    m_items.erase(m_items.begin() + index);
    invalidate();
    return taken;
}

int FlowLayout::heightForWidth(int width) const
{
    return arrange({0, 0, width, 0}, false);
}

QSize FlowLayout::sizeHint() const
{
    QSize size;
    for (const auto &item : m_items) {
        const QSize one = item->isEmpty() ? QSize(0, 0) : item->sizeHint();
        const int gap = size.width() > 0 && one.width() > 0 ? std::max(0, spacing()) : 0;
        size = {size.width() + gap + one.width(), std::max(size.height(), one.height())};
    }
    return size.grownBy(contentsMargins());
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const auto &item : m_items)
        size = size.expandedTo(item->isEmpty() ? QSize(0, 0) : item->minimumSize());
    return size.grownBy(contentsMargins());
}

void FlowLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

/// All lines are as high as the highest needs, so that texts of a line stand at one height.
int FlowLayout::arrange(const QRect &rect, bool moves) const
{
    const QRect inner = rect.marginsRemoved(contentsMargins());
    const auto direction = parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight;
    const int lineHeight = sizeHint().shrunkBy(contentsMargins()).height();
    const int gap = std::max(0, spacing());
    QPoint at = inner.topLeft();
    for (const auto &item : m_items) {
        if (item->isEmpty())
            continue;
        const int most = std::max(inner.width(), item->minimumSize().width());
        const int width = std::min(item->sizeHint().width(), most);
        if (at.x() > inner.left() && at.x() + width > inner.right() + 1)
            at = {inner.left(), at.y() + lineHeight + gap};
        if (moves)
            item->setGeometry(QStyle::visualRect(direction, inner, {at, QSize(width, lineHeight)}));
        at.rx() += width + gap;
    }
    return at.y() + lineHeight - rect.top() + contentsMargins().bottom();
}

}
