#include "ui/client/ClientsPage.h"

#include "draft/ClientDraft.h"
#include "store/DatabaseThread.h"
#include "store/records/ClientStore.h"
#include "store/watch/ChangeNotice.h"
#include "ui/client/ClientEditor.h"
#include "ui/client/ClientMerger.h"
#include "ui/client/ClientMessages.h"
#include "ui/client/ClientSaver.h"
#include "ui/client/ClientsView.h"
#include "ui/client/CurrentClient.h"
#include "ui/client/DeletedClient.h"
#include "ui/client/DraftHistory.h"
#include "ui/client/ListPlace.h"
#include "ui/client/ValidationController.h"
#include "ui/client/list/BulkActions.h"
#include "ui/client/list/ClientList.h"
#include "ui/client/risks/AcceptRiskDialog.h"
#include "ui/client/risks/AcceptedRisks.h"
#include "ui/common/Workplace.h"
#include "ui/meanwhile/KeptCursor.h"
#include "ui/meanwhile/PresenceHint.h"
#include "ui/security/EncryptionState.h"

#include <QBoxLayout>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

bool actsOnSelection(Page::Action action)
{
    return action == Page::Action::Delete || action == Page::Action::Enable ||
           action == Page::Action::Disable;
}

}

ClientsPage::ClientsPage(Workplace &workplace, ListPlace *place, QWidget *parent)
    : Page(parent)
    , m_workplace(workplace)
    , m_database(workplace.database)
    , m_encryption(new EncryptionState(workplace, this))
    , m_draft(new ClientDraft(this))
    , m_history(new DraftHistory(*m_draft, this))
    , m_validation(new ValidationController(*m_draft, this))
    , m_merger(new ClientMerger(*m_draft, this))
    , m_saver(new ClientSaver(m_database, *m_draft, *m_validation, *m_merger, this))
    , m_messages(new ClientMessages(m_database, *m_draft, *m_validation))
    , m_deleted(new DeletedClient(workplace, *m_draft, *m_messages, this))
    , m_place(place ? place : new ListPlace(this))
    , m_list(new ClientList(workplace))
    , m_current(new CurrentClient(m_database, *m_list, *m_draft, this))
    , m_others(new PresenceHint(this))
    , m_bulk(new BulkActions(workplace, *m_list, *m_draft, this))
    , m_view(new ClientsView(m_list, *m_place, [this] { return makeEditor(); }))
{
    m_draft->setHeldBy(whetherHeld());
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_messages);
    layout->addWidget(m_view, 1);

    connect(m_validation, &ValidationController::validated, this, &Page::stateChanged);
    connect(m_list, &ClientList::selectionChanged, this, &Page::stateChanged);
    connect(m_saver, &ClientSaver::busyChanged, this, &Page::stateChanged);
    connect(m_saver, &ClientSaver::saved, this, &ClientsPage::takeSaved);
    connect(m_saver, &ClientSaver::refused, m_messages, &ClientMessages::showRefused);
    connect(m_saver, &ClientSaver::failed, m_messages, &ClientMessages::showNotSaved);
    connect(m_saver, &ClientSaver::deletedMeanwhile, m_current, &CurrentClient::refreshDeleted);
    connect(m_merger, &ClientMerger::asked, m_current, [this] { m_current->reloadList(); });
    connect(m_merger, &ClientMerger::notChosen, m_messages, &ClientMessages::showChangedMeanwhile);
    connect(m_merger, &ClientMerger::unfit, m_messages, &ClientMessages::showUnfit);
    connect(m_merger, &ClientMerger::chosen, this, [this] { save([](bool) {}); });
    connect(m_deleted, &DeletedClient::kept, this, [this] { save([](bool) {}); });
    connect(m_deleted, &DeletedClient::dropped, m_current, [this] { m_current->reloadList(); });
    connect(m_deleted, &DeletedClient::failed, m_messages, &ClientMessages::showFailed);
    connect(m_messages, &ClientMessages::fieldWanted, this, &ClientsPage::goTo);
    connect(m_messages, &ClientMessages::conflictFound, m_current, &CurrentClient::refresh);
    connect(m_current, &CurrentClient::chosen, this, &ClientsPage::chooseRow);
    connect(m_current, &CurrentClient::failed, m_messages, &ClientMessages::showNotRead);
    connect(m_current, &CurrentClient::changedMeanwhile, m_messages, &ClientMessages::showChangedMeanwhile);
    connect(m_current, &CurrentClient::deletedMeanwhile, m_deleted, &DeletedClient::offer);
    connect(m_current, &CurrentClient::savedMeanwhile, m_messages, &ClientMessages::showSavedMeanwhile);
    connect(m_current, &CurrentClient::gone, m_messages, &ClientMessages::showDeletedMeanwhile);
    connect(m_draft, &ClientDraft::changed, this, [this] {
        const bool isStored = m_draft->isOpen() && !m_draft->isNew();
        m_list->setOpen(isStored ? store::ClientName{m_draft->stored().key, m_draft->stored().clientId}
                                 : store::ClientName());
    });
    connect(&m_list->model(), &ClientListModel::failed, this, &ClientsPage::showReadError);
    connect(m_list, &ClientList::failed, this, &ClientsPage::showReadError);
    connect(m_bulk, &BulkActions::changed, this, &ClientsPage::refresh);
    connect(m_bulk, &BulkActions::failed, m_messages, &ClientMessages::showFailed);
    connect(m_bulk, &BulkActions::done, m_messages, &MessageBar::showText);
    connect(m_encryption, &EncryptionState::changed, this, &Page::stateChanged);
    connect(m_list, &ClientList::painted, this, &ClientsPage::finishOpening,
            Qt::ConnectionType(Qt::QueuedConnection | Qt::SingleShotConnection));
    m_draft->clear();
}

/// The tabs go before the tables that they show.
ClientsPage::~ClientsPage()
{
    delete m_acceptedRisks;
    delete m_view;
}

ClientEditor *ClientsPage::makeEditor()
{
    auto *made = new ClientEditor(m_workplace, *m_encryption, *m_draft, *m_validation);
    made->layout()->addWidget(m_others);
    connect(made, &ClientEditor::failed, m_messages, &ClientMessages::showFailed);
    connect(made, &ClientEditor::clientWanted, this, &ClientsPage::chooseClient);
    connect(made, &ClientEditor::serversWanted, this, &ClientsPage::serversWanted);
    connect(this, &ClientsPage::followed, made, &ClientEditor::follow);
    connect(made, &ClientEditor::done, this,
            [this](const QString &text) { m_messages->showText(MessageBar::Positive, text); });
    m_validation->tellAgain();
    return made;
}

/// What the list is not kept waiting for.
void ClientsPage::finishOpening()
{
    m_isPainted = true;
    m_view->editor();
    m_encryption->refresh();
}

/// What is typed in a cell is typed, too.
void ClientsPage::refresh()
{
    m_messages->readAgain();
    m_view->closeCellEditor();
    m_current->refresh();
    loadRecords();
    lookForServers();
    if (m_isPainted)
        m_encryption->refresh();
}

/// The list shows problems that the rules found in what may depend on anything else.
void ClientsPage::follow(const ChangeNotice &notice)
{
    const bool isAboutOthers =
        notice.isAbout({"iam_user"_L1, "api_scope"_L1, "custom_resource"_L1, "language"_L1, "server"_L1});
    if (isAboutOthers)
        loadRecords();
    if (notice.isAbout({"server"_L1}))
        lookForServers();
    if (notice.isAbout({"encryption_key"_L1}) && m_isPainted)
        m_encryption->refresh();
    if (isAboutOthers || notice.isAbout({"client_application"_L1})) {
        m_list->model().follow();
        m_saver->whenIdle([this, notice] { m_current->takeChanges(notice); });
    }
    Q_EMIT followed(notice);
}

QString ClientsPage::openKey() const
{
    return m_draft->isOpen() && !m_draft->isNew() ? m_draft->stored().key : QString();
}

void ClientsPage::showOthers(const QList<Presence> &others, const QString &userId)
{
    if (!others.isEmpty())
        m_view->editor(); // where it stands
    m_others->display(others, userId);
}

void ClientsPage::lookForServers()
{
    m_database.run(store::loadServers).then(this, [this](const Result<QList<Server>> &servers) {
        m_list->setHasServers(servers && !servers->isEmpty());
    });
}

void ClientsPage::loadRecords()
{
    m_database.run(loadClientRecords).then(this, [this](const Result<ClientRecords> &records) {
        const KeptCursor kept(*window());
        if (records)
            m_validation->setRecords(*records);
        else
            showReadError(records.error());
    });
}

void ClientsPage::chooseRow(const QString &key)
{
    const auto follow = [this, key] {
        m_messages->dismiss();
        m_current->follow(key);
    };
    m_saver->whenIdle([this, follow] { leave(follow, [this] { m_current->stay(); }); });
}

/// As a person who moves to its row, whether the list shows it or not.
void ClientsPage::chooseClient(const QString &clientId)
{
    m_database.run([clientId](Database &database) { return store::findClientId(database, clientId); })
        .then(this, [this](const Result<std::optional<store::ClientIdOwner>> &found) {
            if (!found)
                showReadError(found.error());
            else if (*found)
                chooseRow((*found)->key);
        });
}

Page::Actions ClientsPage::available() const
{
    Actions actions = Action::Add | Action::Find;
    const ClientTarget &target = m_list->target();
    const bool hasTarget = target.isCounted() && !target.isEmpty();
    actions.setFlag(Action::Duplicate, m_draft->isOpen() && !m_draft->isNew());
    actions.setFlag(Action::Save, m_draft->isModified() && !m_saver->isBusy());
    actions.setFlag(Action::Revert, (m_draft->isModified() || m_draft->isNew()) && !m_saver->isBusy());
    actions.setFlag(Action::Delete, hasTarget);
    actions.setFlag(Action::Enable, hasTarget);
    actions.setFlag(Action::Disable, hasTarget);
    const bool takesSecrets = m_draft->isOpen() && m_validation->stateOf(ClientField::Secrets).isEditable();
    actions.setFlag(Action::AddSecret, takesSecrets);
    actions.setFlag(Action::AddEncryptedSecret, takesSecrets && m_encryption->isReady());
    return actions;
}

QString ClientsPage::obstacle(Action action) const
{
    if (!m_list->target().isCounted() && actsOnSelection(action))
        return tr("Those that match are still being counted.");
    const bool addsSecret = action == Action::AddSecret || action == Action::AddEncryptedSecret;
    const QString reason =
        addsSecret && m_draft->isOpen() ? m_validation->stateOf(ClientField::Secrets).reason : QString();
    return reason.isEmpty() && action == Action::AddEncryptedSecret ? m_encryption->obstacle() : reason;
}

/// What is selected, or what is open.
QString ClientsPage::target(Action action) const
{
    if (actsOnSelection(action))
        return m_list->target().isEmpty() ? QString() : m_list->target().text();
    const bool actsOnOpen =
        action == Action::Duplicate || action == Action::AddSecret || action == Action::AddEncryptedSecret;
    return actsOnOpen && m_draft->isOpen() ? editedTitle() : QString();
}

void ClientsPage::trigger(Action action)
{
    switch (action) {
    case Action::Add:
        return leaveWhenIdle([this] { addNew(); });
    case Action::Duplicate:
        return m_current->isGone() ? m_saver->whenIdle([this] { duplicate(); })
                                   : leaveWhenIdle([this] { duplicate(); });
    case Action::Save:
        return save([](bool) {});
    case Action::Revert:
        return m_saver->whenIdle([this] { revert(); });
    case Action::Delete:
        return m_bulk->askRemove();
    case Action::AddSecret:
        return m_view->editor().addSecret(AddSecretDialog::Storage::Hashed);
    case Action::AddEncryptedSecret:
        return m_view->editor().addSecret(AddSecretDialog::Storage::Encrypted);
    case Action::Enable:
        return leaveWhenIdle([this] { m_bulk->setEnabled(true); });
    case Action::Disable:
        return leaveWhenIdle([this] { m_bulk->setEnabled(false); });
    case Action::Find:
        m_place->unfold();
        return m_list->focusSearch();
    }
}

void ClientsPage::leaveWhenIdle(const std::function<void()> &then)
{
    m_saver->whenIdle([this, then] { leave(then); });
}

void ClientsPage::addNew()
{
    m_messages->dismiss();
    m_draft->startNew();
    m_list->showCurrent({});
    m_view->editor().goTo(ClientField::ClientId);
}

/// Of one that somebody else deleted nothing but what was typed is left, so that is what is copied.
void ClientsPage::duplicate()
{
    m_messages->dismiss();
    m_draft->startDuplicate(m_current->isGone() ? m_draft->typed() : m_draft->stored());
    m_list->showCurrent({});
    m_view->editor().goTo(ClientField::ClientId);
    m_messages->showText(
        MessageBar::Information,
        tr("A copy without secrets. Give it a client ID and a title of its own, then save."));
}

void ClientsPage::revert()
{
    m_messages->dismiss();
    m_merger->takeTaken(); // it was part of what goes
    if (m_draft->isNew()) {
        m_draft->clear();
        m_current->reloadList();
    } else {
        m_current->open(m_draft->stored().key);
        m_draft->revert();
    }
}

void ClientsPage::discard()
{
    m_merger->takeTaken();
    if (m_draft->isNew())
        m_draft->clear();
    else
        m_draft->revert();
}

bool ClientsPage::isModified() const
{
    return m_draft->isModified();
}

QString ClientsPage::editedTitle() const
{
    const QString clientId = m_draft->typed().clientId;
    return clientId.isEmpty() ? tr("the new client application")
                              : tr("client application \"%1\"").arg(clientId);
}

QUndoStack *ClientsPage::undoStack()
{
    return &m_history->undoStack();
}

ClientTarget ClientsPage::selectedClients() const
{
    return m_list->target();
}

void ClientsPage::save(const std::function<void(bool)> &done)
{
    m_view->closeCellEditor();
    m_saver->save(done);
}

void ClientsPage::takeSaved(const QString &key)
{
    m_messages->takeSaved(m_deleted->takeNote(), m_merger->takeTaken());
    m_current->reloadList(key);
    Q_EMIT clientsSaved();
}

/// A page that is not seen says nothing: it reads again when it is opened.
void ClientsPage::showReadError(const Error &error)
{
    if (isVisible())
        m_messages->showNotRead(error);
}

void ClientsPage::goTo(ClientField field, int row)
{
    m_view->editor().goTo(field, row);
}

void ClientsPage::acceptRisk(const Problem &problem)
{
    const QString who = m_workplace.signedIn ? m_workplace.signedIn->userId() : QString();
    AcceptRiskDialog::ask(*m_draft, problem, who, this);
}

QWidget *ClientsPage::makeAcceptedRisks()
{
    m_acceptedRisks = new AcceptedRisks(*m_draft);
    return m_acceptedRisks;
}

}
