#include "ui/client/ClientsView.h"

#include "ui/client/ClientEditor.h"
#include "ui/client/list/ClientList.h"
#include "ui/layout/LazyWidget.h"

#include <QAbstractItemView>

#include <algorithm>

namespace gatehouse {

namespace {

constexpr int rowsAbove = 6;

}

ClientsView::ClientsView(ClientList *list, ListPlace &place, std::function<ClientEditor *()> makeEditor,
                         QWidget *parent)
    : QSplitter(parent)
    , m_list(list)
    , m_place(place)
    , m_editor(new LazyWidget(std::move(makeEditor), LazyWidget::When::Asked))
{
    addWidget(list);
    addWidget(m_editor);
    setChildrenCollapsible(false);
    m_editor->setMinimumHeight(220); // the same for every tab, so that the list does not jump
    setStretchFactor(0, 0);
    setStretchFactor(1, 1);
    connect(this, &QSplitter::splitterMoved, this, [this] { m_place.setExtent(side(), sizes().first()); });
    connect(&place, &ListPlace::changed, this, &ClientsView::arrange);
    arrange();
}

ListPlace::Side ClientsView::side() const
{
    return orientation() == Qt::Horizontal ? ListPlace::Beside : ListPlace::Above;
}

void ClientsView::arrange()
{
    const bool isBeside = m_place.side() == ListPlace::Beside;
    setOrientation(isBeside ? Qt::Horizontal : Qt::Vertical);
    m_list->setNarrow(isBeside);
    m_list->setVisible(!m_place.isFolded());
    divide();
}

/// As the person last did, else as much for the list as it needs and leaves the form the larger part.
void ClientsView::divide()
{
    const bool isBeside = side() == ListPlace::Beside;
    const int all = isBeside ? width() : height();
    const int wanted = isBeside ? std::min(m_list->narrowWidth(), all * 3 / 10)
                                : std::min(m_list->heightOf(rowsAbove), all / 2);
    const int extent = m_place.extent(side()) > 0 ? m_place.extent(side()) : wanted;
    setSizes({extent, std::max(1, all - extent)});
}

void ClientsView::resizeEvent(QResizeEvent *event)
{
    QSplitter::resizeEvent(event);
    if (m_place.extent(side()) == 0)
        divide();
}

ClientEditor &ClientsView::editor()
{
    return *static_cast<ClientEditor *>(m_editor->content());
}

void ClientsView::closeCellEditor()
{
    for (QWidget *at = focusWidget(); at && at != this; at = at->parentWidget()) {
        if (auto *table = qobject_cast<QAbstractItemView *>(at))
            return table->setFocus();
    }
}

}
