#include "ui/client/ClientsView.h"

#include "ui/client/ClientEditor.h"
#include "ui/common/LazyWidget.h"

#include <QAbstractItemView>

namespace gatehouse {

ClientsView::ClientsView(QWidget *list, std::function<ClientEditor *()> makeEditor, QWidget *parent)
    : QSplitter(Qt::Vertical, parent)
    , m_editor(new LazyWidget(std::move(makeEditor), LazyWidget::When::Asked))
{
    addWidget(list);
    addWidget(m_editor);
    setChildrenCollapsible(false);
    m_editor->setMinimumHeight(300); // the same for every tab, so that the list does not jump
    setStretchFactor(0, 2);
    setStretchFactor(1, 3);
    setSizes({210, 350});
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
