#pragma once

#include "domain/Error.h"
#include "services/signin/SignIn.h"
#include "services/tasks/TaskRunner.h"
#include "ui/common/Workplace.h"
#include "ui/signin/IdleLock.h"
#include "ui/tasks/TasksArea.h"

#include <QFuture>
#include <QMainWindow>

#include <functional>
#include <memory>
#include <optional>

class KSqueezedTextLabel;
class QStackedWidget;
class QUndoGroup;

namespace gatehouse {

class AuditKeeper;
class Colleagues;
class DatabaseErrorPage;
class DatabaseNotices;
class DatabaseOpener;
class IdleLock;
class Page;
class PageActions;
class ServerActions;
class SignInPage;
class TransferActions;
class WindowMenus;
class Workspace;
struct ChangeNotice;

/// The window: whoever signs in gets to the workspace, until it locks.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(DatabaseThread &database, const DatabaseUrl &url, const AppSettings &settings = AppSettings(),
               QWidget *parent = nullptr);
    ~MainWindow() override;

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void buildFront();
    void connectActions();
    void restoreState();
    void storeState();

    void takeChanges(const ChangeNotice &notice);
    /// Once nothing that is typed here would be lost.
    void openOther(const DatabaseUrl &url);
    void leaveDatabase();
    void openDatabase(const DatabaseUrl &url);
    void showLost(const Error &error);
    void comeBack();
    void awaitOpened();
    void showOpened(const Result<void> &opened);
    void enter(const signin::Administrator &who);
    void lock();
    /// Nobody is signed in any more; what was typed stays for whoever signs in next.
    void signOut(const QString &why);
    void lookWhetherSignedOut();
    /// Tries until it is done.
    void settleSignIn();
    void tidyKeys();
    /// Puts the sign-in page in front; says whether somebody was inside.
    bool goOutside();
    void loadPatience();

    /// The page that is shown; null where nobody is signed in.
    Page *currentPage() const;
    void showState();
    void showAbout();
    bool hasWorkLeft() const;
    bool isModified() const;
    /// Goes on once nothing that is typed would be lost, or somebody has given it up.
    void leaveWork(TasksArea::For what, const std::function<void()> &then);
    void leave(TasksArea::For what, const std::function<void()> &then);
    void leaveUnsaved(TasksArea::For what, const std::function<void()> &then);

    TaskRunner m_tasks; ///< goes before the widgets, none of which asks it for anything at its end
    Workplace m_workplace;
    QFuture<Result<void>> m_opening; ///< under way while the widgets are made
    DatabaseOpener *m_opener;
    QUndoGroup *m_undo;
    Workspace *m_workspace;
    SignInPage *m_signIn;
    DatabaseErrorPage *m_errorPage;
    QStackedWidget *m_front; ///< one of the three
    TasksArea *m_tasksArea;
    PageActions *m_actions;
    TransferActions *m_transfer;
    ServerActions *m_servers;
    WindowMenus *m_menus;
    IdleLock *m_idleLock;
    AuditKeeper *m_auditKeeper;
    HiddenDialogs m_hiddenDialogs;
    KSqueezedTextLabel *m_place; ///< in the status bar: which database this is, and who is signed in
    DatabaseNotices *m_notices;
    std::unique_ptr<Colleagues> m_colleagues; ///< before the workspace that it works with
    std::optional<signin::Administrator> m_who;
    bool m_inside = false;      ///< somebody is signed in, and the window is not locked
    bool m_isReopened = false;  ///< what is shown may be of another file
    bool m_isSignedOut = false; ///< who was signed in may not any more
    bool m_mayClose = false;
};

}
