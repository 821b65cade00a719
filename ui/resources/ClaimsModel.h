#pragma once

#include "domain/CustomResource.h"

#include <QAbstractTableModel>

namespace gatehouse {

/// The claims of a custom resource as an editable table, with what is wrong in each row. It does not change
/// by itself: it tells what was asked for and shows what it is given.
class ClaimsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Claim, Source, Value, ProblemText, ColumnCount };
    enum Role { ChoicesRole = Qt::UserRole }; ///< QList<KeyComboBox::Item> where a cell is chosen from a list

    using QAbstractTableModel::QAbstractTableModel;

    void setClaims(const QList<ResourceClaim> &claims);
    void add();
    void removeRowsAt(QList<int> rows);
    /// The first cell for which a save is refused; invalid when there is none.
    QModelIndex firstFault() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void edited(const QList<ResourceClaim> &claims);

private:
    QString shownText(const ResourceClaim &claim, int column) const;
    QString key(const ResourceClaim &claim, int column) const;
    QVariant choices(const ResourceClaim &claim, int column) const;
    QString problemOf(int row) const;

    QList<ResourceClaim> m_claims;
};

}
