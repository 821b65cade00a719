#include "ui/MainWindow.h"

#include "services/ClientTarget.h"
#include "services/export/NeededFiles.h"
#include "ui/DatabaseErrorPage.h"
#include "ui/DatabaseNotices.h"
#include "ui/PageActions.h"
#include "ui/ProblemsArea.h"
#include "ui/WindowMenus.h"
#include "ui/Workspace.h"
#include "ui/client/ListPlace.h"
#include "ui/common/Contrast.h"
#include "ui/common/Icons.h"
#include "ui/common/MessageBar.h"
#include "ui/common/SecretClipboard.h"
#include "ui/logging/AuditKeeper.h"
#include "ui/meanwhile/Colleagues.h"
#include "ui/opening/DatabaseOpener.h"
#include "ui/servers/ServerActions.h"
#include "ui/signin/IdleLock.h"
#include "ui/signin/SignInPage.h"
#include "ui/tasks/TasksArea.h"
#include "ui/transfer/TransferActions.h"

#include <KSqueezedTextLabel>
#include <QMessageBox>
#include <QScreen>
#include <QSettings>
#include <QShowEvent>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTimer>
#include <QUndoGroup>

#include <utility>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// Sooner than a try counts as broken off.
constexpr std::chrono::seconds settleAgain{5};

/// Where there is no database yet, one is made.
DatabaseThread::Check checkOf(const DatabaseUrl &url, const AppSettings &settings)
{
    return [url, settings] { return NeededFiles::of(settings).checkNewDatabase(url); };
}

}

MainWindow::MainWindow(DatabaseThread &database, const DatabaseUrl &url, const AppSettings &settings,
                       QWidget *parent)
    : QMainWindow(parent)
    , m_workplace{database, m_tasks, url, settings}
    , m_opening(database.open(url, checkOf(url, settings)))
    , m_opener(new DatabaseOpener(*this))
    , m_undo(new QUndoGroup(this))
    , m_workspace(new Workspace(m_workplace, *m_undo))
    , m_signIn(new SignInPage(database))
    , m_errorPage(new DatabaseErrorPage)
    , m_front(new QStackedWidget)
    , m_tasksArea(new TasksArea(m_tasks, m_workspace->column(), *statusBar(), this))
    , m_actions(new PageActions(this))
    , m_transfer(new TransferActions(m_workplace, *this, [this] { return currentPage(); }))
    , m_servers(new ServerActions(m_workplace, *this, [this] { return currentPage(); }))
    , m_menus(new WindowMenus({*m_opener,
                               *m_actions,
                               *m_transfer,
                               *m_servers,
                               *m_undo,
                               m_workspace->listPlace().actions(),
                               {m_workspace->problems().toggleAction(), m_tasksArea->toggleAction()}},
                              *this))
    , m_idleLock(new IdleLock(this))
    , m_auditKeeper(new AuditKeeper(m_workplace, this))
    , m_place(new KSqueezedTextLabel)
    , m_notices(
          new DatabaseNotices(m_workplace, {m_workspace->databaseBar(), m_signIn->databaseBar()}, *this))
    , m_colleagues(std::make_unique<Colleagues>(database, *m_workspace, *this))
{
    setWindowTitle(tr("Gatehouse[*]"));
    setWindowIcon(icons::themed("dialog-password"));
    buildFront();
    connectActions();
    m_place->setTextFormat(Qt::PlainText);
    m_place->setTextElideMode(Qt::ElideMiddle);
    m_place->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    statusBar()->addPermanentWidget(m_place);
    restoreState();
    showState();
    awaitOpened();
}

/// A task that waits for the server would be waited for.
MainWindow::~MainWindow()
{
    m_workplace.database.giveUp();
}

void MainWindow::buildFront()
{
    for (QWidget *part : {static_cast<QWidget *>(m_signIn), static_cast<QWidget *>(m_workspace),
                          static_cast<QWidget *>(m_errorPage)})
        m_front->addWidget(part);
    setCentralWidget(m_front);
    connect(m_signIn, &SignInPage::signedIn, this, &MainWindow::enter);
    connect(m_signIn, &SignInPage::notUnlocked, this, &MainWindow::lookWhetherSignedOut);
    connect(m_errorPage, &DatabaseErrorPage::retryChosen, this, [this] { openDatabase(m_workplace.url); });
    connect(m_errorPage, &DatabaseErrorPage::otherWanted, m_opener, &DatabaseOpener::choose);
    connect(m_opener, &DatabaseOpener::chosen, this, &MainWindow::openOther);
    connect(m_opener, &DatabaseOpener::passwordKnown, this, &MainWindow::openDatabase);
    connect(m_opener, &DatabaseOpener::notKept, this,
            [this](const Error &why) { m_signIn->databaseBar().showError(why); });
}

void MainWindow::connectActions()
{
    connect(m_workspace, &Workspace::stateChanged, this, &MainWindow::showState);
    connect(m_workspace, &Workspace::signInSettingsSaved, this, &MainWindow::loadPatience);
    connect(m_colleagues.get(), &Colleagues::changed, this, &MainWindow::takeChanges);
    connect(m_workspace, &Workspace::serversRead, m_servers, &ServerActions::lookForServers);
    connect(m_actions, &PageActions::triggered, this, [this](Page::Action action) {
        if (Page *page = currentPage())
            page->trigger(action);
    });
    connect(m_tasksArea, &TasksArea::recordsChanged, this, [this] {
        if (m_inside)
            m_workspace->refresh();
    });
    connect(m_menus, &WindowMenus::refreshChosen, this, [this] {
        if (m_inside)
            m_workspace->refresh();
    });
    connect(m_menus, &WindowMenus::lockChosen, this, &MainWindow::lock);
    connect(m_menus, &WindowMenus::aboutChosen, this, &MainWindow::showAbout);
    connect(m_idleLock, &IdleLock::idle, this, &MainWindow::lock);
    connect(&m_workplace.database, &DatabaseThread::lost, this, &MainWindow::showLost);
    connect(&m_workplace.database, &DatabaseThread::found, this, [this] {
        if (!m_who)
            m_front->setCurrentWidget(m_signIn);
        comeBack();
    });
    connect(&m_workplace.database, &DatabaseThread::answered, this, &MainWindow::comeBack);
    connect(m_notices, &DatabaseNotices::openedAgain, this, [this] {
        m_isReopened = true;
        signOut(tr("The database was opened again, and may be another one now. Sign in to go on. What you "
                   "typed is still there."));
    });
    connect(m_notices, &DatabaseNotices::readOnlyKnown, this, [this] {
        m_actions->setReadOnly(m_workplace.readOnly);
        showState();
    });
}

/// What others changed and no page shows.
void MainWindow::takeChanges(const ChangeNotice &notice)
{
    if (notice.isAbout({"server"_L1}))
        m_servers->lookForServers();
    if (notice.isAbout({"setting"_L1}))
        loadPatience();
    if (notice.isAbout({"iam_user"_L1}))
        m_notices->lookWhetherAuditor();
}

void MainWindow::openDatabase(const DatabaseUrl &url)
{
    m_colleagues->leave();
    m_workplace.url = url;
    m_workspace->databaseBar().dismiss();
    m_workplace.signedIn.reset();
    m_opening = m_workplace.database.open(url, checkOf(url, m_workplace.settings));
    showState();
    awaitOpened();
}

void MainWindow::showLost(const Error &error)
{
    if (!m_who) {
        m_front->setCurrentWidget(m_errorPage);
        return m_errorPage->showError(error);
    }
    m_notices->showLost(error);
}

/// What is shown was read before the server was away, or could not be read.
void MainWindow::comeBack()
{
    if (!m_who)
        return m_signIn->begin();
    if (!m_inside)
        return;
    m_workspace->refresh();
    m_workspace->lookAtAuditTrail();
    m_servers->lookForServers();
}

void MainWindow::awaitOpened()
{
    m_opening.then(this, [this, url = m_workplace.url.text()](const Result<void> &opened) {
        if (url == m_workplace.url.text()) // else another was chosen meanwhile
            showOpened(opened);
    });
}

void MainWindow::showOpened(const Result<void> &opened)
{
    if (opened) {
        m_opener->noteOpened(m_workplace.url);
        m_front->setCurrentWidget(m_signIn);
        m_signIn->begin();
        m_notices->lookWhetherReadOnly();
    } else {
        m_front->setCurrentWidget(m_errorPage);
        m_errorPage->showError(opened.error());
        m_opener->offerPassword(m_workplace.url, opened.error());
    }
    showState();
}

void MainWindow::enter(const signin::Administrator &who)
{
    const bool isUnlocked = m_who && !std::exchange(m_isSignedOut, false);
    const bool isOther = m_who && (m_who->userId != who.userId || m_who->isAuditor != who.isAuditor);
    m_who = who;
    m_workplace.signedIn = who.session;
    m_auditKeeper->follow(who.session);
    m_notices->setAuditor(who.isAuditor);
    who.session->ended().then(this, [this, session = std::weak_ptr(who.session)](const Error &why) {
        if (m_workplace.signedIn == session.lock() && !m_isSignedOut) // else it was told why already
            signOut(why.text);
    });
    m_inside = true;
    m_workspace->tell(signin::notices(who, localTime));
    m_front->setCurrentWidget(m_workspace);
    m_colleagues->enter(who.userId);
    if (!isUnlocked || std::exchange(m_isReopened, false))
        m_workspace->refresh();
    if (isOther)
        m_hiddenDialogs.drop();
    else
        m_hiddenDialogs.showAgain();
    m_workspace->lookAtAuditTrail();
    m_servers->lookForServers();
    loadPatience();
    settleSignIn();
    tidyKeys();
    showState();
}

/// As a command does at its beginning.
void MainWindow::tidyKeys()
{
    m_workplace.database.run([encryption = m_workplace.encryption()](Database &database) -> Result<void> {
        encryption.tidy(database);
        return {};
    });
}

void MainWindow::settleSignIn()
{
    m_workplace.database.run(signin::settle).then(this, [this](const Result<void> &settled) {
        if (!settled && m_inside)
            QTimer::singleShot(settleAgain, this, &MainWindow::settleSignIn);
    });
}

bool MainWindow::goOutside()
{
    if (!m_inside)
        return false;
    m_inside = false;
    m_idleLock->setPatience({});
    clearCopiedSecret();
    m_hiddenDialogs.hideThoseOf(*this);
    m_front->setCurrentWidget(m_signIn);
    return true;
}

void MainWindow::lock()
{
    if (!goOutside())
        return;
    m_colleagues->lock();
    m_auditKeeper->remember(); // nobody may come back
    m_signIn->lock(*m_who);
    showState();
}

void MainWindow::signOut(const QString &why)
{
    goOutside();
    m_colleagues->leave();
    m_isSignedOut = true;
    m_signIn->askAgain(why);
    showState();
}

/// While the window is locked nothing else asks; this does not answer but ends that session.
void MainWindow::lookWhetherSignedOut()
{
    m_workplace.database.run([who = m_workplace.signedIn](Database &database) {
        return who ? who->check(database) : Result<void>();
    });
}

void MainWindow::loadPatience()
{
    m_workplace.database.run(store::loadSignInSettings)
        .then(this, [this](const Result<store::SignInSettings> &settings) {
            if (m_inside)
                m_idleLock->setPatience(
                    std::chrono::minutes(settings.value_or(store::SignInSettings()).lockAfterMinutes));
        });
}

Page *MainWindow::currentPage() const
{
    return m_inside ? m_workspace->currentPage() : nullptr;
}

void MainWindow::showState()
{
    const Page *page = currentPage();
    m_actions->show(page);
    m_transfer->setEnabled(m_inside);
    m_transfer->showTarget(page ? page->selectedClients() : ClientTarget());
    m_servers->setEnabled(m_inside);
    m_servers->showTarget(page ? page->selectedClients() : ClientTarget());
    m_menus->setSignedIn(m_inside);
    m_tasksArea->setSilent(!m_inside);
    m_undo->setActiveStack(m_inside ? m_workspace->currentPage()->undoStack() : nullptr);
    setWindowModified(isModified());
    const QString name = m_workplace.url.name();
    const QString place = m_who ? tr("%1 · %2").arg(m_who->userId, name) : name;
    m_place->setText(place);
    m_place->setAccessibleName(place);
}

void MainWindow::showAbout()
{
    QMessageBox::about(
        this, tr("About Gatehouse"),
        tr("Gatehouse %1 configures OAuth 2.0 and OpenID Connect client applications.\n\nDatabase: %2")
            .arg(QCoreApplication::applicationVersion(), m_workplace.url.text()));
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange) {
        icons::followPalette(palette());
        contrast::makeReadable();
    }
    QMainWindow::changeEvent(event);
}

void MainWindow::showEvent(QShowEvent *event)
{
    if (!event->spontaneous()) // not each time that it comes back from the task bar
        m_workspace->listPlace().suit(width());
    QMainWindow::showEvent(event);
}

void MainWindow::restoreState()
{
    const QSettings settings;
    resize(QSize(1280, 800).boundedTo(screen()->availableSize()));
    restoreGeometry(settings.value("window/geometry").toByteArray());
    QMainWindow::restoreState(settings.value("window/state").toByteArray());
    m_workspace->restoreState(settings);
}

void MainWindow::storeState()
{
    QSettings settings;
    settings.setValue("window/geometry", saveGeometry());
    settings.setValue("window/state", saveState());
    m_workspace->storeState(settings);
}

}
