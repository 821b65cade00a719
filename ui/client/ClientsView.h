#pragma once

#include <QSplitter>

#include <functional>

namespace gatehouse {

class ClientEditor;
class LazyWidget;

/// The list above, the tabs of the chosen client application beneath.
class ClientsView : public QSplitter
{
    Q_OBJECT

public:
    /// The tabs are made by `makeEditor` when they are first asked for.
    ClientsView(QWidget *list, std::function<ClientEditor *()> makeEditor, QWidget *parent = nullptr);

    ClientEditor &editor();
    /// What is being typed in a cell is taken over, as by Enter.
    void closeCellEditor();

private:
    LazyWidget *m_editor;
};

}
