#pragma once

#include "domain/servers/ThreeWayMerge.h"

#include <QAbstractTableModel>

namespace gatehouse {

/// What the two sides of a merge, and what can be done about them, are called.
struct MergeWords
{
    QString base;      ///< "As it was"
    QString here;      ///< "Here"
    QString there;     ///< "There"
    QString takeHere;  ///< "Take what is here"
    QString takeThere; ///< "Leave what is there"
};

/// The places in which the sides of a merge differ, each with what is chosen for it.
class MergeModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Field, Base, Here, There, Chosen, ColumnTotal };

    explicit MergeModel(MergeWords words, QObject *parent = nullptr);

    void setMerge(const ClientMerge &merge);
    const ClientMerge &merge() const { return m_merge; }
    /// Whether a person may choose now.
    void setChoosable(bool choosable);
    /// Where nothing is chosen yet.
    void chooseOpen(MergeSide side);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void chosen(); ///< by the person

private:
    QString textOf(const MergePart &part, int column) const;
    QString choiceText(const MergePart &part) const;

    MergeWords m_words;
    ClientMerge m_merge;
    bool m_isChoosable = true;
};

}
