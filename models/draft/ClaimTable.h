#pragma once

#include "domain/CustomResource.h"
#include "draft/DraftTable.h"

namespace gatehouse {

/// The claims of a custom resource, with what is wrong in each row.
class ClaimTable : public DraftTable
{
    Q_OBJECT

public:
    enum Column { Claim, Source, Value, ProblemText, ColumnCount };

    explicit ClaimTable(const DraftDatabase &database);

    QList<ResourceClaim> claims() const;
    void fillClaims(const QList<ResourceClaim> &claims);
    /// The first cell for which a save is refused; invalid when there is none.
    QModelIndex firstFault() const;

    DraftRow blankRow(int row) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    /// Another source has another value.
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    ResourceClaim claimAt(int row) const;
    QList<Choice> choicesAt(const QModelIndex &index) const;
    QString problemOf(int row) const;
};

}
