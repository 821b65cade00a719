#include "ui/client/LogoDelegate.h"

#include "store/ClientListModel.h"
#include "ui/client/ClientLogos.h"

namespace gatehouse {

namespace {

constexpr QSize logoSize(16, 16); // logical pixels

}

LogoDelegate::LogoDelegate(ClientLogos &logos, QObject *parent) : QStyledItemDelegate(parent), m_logos(logos)
{
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
