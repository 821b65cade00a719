#include "ui/common/SeverityDelegate.h"

#include "ui/common/Icons.h"

namespace gatehouse {

SeverityDelegate::SeverityDelegate(int role, QObject *parent) : QStyledItemDelegate(parent), m_role(role) {}

void SeverityDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    bool isNumber = false;
    const int severity = index.data(m_role).toInt(&isNumber);
    if (!isNumber || severity < 0)
        return;
    option->icon = icons::of(Severity(severity));
    option->features |= QStyleOptionViewItem::HasDecoration;
}

}
