#pragma once

#include "domain/rules/Problem.h"

#include <QTabBar>
#include <QTabWidget>

#include <optional>

namespace gatehouse {

/// What stands beside the name of a tab.
struct TabMark
{
    std::optional<int> rows;
    std::optional<Severity> severity; ///< of the worst problem there
    QString text;                     ///< the same in words

    bool operator==(const TabMark &) const = default;
};

/// The names of tabs one beneath the other, drawn as a list and to screen readers a list of page tabs as
/// ever.
class TabList : public QTabBar
{
    Q_OBJECT

public:
    using QTabBar::QTabBar;

    void setMark(int tab, const TabMark &mark);
    TabMark mark(int tab) const { return m_marks.value(tab); }
    /// The tab by so many steps further, from the last to the first.
    void step(int by);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void tabInserted(int tab) override;
    QSize tabSizeHint(int tab) const override;
    QSize minimumTabSizeHint(int tab) const override { return tabSizeHint(tab); }

private:
    /// With so many pixels around each name.
    QSize sizeWith(int room) const;
    int rowHeight(int room) const;
    int margin() const;
    int iconExtent() const;
    int roomForNumber() const;
    void drawTab(QPainter &painter, int tab) const;

    QList<TabMark> m_marks;
};

/// Tabs as a list at the side, where many find room: each with a mark. Ctrl+Tab and Ctrl+Page Down walk
/// through them from anywhere in the window, the arrow keys in the list.
///
/// Not KPageWidget: its list is rows of a view to a screen reader and not page tabs, and it has no room for a
/// number and a mark beside a name.
class ListedTabs : public QTabWidget
{
    Q_OBJECT

public:
    explicit ListedTabs(QWidget *parent = nullptr);

    TabList &list() const { return *m_list; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addKeys(const QList<QKeySequence> &keys, int step);

    TabList *m_list;
};

}
