#include "ui/tables/MergeTable.h"

#include "ui/records/CellDelegate.h"

#include <QHeaderView>

#include <algorithm>

namespace gatehouse {

namespace {

constexpr int charactersOfField = 24;
constexpr int fewestCharactersOfValue = 14;

}

MergeTable::MergeTable(const QString &accessibleName, const MergeWords &words, QWidget *parent)
    : EditTable(accessibleName, parent), m_model(new MergeModel(words, this))
{
    setModel(m_model);
    setItemDelegate(new CellDelegate(this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(AllEditTriggers);
    setMinimumHeight(fontMetrics().height() * 5);
    const int room = fontMetrics().height() * 3; // icon and arrow
    const int choice = std::max(fontMetrics().horizontalAdvance(words.takeHere),
                                fontMetrics().horizontalAdvance(words.takeThere));
    setColumnWidth(MergeModel::Field, fontMetrics().averageCharWidth() * charactersOfField);
    setColumnWidth(MergeModel::Chosen, choice + room);
}

/// The values share what the others leave.
void MergeTable::resizeEvent(QResizeEvent *event)
{
    EditTable::resizeEvent(event);
    const int rest = viewport()->width() - columnWidth(MergeModel::Field) - columnWidth(MergeModel::Chosen);
    const int width = std::max(rest / 3, fontMetrics().averageCharWidth() * fewestCharactersOfValue);
    for (const int column : {MergeModel::Base, MergeModel::Here, MergeModel::There})
        setColumnWidth(column, width);
}

}
