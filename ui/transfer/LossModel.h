#pragma once

#include "domain/formats/ClientFormat.h"

#include <QAbstractTableModel>

namespace gatehouse {

/// What an export's format could not say, a row each.
class LossModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { ClientId, Field, Text, ColumnTotal };

    using QAbstractTableModel::QAbstractTableModel;

    void setLosses(const QList<Loss> &losses);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<Loss> m_losses;
};

}
