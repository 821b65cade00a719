#pragma once

#include "ui/client/ListPlace.h"

#include <QSplitter>

#include <functional>

namespace gatehouse {

class ClientEditor;
class ClientList;
class LazyWidget;

/// The list of client applications, and the tabs of the chosen one beside or beneath it.
class ClientsView : public QSplitter
{
    Q_OBJECT

public:
    /// The tabs are made by `makeEditor` when they are first asked for.
    ClientsView(ClientList *list, ListPlace &place, std::function<ClientEditor *()> makeEditor,
                QWidget *parent = nullptr);

    ClientEditor &editor();
    /// What is being typed in a cell is taken over, as by Enter.
    void closeCellEditor();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    void divide();
    ListPlace::Side side() const;

    ClientList *m_list;
    ListPlace &m_place;
    LazyWidget *m_editor;
};

}
