#include "ui/common/DetailLabel.h"

#include <QAbstractItemView>

namespace gatehouse {

DetailLabel::DetailLabel(const QAbstractItemView &view, int column, int role, QWidget *parent)
    : QLabel(parent)
{
    setWordWrap(true);
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    hide();
    const auto show = [this, column, role](const QModelIndex &current) {
        setText(current.siblingAtColumn(column).data(role).toString());
        setVisible(!text().isEmpty());
    };
    const auto showAgain = [show, &view] { show(view.currentIndex()); };
    connect(view.selectionModel(), &QItemSelectionModel::currentChanged, this, show);
    connect(view.model(), &QAbstractItemModel::dataChanged, this, showAgain);
    connect(view.model(), &QAbstractItemModel::modelReset, this, [show] { show({}); });
}

}
