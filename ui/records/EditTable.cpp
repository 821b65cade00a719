#include "ui/records/EditTable.h"

#include <QHeaderView>
#include <QKeyEvent>

namespace gatehouse {

namespace {

constexpr int mostLinesInARow = 6;

}

EditTable::EditTable(const QString &accessibleName, QWidget *parent) : QTableView(parent)
{
    setAccessibleName(accessibleName);
    setEditTriggers(DoubleClicked | SelectedClicked | EditKeyPressed | AnyKeyPressed);
    setTabKeyNavigation(false);
    setWordWrap(true);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setHighlightSections(false);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(fontMetrics().height() + 12);
    verticalHeader()->setMaximumSectionSize(fontMetrics().height() * mostLinesInARow + 12);
    verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, &QTableView::resizeRowsToContents,
            Qt::QueuedConnection);
}

void EditTable::keyPressEvent(QKeyEvent *event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const QModelIndex current = currentIndex();
    if (isReturn && state() != EditingState && current.flags().testFlag(Qt::ItemIsEditable))
        edit(current);
    else if (event->matches(QKeySequence::Delete) && state() != EditingState)
        Q_EMIT deletePressed();
    else
        QTableView::keyPressEvent(event);
}

}
