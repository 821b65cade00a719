#include "ui/DatabaseNotices.h"
#include "ui/MainWindow.h"
#include "ui/ProblemsArea.h"
#include "ui/Workspace.h"
#include "ui/common/Page.h"
#include "ui/common/Question.h"
#include "ui/common/SecretClipboard.h"
#include "ui/logging/AuditKeeper.h"
#include "ui/meanwhile/Colleagues.h"
#include "ui/signin/SignInPage.h"

#include <QCloseEvent>

/// What is asked before the window is closed, or its database left for another: nothing typed goes by itself.
namespace gatehouse {

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (hasWorkLeft() && !m_mayClose) {
        event->ignore();
        return leaveWork(TasksArea::For::Closing, [this] {
            m_mayClose = true;
            QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
        });
    }
    storeState();
    clearCopiedSecret();
    if (m_who)
        m_auditKeeper->remember();
    m_colleagues->leave();
    QMainWindow::closeEvent(event);
}

void MainWindow::openOther(const DatabaseUrl &url)
{
    // Later, because a page that is left may still be at work, and none of them stays.
    const auto open = [this, url] {
        const auto change = [this, url] {
            leaveDatabase();
            openDatabase(url);
        };
        QMetaObject::invokeMethod(this, change, Qt::QueuedConnection);
    };
    if (m_inside || hasWorkLeft() || m_hiddenDialogs.isAny())
        leaveWork(TasksArea::For::OtherDatabase, open);
    else
        open();
}

/// Whoever signs in next begins with nothing of it.
void MainWindow::leaveDatabase()
{
    if (m_who)
        m_auditKeeper->remember();
    m_auditKeeper->follow({});
    goOutside();
    m_hiddenDialogs.drop();
    m_workspace->forgetDatabase();
    m_tasks.cancelAll();
    m_tasks.clearEnded();
    m_notices->forgetLost();
    m_who.reset();
    m_isSignedOut = false;
}

bool MainWindow::hasWorkLeft() const
{
    return isModified() || m_tasks.isAnyRunning();
}

bool MainWindow::isModified() const
{
    const Page *page = m_workspace->currentPage();
    return page && page->isModified();
}

void MainWindow::leaveWork(TasksArea::For what, const std::function<void()> &then)
{
    if (m_inside)
        leave(what, then);
    else if (m_isSignedOut || m_notices->isLost())
        leaveUnsaved(what, then);
    else
        m_signIn->explainUnsaved();
}

/// Asks about what is unsaved, then about tasks that run.
void MainWindow::leave(TasksArea::For what, const std::function<void()> &then)
{
    const auto leaveTasks = [this, what, then] { m_tasksArea->leave(what, then); };
    if (Page *page = m_workspace->currentPage())
        page->leave(leaveTasks);
    else
        leaveTasks();
}

/// Where nobody can unlock, what is unsaved can still be given up; it is not shown to anybody.
void MainWindow::leaveUnsaved(TasksArea::For what, const std::function<void()> &then)
{
    const bool isClosing = what == TasksArea::For::Closing;
    const Question question{
        .title = isClosing ? tr("Close Gatehouse") : tr("Open database"),
        .text = tr("There are unsaved edits or running tasks, and nobody is signed in."),
        .details = isClosing ? tr("They are lost when the window closes. A main administrator who "
                                  "signs in here can still save them.")
                             : tr("They are lost when another database is opened. A main administrator who "
                                  "signs in here can still save them."),
        .buttons = {isClosing ? tr("Close without saving") : tr("Open without saving"), tr("Cancel")},
        .destructive = 0};
    question.ask(this, [then](int answer) {
        if (answer == 0)
            then();
    });
}

}
