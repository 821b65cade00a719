#include "ui/client/list/LogoDelegate.h"

#include "store/records/ClientListModel.h"
#include "ui/client/list/ClientLogos.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QToolTip>

namespace gatehouse {

namespace {

constexpr QSize logoSize(16, 16); // logical pixels

}

LogoDelegate::LogoDelegate(ClientLogos &logos, QObject *parent) : QStyledItemDelegate(parent), m_logos(logos)
{
}

bool LogoDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                             const QModelIndex &index)
{
    const bool tells =
        event->type() == QEvent::ToolTip && m_logos.isBroken(index.data(ClientListModel::KeyRole).toString());
    if (!tells)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QToolTip::showText(event->globalPos(), tr("The logo cannot be shown: its picture is damaged."), view);
    return true;
}

void LogoDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->icon = m_logos.logo(index.data(ClientListModel::KeyRole).toString(),
                                index.data(ClientListModel::VersionRole).toInt());
    option->decorationSize = logoSize;
    option->features |= QStyleOptionViewItem::HasDecoration;
}

}
