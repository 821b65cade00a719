#include "ui/transfer/DetailLabel.h"

#include <QAbstractItemView>

namespace gatehouse {

DetailLabel::DetailLabel(const QAbstractItemView &view, int column, QWidget *parent) : QLabel(parent)
{
    setWordWrap(true);
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    hide();
    const auto show = [this, column](const QModelIndex &current) {
        setText(current.siblingAtColumn(column).data().toString());
        setVisible(!text().isEmpty());
    };
    connect(view.selectionModel(), &QItemSelectionModel::currentChanged, this, show);
    connect(view.model(), &QAbstractItemModel::modelReset, this, [show] { show({}); });
}

}
