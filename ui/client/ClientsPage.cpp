#include "ui/client/ClientsPage.h"

#include "store/DatabaseThread.h"
#include "store/EditSession.h"
#include "ui/client/BulkActions.h"
#include "ui/client/ClientDraft.h"
#include "ui/client/ClientEditor.h"
#include "ui/client/ClientList.h"
#include "ui/client/CurrentClient.h"
#include "ui/client/ValidationController.h"
#include "ui/common/LazyWidget.h"
#include "ui/common/MessageBar.h"
#include "ui/common/Workplace.h"
#include "ui/security/EncryptionState.h"

#include <QBoxLayout>
#include <QSplitter>

using namespace Qt::StringLiterals;

namespace gatehouse {

ClientsPage::ClientsPage(Workplace &workplace, QWidget *parent)
    : Page(parent)
    , m_workplace(workplace)
    , m_database(workplace.database)
    , m_encryption(new EncryptionState(workplace, this))
    , m_draft(new ClientDraft(this))
    , m_validation(new ValidationController(*m_draft, this))
    , m_messages(new MessageBar)
    , m_list(new ClientList(m_database))
    , m_current(new CurrentClient(m_database, *m_list, *m_draft, this))
    , m_bulk(new BulkActions(m_database, workplace.tasks, *m_list, *m_draft, this))
    , m_editor(new LazyWidget([this] { return makeEditor(); }, LazyWidget::When::Asked))
{
    auto *splitter = new QSplitter(Qt::Vertical);
    splitter->addWidget(m_list);
    splitter->addWidget(m_editor);
    splitter->setChildrenCollapsible(false);
    m_editor->setMinimumHeight(300); // the same for every tab, so that the list does not jump
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    splitter->setSizes({210, 350});
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_messages);
    layout->addWidget(splitter, 1);

    connect(m_validation, &ValidationController::validated, this, &Page::stateChanged);
    connect(m_list, &ClientList::selectionChanged, this, &Page::stateChanged);
    connect(m_current, &CurrentClient::chosen, this, &ClientsPage::chooseRow);
    connect(m_current, &CurrentClient::opened, m_messages, &MessageBar::dismiss);
    connect(m_current, &CurrentClient::failed, this, &ClientsPage::showError);
    connect(&m_list->model(), &ClientListModel::failed, this, &ClientsPage::showReadError);
    connect(m_bulk, &BulkActions::changed, this, &ClientsPage::refresh);
    connect(m_bulk, &BulkActions::failed, this, &ClientsPage::showError);
    connect(m_bulk, &BulkActions::done, m_messages, &MessageBar::showText);
    connect(m_encryption, &EncryptionState::changed, this, &Page::stateChanged);
    connect(m_list, &ClientList::painted, this, &ClientsPage::finishOpening,
            Qt::ConnectionType(Qt::QueuedConnection | Qt::SingleShotConnection));
    m_draft->clear();
}

ClientEditor &ClientsPage::editor()
{
    return *static_cast<ClientEditor *>(m_editor->content());
}

ClientEditor *ClientsPage::makeEditor()
{
    auto *made = new ClientEditor(m_workplace, *m_encryption, *m_draft, *m_validation);
    connect(made, &ClientEditor::failed, this, &ClientsPage::showError);
    connect(made, &ClientEditor::done, this,
            [this](const QString &text) { m_messages->showText(MessageBar::Positive, text); });
    m_validation->tellAgain();
    return made;
}

/// What the list is not kept waiting for.
void ClientsPage::finishOpening()
{
    m_isPainted = true;
    editor();
    m_encryption->refresh();
}

void ClientsPage::refresh()
{
    m_current->refresh();
    loadRecords();
    if (m_isPainted)
        m_encryption->refresh();
}

void ClientsPage::loadRecords()
{
    m_database.run(loadClientRecords).then(this, [this](const Result<ClientRecords> &records) {
        if (records)
            m_validation->setRecords(*records);
        else
            showReadError(records.error());
    });
}

void ClientsPage::chooseRow(const QString &key)
{
    leave([this, key] { m_current->follow(key); }, [this] { m_current->stay(); });
}

Page::Actions ClientsPage::available() const
{
    Actions actions = Action::Add | Action::Find;
    const qsizetype selected = m_list->selectedKeys().size();
    actions.setFlag(Action::Duplicate, m_draft->isOpen() && !m_draft->isNew());
    actions.setFlag(Action::Save, m_draft->isModified() && !m_saving);
    actions.setFlag(Action::Revert, (m_draft->isModified() || m_draft->isNew()) && !m_saving);
    actions.setFlag(Action::Delete, selected > 0);
    actions.setFlag(Action::Enable, selected > 0);
    actions.setFlag(Action::Disable, selected > 0);
    actions.setFlag(Action::AddSecret, m_draft->isOpen());
    actions.setFlag(Action::AddEncryptedSecret, m_draft->isOpen() && m_encryption->isReady());
    return actions;
}

QString ClientsPage::obstacle(Action action) const
{
    return action == Action::AddEncryptedSecret ? m_encryption->obstacle() : QString();
}

void ClientsPage::trigger(Action action)
{
    switch (action) {
    case Action::Add:
        return leave([this] { addNew(); });
    case Action::Duplicate:
        return leave([this] { duplicate(); });
    case Action::Save:
        return save([](bool) {});
    case Action::Revert:
        return revert();
    case Action::Delete:
        return m_bulk->askRemove();
    case Action::AddSecret:
        return editor().addSecret(AddSecretDialog::Storage::Hashed);
    case Action::AddEncryptedSecret:
        return editor().addSecret(AddSecretDialog::Storage::Encrypted);
    case Action::Enable:
        return leave([this] { m_bulk->setEnabled(true); });
    case Action::Disable:
        return leave([this] { m_bulk->setEnabled(false); });
    case Action::Find:
        return m_list->focusSearch();
    }
}

void ClientsPage::addNew()
{
    m_messages->dismiss();
    m_draft->startNew();
    m_list->showCurrent({});
    editor().goTo(ClientField::ClientId);
}

void ClientsPage::duplicate()
{
    m_messages->dismiss();
    m_draft->startDuplicate(m_draft->stored());
    m_list->showCurrent({});
    editor().goTo(ClientField::ClientId);
    m_messages->showText(
        MessageBar::Information,
        tr("A copy without secrets. Give it a client ID and a title of its own, then save."));
}

void ClientsPage::revert()
{
    m_messages->dismiss();
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
    return &m_draft->undoStack();
}

QStringList ClientsPage::selectedClients() const
{
    return m_list->selectedKeys();
}

void ClientsPage::save(std::function<void(bool)> done)
{
    for (const Problem &problem : m_validation->problems()) {
        if (problem.gate == Gate::Save) {
            m_messages->showText(MessageBar::Error, tr("Not saved. %1").arg(problem.text));
            editor().goTo(problem.field, problem.row);
            return done(false);
        }
    }
    m_saving = true;
    Q_EMIT stateChanged();
    const ClientApplication sent = m_draft->normalized();
    m_database
        .run([sent](Database &database) {
            return EditSession::begin(database).and_then([&](EditSession &&session) {
                return session.save(sent).and_then([&](const ClientApplication &saved) {
                    return session.commit().transform([&] { return saved; });
                });
            });
        })
        .then(this, [this, sent, done = std::move(done)](const Result<ClientApplication> &saved) {
            finishSave(sent, saved);
            done(saved.has_value());
        });
}

void ClientsPage::finishSave(const ClientApplication &sent, const Result<ClientApplication> &saved)
{
    m_saving = false;
    if (saved) {
        m_messages->dismiss();
        m_draft->acceptSaved(sent, *saved);
        m_current->reloadList(saved->key);
        Q_EMIT clientsSaved();
    } else {
        showError(saved.error());
        if (const auto field = fieldByName(saved.error().column))
            editor().goTo(*field);
    }
    Q_EMIT stateChanged();
}

/// A page that is not seen says nothing: it reads again when it is opened.
void ClientsPage::showReadError(const Error &error)
{
    if (isVisible())
        showError(error);
}

void ClientsPage::showError(const Error &error)
{
    m_messages->showError(error);
}

void ClientsPage::goTo(ClientField field, int row)
{
    editor().goTo(field, row);
}

QByteArray ClientsPage::saveLayout() const
{
    return findChild<QSplitter *>()->saveState();
}

void ClientsPage::restoreLayout(const QByteArray &layout)
{
    findChild<QSplitter *>()->restoreState(layout);
}

}
