#include "ui/MainWindow.h"

#include "domain/ClientField.h"
#include "store/DatabaseThread.h"
#include "ui/DatabaseErrorPage.h"
#include "ui/Navigation.h"
#include "ui/PageActions.h"
#include "ui/ProblemsArea.h"
#include "ui/ProblemsPanel.h"
#include "ui/client/ClientsPage.h"
#include "ui/client/ValidationController.h"
#include "ui/common/Icons.h"
#include "ui/common/SecretClipboard.h"
#include "ui/languages/LanguagesPage.h"
#include "ui/resources/CustomResourcesPage.h"
#include "ui/scopes/ApiScopesPage.h"
#include "ui/settings/LicencePage.h"
#include "ui/transfer/TransferActions.h"
#include "ui/users/UsersPage.h"

#include <QCloseEvent>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>
#include <QUndoGroup>
#include <QUndoStack>

using namespace Qt::StringLiterals;

namespace gatehouse {

MainWindow::MainWindow(DatabaseThread &database, const DatabaseUrl &url, QWidget *parent)
    : QMainWindow(parent)
    , m_database(database)
    , m_url(url)
    , m_opening(database.open(url))
    , m_navigation(new Navigation)
    , m_right(new QSplitter)
    , m_pages(new QStackedWidget)
    , m_errorPage(new DatabaseErrorPage)
    , m_clients(new ClientsPage(database))
    , m_problems(new ProblemsArea)
    , m_actions(new PageActions(this))
    , m_transfer(new TransferActions(database, *this, [this] { return currentPage(); }))
    , m_undo(new QUndoGroup(this))
    , m_place(new QLabel)
{
    setWindowTitle(tr("Gatehouse[*]"));
    setWindowIcon(icons::themed("dialog-password"));
    buildPages();
    buildProblems();
    buildMenus();
    buildToolBar();
    statusBar()->addPermanentWidget(m_place);
    restoreState();
    showState();
    awaitOpened();
}

void MainWindow::buildPages()
{
    const QString clientApps = tr("Client apps");
    const QString settings = tr("Settings");
    addPage(clientApps, tr("Client applications"), "applications-internet", [this] { return m_clients; });
    addPage(clientApps, tr("Custom resources"), "view-list-details",
            [this] { return new CustomResourcesPage(m_database); });
    addPage(clientApps, tr("API scopes"), "code-context", [this] { return new ApiScopesPage(m_database); });
    addPage(tr("Authorization"), tr("Users"), "user-identity", [this] { return new UsersPage(m_database); });
    addPage(settings, tr("Languages"), "preferences-desktop-locale",
            [this] { return new LanguagesPage(m_database); });
    addPage(settings, tr("Licence"), "license", [this] { return new LicencePage(m_database); });
    pageAt(0);
    m_pages->addWidget(m_errorPage);
    connect(m_navigation, &Navigation::pageChosen, this, &MainWindow::choosePage, Qt::QueuedConnection);
    connect(m_errorPage, &DatabaseErrorPage::retryChosen, this, [this] { openDatabase(m_url); });
    connect(m_errorPage, &DatabaseErrorPage::otherFileChosen, this, [this](const QString &path) {
        if (const auto url = DatabaseUrl::parse("sqlite:"_L1 + path))
            openDatabase(*url);
    });

    m_right->setOrientation(Qt::Vertical);
    m_right->addWidget(m_pages);
    m_right->addWidget(m_problems);
    m_right->setStretchFactor(0, 1);
    m_right->setChildrenCollapsible(false);
    m_right->setSizes({600, 110});

    auto *splitter = new QSplitter;
    splitter->addWidget(m_navigation);
    splitter->addWidget(m_right);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({190, 1000});
    setCentralWidget(splitter);
}

void MainWindow::addPage(const QString &menu, const QString &title, const char *icon,
                         std::function<Page *()> make)
{
    m_navigation->addPage(menu, title, icon, int(m_entries.size()));
    m_entries.emplace_back(title, std::move(make));
}

Page *MainWindow::pageAt(int index)
{
    Entry &entry = m_entries.at(std::size_t(index));
    if (!entry.page) {
        entry.page = entry.make();
        entry.page->setObjectName(entry.title);
        m_pages->addWidget(entry.page);
        if (QUndoStack *stack = entry.page->undoStack())
            m_undo->addStack(stack);
        connect(entry.page, &Page::stateChanged, this, &MainWindow::showState);
    }
    return entry.page;
}

void MainWindow::buildProblems()
{
    ValidationController &validation = m_clients->validation();
    connect(&validation, &ValidationController::validated, m_problems,
            [this, &validation] { m_problems->panel().setProblems(validation.problems()); });
    connect(&m_problems->panel(), &ProblemsPanel::problemChosen, m_clients, &ClientsPage::goTo);
}

void MainWindow::buildMenus()
{
    using Action = Page::Action;
    PageActions &actions = *m_actions;
    connect(m_actions, &PageActions::triggered, this, [this](Action action) {
        if (Page *page = currentPage())
            page->trigger(action);
    });

    QMenu *file = menuBar()->addMenu(tr("&File"));
    file->addActions({m_transfer->importAction(), m_transfer->exportAction()});
    file->addSeparator();
    QAction *quit = file->addAction(icons::themed("application-exit"), tr("&Quit"),
                                    QKeySequence(tr("Ctrl+Q")), this, &QWidget::close);
    quit->setMenuRole(QAction::QuitRole);

    QMenu *edit = menuBar()->addMenu(tr("&Edit"));
    QAction *undo = m_undo->createUndoAction(this, tr("&Undo"));
    QAction *redo = m_undo->createRedoAction(this, tr("&Redo"));
    undo->setShortcut(QKeySequence::Undo);
    redo->setShortcut(QKeySequence::Redo);
    undo->setIcon(icons::themed("edit-undo"));
    redo->setIcon(icons::themed("edit-redo"));
    edit->addActions({undo, redo});
    edit->addSeparator();
    edit->addActions({actions[Action::Add], actions[Action::Duplicate], actions[Action::Save],
                      actions[Action::Revert], actions[Action::Delete]});
    edit->addSeparator();
    edit->addAction(actions[Action::Find]);

    QMenu *client = menuBar()->addMenu(tr("&Client application"));
    client->addActions({actions[Action::AddSecret], actions[Action::Enable], actions[Action::Disable]});

    QMenu *view = menuBar()->addMenu(tr("&View"));
    view->addAction(m_problems->toggleAction());
    QMenu *help = menuBar()->addMenu(tr("&Help"));
    help->addAction(tr("&About Gatehouse"), this, &MainWindow::showAbout);
}

void MainWindow::buildToolBar()
{
    using Action = Page::Action;
    PageActions &actions = *m_actions;
    QToolBar *bar = addToolBar(tr("Actions"));
    bar->setObjectName("actions");
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setMovable(false);
    bar->addActions({actions[Action::Add], actions[Action::Duplicate]});
    bar->addSeparator();
    bar->addActions({actions[Action::Save], actions[Action::Revert], actions[Action::Delete]});
    bar->addSeparator();
    bar->addActions({actions[Action::AddSecret]});
    bar->addSeparator();
    bar->addActions({m_transfer->exportAction(), m_transfer->importAction()});
}

void MainWindow::openDatabase(const DatabaseUrl &url)
{
    m_url = url;
    m_open = false;
    showState();
    m_opening = m_database.open(url);
    awaitOpened();
}

void MainWindow::awaitOpened()
{
    m_opening.then(this, [this](const Result<void> &opened) { showOpened(opened); });
}

void MainWindow::showOpened(const Result<void> &opened)
{
    m_open = opened.has_value();
    m_navigation->setEnabled(m_open);
    if (m_open) {
        showPage(m_shown);
    } else {
        m_errorPage->showError(opened.error());
        m_pages->setCurrentWidget(m_errorPage);
    }
    showState();
}

Page *MainWindow::currentPage() const
{
    return qobject_cast<Page *>(m_pages->currentWidget());
}

void MainWindow::choosePage(int index)
{
    if (index != m_shown)
        currentPage()->leave([this, index] { showPage(index); }, [this] { m_navigation->showPage(m_shown); });
}

void MainWindow::showPage(int index)
{
    m_shown = index;
    m_pages->setCurrentWidget(pageAt(index));
    m_navigation->showPage(index);
    m_undo->setActiveStack(currentPage()->undoStack());
    m_problems->setApplies(currentPage() == m_clients);
    currentPage()->refresh();
    showState();
}

void MainWindow::showState()
{
    const Page *page = m_open ? currentPage() : nullptr;
    m_actions->show(page);
    m_transfer->setEnabled(m_open);
    setWindowModified(page && page->isModified());
    m_place->setText(m_url.path());
}

void MainWindow::showAbout()
{
    QMessageBox::about(
        this, tr("About Gatehouse"),
        tr("Gatehouse %1 configures OAuth 2.0 and OpenID Connect client applications.\n\nDatabase: %2")
            .arg(QCoreApplication::applicationVersion(), m_url.text()));
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    Page *page = currentPage();
    if (page && page->isModified() && !m_mayClose) {
        event->ignore();
        page->leave([this] {
            m_mayClose = true;
            QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
        });
        return;
    }
    storeState();
    clearCopiedSecret();
    QMainWindow::closeEvent(event);
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        icons::followPalette(palette());
    QMainWindow::changeEvent(event);
}

void MainWindow::restoreState()
{
    const QSettings settings;
    resize(1280, 800);
    restoreGeometry(settings.value("window/geometry").toByteArray());
    QMainWindow::restoreState(settings.value("window/state").toByteArray());
    m_right->restoreState(settings.value("window/right").toByteArray());
    m_problems->setWanted(settings.value("window/problems", true).toBool());
    m_clients->restoreLayout(settings.value("window/clients").toByteArray());
}

void MainWindow::storeState()
{
    QSettings settings;
    settings.setValue("window/geometry", saveGeometry());
    settings.setValue("window/state", saveState());
    settings.setValue("window/right", m_right->saveState());
    settings.setValue("window/problems", m_problems->isWanted());
    settings.setValue("window/clients", m_clients->saveLayout());
}

}
