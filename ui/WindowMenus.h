#pragma once

#include <QList>
#include <QObject>

class QAction;
class QMainWindow;
class QUndoGroup;

namespace gatehouse {

class DatabaseOpener;
class PageActions;
class ServerActions;
class TransferActions;

/// Menu bar and toolbar of the window: where each action stands.
class WindowMenus : public QObject
{
    Q_OBJECT

public:
    struct Actions
    {
        DatabaseOpener &opener;
        PageActions &page;
        TransferActions &transfer;
        ServerActions &servers;
        QUndoGroup &undo;
        QList<QAction *> list;   ///< where the list of client applications stands
        QList<QAction *> panels; ///< which are shown
    };

    WindowMenus(const Actions &actions, QMainWindow &window);

    /// Whether somebody is signed in, so that there is something to read again and to lock.
    void setSignedIn(bool signedIn);

Q_SIGNALS:
    void refreshChosen();
    void lockChosen();
    void aboutChosen();

private:
    void buildMenus(const Actions &actions, QMainWindow &window);
    static void buildToolBar(const Actions &actions, QMainWindow &window);

    QAction *m_refresh = nullptr;
    QAction *m_lock = nullptr;
};

}
