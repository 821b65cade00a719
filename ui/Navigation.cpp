#include "ui/Navigation.h"

#include "ui/common/Icons.h"

#include <QSignalBlocker>

namespace gatehouse {

namespace {

constexpr int pageRole = Qt::UserRole;
constexpr int rowPadding = 10;

}

Navigation::Navigation(QWidget *parent) : QTreeWidget(parent)
{
    setHeaderHidden(true);
    setAccessibleName(tr("Navigation"));
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setIndentation(12);
    setMinimumWidth(180);
    setMaximumWidth(260);
    setEditTriggers(NoEditTriggers);
    connect(this, &QTreeWidget::currentItemChanged, this, [this](const QTreeWidgetItem *item) {
        if (item && item->parent())
            Q_EMIT pageChosen(item->data(0, pageRole).toInt());
    });
}

QTreeWidgetItem *Navigation::menuItem(const QString &menu)
{
    const auto found = findItems(menu, Qt::MatchExactly);
    if (!found.isEmpty())
        return found.first();
    auto *item = new QTreeWidgetItem(this, {menu});
    item->setFlags(Qt::ItemIsEnabled);
    item->setSizeHint(0, {0, fontMetrics().height() + rowPadding});
    QFont font = item->font(0);
    font.setBold(true);
    item->setFont(0, font);
    return item;
}

void Navigation::addPage(const QString &menu, const QString &title, const char *icon, int page)
{
    QTreeWidgetItem *parentItem = menuItem(menu);
    auto *item = new QTreeWidgetItem(parentItem, {title});
    item->setIcon(0, icons::themed(icon));
    item->setData(0, pageRole, page);
    item->setSizeHint(0, {0, fontMetrics().height() + rowPadding});
    parentItem->setExpanded(true);
}

void Navigation::showPage(int page)
{
    const QSignalBlocker blocker(this);
    for (QTreeWidgetItemIterator it(this); *it; ++it) {
        if ((*it)->parent() && (*it)->data(0, pageRole).toInt() == page)
            setCurrentItem(*it);
    }
}

}
