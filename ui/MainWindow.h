#pragma once

#include "domain/Error.h"
#include "store/DatabaseUrl.h"

#include <QFuture>
#include <QMainWindow>

#include <functional>
#include <vector>

class QLabel;
class QSplitter;
class QStackedWidget;
class QUndoGroup;

namespace gatehouse {

class ClientsPage;
class DatabaseErrorPage;
class DatabaseThread;
class Navigation;
class Page;
class PageActions;
class ProblemsArea;
class TransferActions;

/// The window: navigation on the left, the chosen page beside it, problems beneath.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(DatabaseThread &database, const DatabaseUrl &url, QWidget *parent = nullptr);

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void buildPages();
    void addPage(const QString &menu, const QString &title, const char *icon, std::function<Page *()> make);
    Page *pageAt(int index);
    void buildProblems();
    void buildMenus();
    void buildToolBar();
    void restoreState();
    void storeState();

    void openDatabase(const DatabaseUrl &url);
    void awaitOpened();
    void showOpened(const Result<void> &opened);
    void choosePage(int index);
    void showPage(int index);
    void showState();
    Page *currentPage() const;
    void showAbout();

    /// A page is made when it is first opened.
    struct Entry
    {
        QString title;
        std::function<Page *()> make;
        Page *page = nullptr;
    };

    DatabaseThread &m_database;
    DatabaseUrl m_url;
    QFuture<Result<void>> m_opening; ///< under way while the widgets are made
    Navigation *m_navigation;
    std::vector<Entry> m_entries; ///< in the order of the navigation
    int m_shown = 0;              ///< index of the entry whose page is shown
    QSplitter *m_right;           ///< pages above problems
    QStackedWidget *m_pages;
    DatabaseErrorPage *m_errorPage;
    ClientsPage *m_clients;
    ProblemsArea *m_problems;
    PageActions *m_actions;
    TransferActions *m_transfer;
    QUndoGroup *m_undo;
    QLabel *m_place; ///< in the status bar: which database this is
    bool m_open = false;
    bool m_mayClose = false;
};

}
