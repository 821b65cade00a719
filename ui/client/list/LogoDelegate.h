#pragma once

#include <QStyledItemDelegate>

namespace gatehouse {

class ClientLogos;

/// Puts the logo of a client application before the text of a cell of ClientListModel. The place is kept
/// where there is none, so that the texts stay in line.
class LogoDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit LogoDelegate(ClientLogos &logos, QObject *parent = nullptr);

    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    ClientLogos &m_logos;
};

}
