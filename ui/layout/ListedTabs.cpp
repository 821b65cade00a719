#include "ui/layout/ListedTabs.h"

#include "ui/common/Icons.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QLocale>
#include <QShortcut>
#include <QStyleOptionTab>
#include <QStylePainter>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

// Pixels above and below a name together.
constexpr int roomAroundName = 10;
constexpr int leastRoomAroundName = 1;

}

void TabList::tabInserted(int tab)
{
    m_marks.insert(tab, TabMark());
    QTabBar::tabInserted(tab);
}

void TabList::setMark(int tab, const TabMark &mark)
{
    if (m_marks.at(tab) == mark)
        return;
    m_marks[tab] = mark;
    setTabToolTip(tab, mark.text); // which a screen reader gets as the description of the page tab
    QAccessibleEvent described(this, QAccessible::DescriptionChanged);
    described.setChild(tab);
    QAccessible::updateAccessibility(&described);
    update(tabRect(tab));
}

int TabList::margin() const
{
    return fontMetrics().averageCharWidth();
}

int TabList::iconExtent() const
{
    return style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
}

int TabList::roomForNumber() const
{
    return fontMetrics().horizontalAdvance("000"_L1);
}

QSize TabList::tabSizeHint(int tab) const
{
    const int name = fontMetrics().size(Qt::TextShowMnemonic, tabText(tab)).width();
    return {name + roomForNumber() + iconExtent() + 4 * margin(),
            std::clamp(height() / std::max(1, count()), rowHeight(leastRoomAroundName),
                       rowHeight(roomAroundName))};
}

int TabList::rowHeight(int room) const
{
    return fontMetrics().height() + room;
}

QSize TabList::sizeWith(int room) const
{
    int width = 0;
    for (int tab = 0; tab < count(); ++tab)
        width = std::max(width, tabSizeHint(tab).width());
    return {width, count() * rowHeight(room)};
}

QSize TabList::sizeHint() const
{
    return sizeWith(roomAroundName);
}

/// Where there is little height, the names move together: all of them stay in sight.
QSize TabList::minimumSizeHint() const
{
    return sizeWith(leastRoomAroundName);
}

void TabList::paintEvent(QPaintEvent *)
{
    QStylePainter painter(this);
    painter.fillRect(rect(), palette().base());
    for (int tab = 0; tab < count(); ++tab)
        drawTab(painter, tab);
}

void TabList::drawTab(QPainter &painter, int tab) const
{
    QStyleOptionTab asTab;
    initStyleOption(&asTab, tab);
    QStyleOptionViewItem row;
    row.initFrom(this);
    row.rect = tabRect(tab);
    row.state = asTab.state & ~QStyle::State_HasFocus;
    row.showDecorationSelected = true;
    row.viewItemPosition = QStyleOptionViewItem::OnlyOne;
    style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &row, &painter, this);

    const bool isSelected = row.state.testFlag(QStyle::State_Selected);
    const auto ink = isSelected ? QPalette::HighlightedText : QPalette::Text;
    const QRect inner = row.rect.adjusted(margin(), 0, -margin(), 0);
    const QRect icon = QStyle::alignedRect(layoutDirection(), Qt::AlignRight | Qt::AlignVCenter,
                                           {iconExtent(), iconExtent()}, inner);
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    const QRect words = isMirrored ? inner.adjusted(iconExtent() + margin(), 0, 0, 0)
                                   : inner.adjusted(0, 0, -iconExtent() - margin(), 0);
    const auto side = [&](Qt::AlignmentFlag edge) {
        return int(QStyle::visualAlignment(layoutDirection(), edge | Qt::AlignVCenter));
    };
    style()->drawItemText(&painter, words, side(Qt::AlignLeft) | Qt::TextShowMnemonic, row.palette,
                          isTabEnabled(tab), tabText(tab), ink);
    const TabMark &mark = m_marks.at(tab);
    if (mark.rows)
        style()->drawItemText(&painter, words, side(Qt::AlignRight), row.palette, isTabEnabled(tab),
                              locale().toString(*mark.rows), isSelected ? ink : QPalette::PlaceholderText);
    if (mark.severity)
        icons::of(*mark.severity).paint(&painter, icon);
    if (isSelected && hasFocus()) {
        QStyleOptionFocusRect focus;
        focus.initFrom(this);
        focus.rect = row.rect.adjusted(1, 1, -1, -1);
        focus.backgroundColor = palette().color(QPalette::Highlight);
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, &painter, this);
    }
}

void TabList::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Up:
        return step(currentIndex() > 0 ? -1 : 0);
    case Qt::Key_Down:
        return step(currentIndex() < count() - 1 ? 1 : 0);
    case Qt::Key_Home:
        return setCurrentIndex(0);
    case Qt::Key_End:
        return setCurrentIndex(count() - 1);
    default:
        QTabBar::keyPressEvent(event);
    }
}

void TabList::step(int by)
{
    if (count() > 0)
        setCurrentIndex((currentIndex() + by + count()) % count());
}

ListedTabs::ListedTabs(QWidget *parent) : QTabWidget(parent), m_list(new TabList)
{
    setTabBar(m_list);
    setTabPosition(isRightToLeft() ? East : West);
    setDocumentMode(true);
    setElideMode(Qt::ElideNone);
    setUsesScrollButtons(false);
    m_list->setExpanding(false);
    m_list->setDrawBase(false);
    m_list->setFocusPolicy(Qt::StrongFocus);
    addKeys({QKeySequence(tr("Ctrl+Tab")), QKeySequence(tr("Ctrl+PgDown"))}, 1);
    addKeys({QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Backtab), QKeySequence(tr("Ctrl+Shift+Tab")),
             QKeySequence(tr("Ctrl+PgUp"))},
            -1);
}

/// Of the window, so that they are taken before a table or a text that is typed in makes something of them;
/// tabs that are not seen take none.
void ListedTabs::addKeys(const QList<QKeySequence> &keys, int step)
{
    auto *shortcut = new QShortcut(this);
    shortcut->setKeys(keys);
    connect(shortcut, &QShortcut::activated, this, [this, step] { m_list->step(step); });
    connect(shortcut, &QShortcut::activatedAmbiguously, this, [this, step] { m_list->step(step); });
}

/// A list down the whole side, and no frame: the pages have their own.
void ListedTabs::paintEvent(QPaintEvent *)
{
    const QRect list = m_list->geometry();
    QPainter painter(this);
    painter.fillRect(QRect(list.left(), 0, list.width(), height()), palette().base());
}

}
