#pragma once

#include "domain/merge/RecordMerge.h"
#include "draft/DraftTable.h"
#include "store/TableModel.h"

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
class MergeModel : public TableModel<MergeLine>
{
    Q_OBJECT

public:
    /// Here and There are the other way round where the words say so.
    enum Column { Field, Base, Here, There, Chosen };

    explicit MergeModel(MergeWords words, QObject *parent = nullptr);

    /// Whether a person may choose now.
    void setChoosable(bool choosable) { m_isChoosable = choosable; }
    /// Where nothing is chosen yet.
    void chooseOpen(MergeSide side);

    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void chosen(); ///< by the person

private:
    QVariant detail(const MergeLine &line, int column, int role) const override;
    QList<Choice> choicesOf(const MergeLine &line) const;

    MergeWords m_words;
    bool m_isChoosable = true;
};

}
