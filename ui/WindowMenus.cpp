#include "ui/WindowMenus.h"

#include "ui/PageActions.h"
#include "ui/common/Icons.h"
#include "ui/opening/DatabaseOpener.h"
#include "ui/servers/ServerActions.h"
#include "ui/transfer/TransferActions.h"

#include <QMainWindow>
#include <QMenuBar>
#include <QToolBar>
#include <QToolButton>
#include <QUndoGroup>

namespace gatehouse {

using Action = Page::Action;

WindowMenus::WindowMenus(const Actions &actions, QMainWindow &window) : QObject(&window)
{
    buildMenus(actions, window);
    buildToolBar(actions, window);
}

void WindowMenus::buildMenus(const Actions &actions, QMainWindow &window)
{
    const PageActions &page = actions.page;
    QMenu *file = window.menuBar()->addMenu(tr("&File"));
    file->addAction(actions.opener.openAction());
    file->addMenu(actions.opener.recentMenu());
    file->addSeparator();
    file->addActions({actions.transfer.importAction(), actions.transfer.exportAction()});
    file->addSeparator();
    file->addActions(actions.servers.actions());
    file->addSeparator();
    m_lock = file->addAction(icons::themed("system-lock-screen"), tr("&Lock"), QKeySequence(tr("Ctrl+L")),
                             this, &WindowMenus::lockChosen);
    QAction *quit = file->addAction(icons::themed("application-exit"), tr("&Quit"),
                                    QKeySequence(tr("Ctrl+Q")), &window, &QWidget::close);
    quit->setMenuRole(QAction::QuitRole);

    QMenu *edit = window.menuBar()->addMenu(tr("&Edit"));
    QAction *undo = actions.undo.createUndoAction(&window, tr("&Undo"));
    QAction *redo = actions.undo.createRedoAction(&window, tr("&Redo"));
    undo->setShortcut(QKeySequence::Undo);
    redo->setShortcut(QKeySequence::Redo);
    undo->setIcon(icons::themed("edit-undo"));
    redo->setIcon(icons::themed("edit-redo"));
    edit->addActions({undo, redo});
    edit->addSeparator();
    edit->addActions({page[Action::Add], page[Action::Duplicate], page[Action::Save], page[Action::Revert]});
    edit->addAction(page.heading());
    edit->addAction(page[Action::Delete]);
    edit->addSeparator();
    edit->addAction(page[Action::Find]);

    QMenu *client = window.menuBar()->addMenu(tr("&Client application"));
    client->addActions({page[Action::AddSecret], page[Action::AddEncryptedSecret]});
    client->addAction(page.heading());
    client->addActions({page[Action::Enable], page[Action::Disable]});

    QMenu *view = window.menuBar()->addMenu(tr("&View"));
    m_refresh = view->addAction(icons::themed("view-refresh"), tr("&Refresh"), QKeySequence::Refresh, this,
                                &WindowMenus::refreshChosen);
    m_refresh->setStatusTip(tr("Read again what is stored; what you typed stays"));
    view->addSeparator();
    view->addActions(actions.list);
    view->addSeparator();
    view->addActions(actions.panels);
    window.menuBar()
        ->addMenu(tr("&Help"))
        ->addAction(tr("&About Gatehouse"), this, &WindowMenus::aboutChosen);
}

void WindowMenus::buildToolBar(const Actions &actions, QMainWindow &window)
{
    const PageActions &page = actions.page;
    QToolBar *bar = window.addToolBar(tr("Actions"));
    bar->setObjectName("actions");
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setMovable(false);
    bar->addActions({page[Action::Add], page[Action::Duplicate]});
    bar->addSeparator();
    bar->addActions({page[Action::Save], page[Action::Revert], page[Action::Delete]});
    bar->addSeparator();
    bar->addActions({page[Action::AddSecret], page[Action::AddEncryptedSecret]});
    bar->addSeparator();
    bar->addActions({actions.transfer.exportAction(), actions.transfer.importAction()});
    bar->addSeparator();
    bar->addActions(actions.servers.actions());
    // Their texts would take the room of the others; a screen reader and a tool tip say them.
    for (QAction *action : actions.servers.actions())
        qobject_cast<QToolButton *>(bar->widgetForAction(action))->setToolButtonStyle(Qt::ToolButtonIconOnly);
}

void WindowMenus::setSignedIn(bool signedIn)
{
    m_refresh->setEnabled(signedIn);
    m_lock->setEnabled(signedIn);
}

}
