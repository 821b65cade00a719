#include "ui/Workspace.h"

#include "domain/ClientField.h"
#include "store/watch/ChangeNotice.h"
#include "store/watch/Presence.h"
#include "ui/Navigation.h"
#include "ui/ProblemsArea.h"
#include "ui/ProblemsPanel.h"
#include "ui/client/ClientsPage.h"
#include "ui/client/ListPlace.h"
#include "ui/client/ValidationController.h"
#include "ui/common/MessageBar.h"
#include "ui/common/Workplace.h"
#include "ui/languages/LanguagesPage.h"
#include "ui/logging/AuditNotice.h"
#include "ui/logging/AuditPage.h"
#include "ui/resources/CustomResourcesPage.h"
#include "ui/scopes/ApiScopesPage.h"
#include "ui/security/CertificateKeeper.h"
#include "ui/security/CertificatesPage.h"
#include "ui/security/EncryptionPage.h"
#include "ui/security/SetUpBanner.h"
#include "ui/servers/ServersPage.h"
#include "ui/settings/LicencePage.h"
#include "ui/settings/SignInSettingsPage.h"
#include "ui/users/UsersPage.h"

#include <QBoxLayout>
#include <QSettings>
#include <QStackedWidget>
#include <QUndoGroup>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace gatehouse {

Workspace::Workspace(Workplace &workplace, QUndoGroup &undo, QWidget *parent)
    : QSplitter(parent)
    , m_workplace(workplace)
    , m_undo(undo)
    , m_navigation(new Navigation)
    , m_column(new QSplitter(Qt::Vertical))
    , m_pages(new QStackedWidget)
    , m_listPlace(new ListPlace(this))
    , m_problems(new ProblemsArea)
    , m_keeper(new CertificateKeeper(workplace, this))
    , m_databaseBar(new MessageBar)
{
    buildPages();
    arrange();
    connect(m_navigation, &Navigation::pageChosen, this, &Workspace::choosePage, Qt::QueuedConnection);
    connect(m_keeper, &CertificateKeeper::storageKnown, this, &Workspace::showBanner);
    connect(m_keeper, &CertificateKeeper::filesLeft, this, &Workspace::tellOfFilesLeft);
}

void Workspace::buildPages()
{
    DatabaseThread &database = m_workplace.database;
    const QString clientApps = tr("Client apps");
    const QString settings = tr("Settings");
    addPage(clientApps, tr("Client applications"), "applications-internet",
            [this] { return makeClientsPage(); });
    addPage(clientApps, tr("Custom resources"), "view-list-details",
            [&database] { return new CustomResourcesPage(database); });
    addPage(clientApps, tr("API scopes"), "code-context",
            [&database] { return new ApiScopesPage(database); });
    addPage(tr("Authorization"), tr("Users"), "user-identity",
            [&database] { return new UsersPage(database); });
    addPage(settings, tr("Servers"), "network-server", [this] { return makeServersPage(); });
    addPage(settings, tr("Languages"), "languages", [&database] { return new LanguagesPage(database); });
    addPage(settings, tr("Encryption"), "document-encrypt",
            [this] { return new EncryptionPage(m_workplace); });
    m_certificatesPage = int(m_entries.size());
    addPage(settings, tr("Certificate storage"), "view-certificate",
            [this] { return makeCertificatesPage(); });
    addPage(settings, tr("Sign-in"), "dialog-password", [this] { return makeSignInPage(); });
    addPage(settings, tr("Licence"), "license", [&database] { return new LicencePage(database); });
    addPage(tr("Logging"), tr("Audit trail"), "view-history", [this] { return new AuditPage(m_workplace); });
}

Page *Workspace::makeClientsPage()
{
    m_clients = new ClientsPage(m_workplace, m_listPlace);
    connect(m_clients, &ClientsPage::clientsSaved, m_keeper, &CertificateKeeper::look);
    connect(m_clients, &ClientsPage::serversWanted, this, [this] { choosePageTitled(tr("Servers")); });
    ValidationController &validation = m_clients->validation();
    connect(&validation, &ValidationController::validated, m_problems,
            [this, &validation] { m_problems->panel().setProblems(validation.problems()); });
    connect(&m_problems->panel(), &ProblemsPanel::problemChosen, m_clients, &ClientsPage::goTo);
    connect(&m_problems->panel(), &ProblemsPanel::acceptWanted, m_clients, &ClientsPage::acceptRisk);
    m_problems->addSection(m_clients->makeAcceptedRisks());
    return m_clients;
}

Page *Workspace::makeCertificatesPage()
{
    auto *page = new CertificatesPage(m_workplace);
    connect(page, &CertificatesPage::worked, m_keeper, &CertificateKeeper::look);
    return page;
}

Page *Workspace::makeSignInPage()
{
    auto *page = new SignInSettingsPage(m_workplace.database);
    connect(page, &SignInSettingsPage::saved, this, &Workspace::signInSettingsSaved);
    return page;
}

Page *Workspace::makeServersPage()
{
    auto *page = new ServersPage(m_workplace);
    connect(page, &RecordPage::recordsRead, this, &Workspace::serversRead);
    return page;
}

void Workspace::addPage(const QString &menu, const QString &title, const char *icon,
                        std::function<Page *()> make)
{
    m_navigation->addPage(menu, title, icon, int(m_entries.size()));
    m_entries.emplace_back(title, std::move(make));
}

Page *Workspace::pageAt(int index)
{
    Entry &entry = m_entries.at(std::size_t(index));
    if (!entry.page) {
        entry.page = entry.make();
        entry.page->setObjectName(entry.title);
        entry.page->setWhyReadOnly([&workplace = m_workplace] { return workplace.readOnly; });
        entry.page->setWhetherHeld([&workplace = m_workplace] { return workplace.holdsFields; });
        m_pages->addWidget(entry.page);
        if (QUndoStack *stack = entry.page->undoStack())
            m_undo.addStack(stack);
        connect(entry.page, &Page::stateChanged, this, &Workspace::stateChanged);
    }
    return entry.page;
}

/// Made when there is something to say: hardly anybody ever sees it.
void Workspace::showBanner(bool isStorageChosen)
{
    const bool canBeChosen = m_workplace.readOnly.isEmpty();
    if (isStorageChosen || m_banner || !canBeChosen)
        return;
    m_banner = new SetUpBanner(*m_keeper);
    aboveThePages().insertWidget(int(m_notice != nullptr) + int(m_auditNotice != nullptr), m_banner);
    connect(m_banner, &SetUpBanner::chooseWanted, this, [this] { choosePage(m_certificatesPage); });
    m_keeper->look();
}

void Workspace::tellOfFilesLeft(const QString &text)
{
    // Once, until it is something else: it is looked for after each save.
    if (text == std::exchange(m_filesLeft, text))
        return;
    if (!m_filesNotice) {
        m_filesNotice = new MessageBar;
        aboveThePages().insertWidget(0, m_filesNotice);
    }
    if (text.isEmpty())
        m_filesNotice->dismiss();
    else
        m_filesNotice->showText(MessageBar::Warning, text);
}

QBoxLayout &Workspace::aboveThePages() const
{
    return *static_cast<QBoxLayout *>(m_pages->parentWidget()->layout());
}

AuditNotice &Workspace::notice()
{
    if (!m_auditNotice) {
        m_auditNotice = new AuditNotice(m_workplace);
        aboveThePages().insertWidget(0, m_auditNotice);
    }
    return *m_auditNotice;
}

void Workspace::lookAtAuditTrail()
{
    m_workplace.database
        .run([memory = m_workplace.auditMemory](Database &database) { return memory.look(database); })
        .then(this, [this](const Result<std::optional<AuditLoss>> &looked) {
            if (!looked)
                notice().showUnknown(looked.error());
            else if (*looked)
                notice().showLoss((*looked)->text(localTime));
            else if (m_auditNotice)
                m_auditNotice->dismiss();
        });
}

void Workspace::forgetDatabase()
{
    for (Entry &entry : m_entries) {
        if (entry.page)
            m_pages->removeWidget(entry.page);
        delete std::exchange(entry.page, nullptr);
    }
    m_clients = nullptr;
    delete std::exchange(m_banner, nullptr);
    delete std::exchange(m_auditNotice, nullptr);
    delete std::exchange(m_filesNotice, nullptr);
    m_filesLeft.clear();
    m_problems->panel().setProblems({});
    m_databaseBar->dismiss();
    tell({});
}

void Workspace::tell(const QStringList &texts)
{
    if (!m_notice && texts.isEmpty())
        return;
    if (!m_notice) {
        m_notice = new MessageBar;
        aboveThePages().insertWidget(0, m_notice);
    }
    if (texts.isEmpty())
        m_notice->dismiss();
    else
        m_notice->showText(MessageBar::Warning, texts.join(u'\n'));
}

void Workspace::arrange()
{
    auto *pages = new QWidget;
    auto *layout = new QVBoxLayout(pages);
    layout->setContentsMargins({});
    layout->addWidget(m_databaseBar);
    layout->addWidget(m_pages);
    m_column->addWidget(pages);
    m_column->addWidget(m_problems);
    m_column->setStretchFactor(0, 1);
    m_column->setChildrenCollapsible(false);

    addWidget(m_navigation);
    addWidget(m_column);
    setStretchFactor(1, 1);
    setChildrenCollapsible(false);
    setSizes({190, 1000});
}

Page *Workspace::currentPage() const
{
    return static_cast<Page *>(m_pages->currentWidget());
}

void Workspace::refresh()
{
    if (!currentPage())
        showPage(m_shown);
    currentPage()->refresh();
    m_keeper->look();
}

void Workspace::follow(const ChangeNotice &notice)
{
    if (currentPage())
        currentPage()->follow(notice);
    if (notice.isAbout({"setting"_L1}))
        m_keeper->look();
}

Workspace::OpenClient Workspace::openClient() const
{
    if (!m_clients || currentPage() != m_clients)
        return {};
    return {m_clients->openKey(), m_clients->isModified()};
}

void Workspace::showOthers(const QList<Presence> &others, const QString &userId)
{
    if (m_clients)
        m_clients->showOthers(others, userId);
}

void Workspace::choosePage(int index)
{
    if (index == m_shown)
        return;
    currentPage()->leave(
        [this, index] {
            showPage(index);
            refresh();
        },
        [this] { m_navigation->showPage(m_shown); });
}

void Workspace::choosePageTitled(const QString &title)
{
    const auto found = std::ranges::find(m_entries, title, &Entry::title);
    if (found != m_entries.end())
        choosePage(int(found - m_entries.begin()));
}

void Workspace::showPage(int index)
{
    m_shown = index;
    m_pages->setCurrentWidget(pageAt(index));
    m_navigation->showPage(index);
    m_problems->setApplies(currentPage() == m_clients);
    m_listPlace->setApplies(currentPage() == m_clients);
    Q_EMIT stateChanged();
}

void Workspace::restoreState(const QSettings &settings)
{
    m_column->restoreState(settings.value("window/right").toByteArray());
    m_problems->setWanted(settings.value("window/problems", true).toBool());
    m_listPlace->restore(settings);
}

void Workspace::storeState(QSettings &settings) const
{
    settings.setValue("window/right", m_column->saveState());
    settings.setValue("window/problems", m_problems->isWanted());
    m_listPlace->store(settings);
}

}
