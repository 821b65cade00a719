#pragma once

#include <QSplitter>

#include <functional>
#include <vector>

class QBoxLayout;
class QSettings;
class QStackedWidget;
class QUndoGroup;

namespace gatehouse {

class AuditNotice;
class CertificateKeeper;
class ClientsPage;
class ListPlace;
class MessageBar;
class Navigation;
class Page;
class ProblemsArea;
class SetUpBanner;
struct ChangeNotice;
struct Presence;
struct Workplace;

/// What is behind the sign-in: navigation on the left, the chosen page beside it, problems beneath.
class Workspace : public QSplitter
{
    Q_OBJECT

public:
    Workspace(Workplace &workplace, QUndoGroup &undo, QWidget *parent = nullptr);

    /// Null until it was refreshed once: nothing of it is made while somebody signs in.
    Page *currentPage() const;
    ProblemsArea &problems() { return *m_problems; }
    ListPlace &listPlace() { return *m_listPlace; }
    /// Pages above problems; the Tasks panel comes beneath.
    QSplitter &column() { return *m_column; }

    /// Above the pages, until it is closed; empty: nothing to tell.
    void tell(const QStringList &texts);
    /// Reads the page that is shown.
    void refresh();
    /// The page that is shown takes what others changed.
    void follow(const ChangeNotice &notice);
    /// The client application that is stored and shown; no key: none is.
    struct OpenClient
    {
        QString key;
        bool isEditing = false;
    };
    OpenClient openClient() const;
    /// Who else has that open; `userId` works here.
    void showOthers(const QList<Presence> &others, const QString &userId);
    /// Compares the audit trail with what this machine remembers of it: when somebody signs in.
    void lookAtAuditTrail();
    /// Another database is opened: nothing of this one stays.
    void forgetDatabase();
    void restoreState(const QSettings &settings);
    void storeState(QSettings &settings) const;

    /// What there is to say of the database as a whole, above all pages.
    MessageBar &databaseBar() { return *m_databaseBar; }

Q_SIGNALS:
    void stateChanged(); ///< another page is shown, or its state changed
    void signInSettingsSaved();
    void serversRead(); ///< their page read them, as after a change

private:
    void buildPages();
    void showBanner(bool isStorageChosen);
    void tellOfFilesLeft(const QString &text);
    AuditNotice &notice();
    QBoxLayout &aboveThePages() const;
    void arrange();
    void addPage(const QString &menu, const QString &title, const char *icon, std::function<Page *()> make);
    Page *pageAt(int index);
    Page *makeClientsPage();
    Page *makeSignInPage();
    Page *makeServersPage();
    Page *makeCertificatesPage();
    void choosePage(int index);
    void choosePageTitled(const QString &title);
    void showPage(int index);

    /// A page is made when it is first opened.
    struct Entry
    {
        QString title;
        std::function<Page *()> make;
        Page *page = nullptr;
    };

    Workplace &m_workplace;
    QUndoGroup &m_undo;
    Navigation *m_navigation;
    std::vector<Entry> m_entries; ///< in the order of the navigation
    int m_shown = 0;              ///< index of the entry whose page is shown
    QSplitter *m_column;
    QStackedWidget *m_pages;
    ClientsPage *m_clients = nullptr;
    ListPlace *m_listPlace;
    ProblemsArea *m_problems;
    CertificateKeeper *m_keeper;
    MessageBar *m_databaseBar;
    SetUpBanner *m_banner = nullptr;      ///< above the pages
    MessageBar *m_notice = nullptr;       ///< above that
    AuditNotice *m_auditNotice = nullptr; ///< above the banner, once there was something to say
    MessageBar *m_filesNotice = nullptr;  ///< likewise
    QString m_filesLeft;                  ///< what it said last
    int m_certificatesPage = 0;
};

}
