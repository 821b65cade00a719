#pragma once

#include "domain/merge/RecordMerge.h"

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
    bool isThereFirst = false;
};

/// The places in which the sides of a merge differ, each with what is chosen for it.
class MergeModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    /// Here and There are the other way round where the words say so.
    enum Column { Field, Base, Here, There, Chosen, ColumnTotal };

    explicit MergeModel(MergeWords words, QObject *parent = nullptr);

    void setLines(const QList<MergeLine> &lines);
    /// With what is chosen.
    const QList<MergeLine> &lines() const { return m_lines; }
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
    QString textOf(const MergeLine &line, int column) const;
    QString choiceText(const MergeLine &line) const;
    QString title(int column) const;
    int meant(int column) const;

    MergeWords m_words;
    QList<MergeLine> m_lines;
    bool m_isChoosable = true;
};

}
