#include "ui/client/ClientsPage.h"

#include "store/DatabaseThread.h"
#include "store/EditSession.h"
#include "store/ReadSnapshot.h"
#include "ui/client/ClientDraft.h"
#include "ui/client/ClientEditor.h"
#include "ui/client/ClientList.h"
#include "ui/client/ValidationController.h"
#include "ui/common/LazyWidget.h"
#include "ui/common/MessageBar.h"
#include "ui/common/Question.h"

#include <QBoxLayout>
#include <QSplitter>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// All as they were at one moment, whatever others write meanwhile.
Result<ClientRecords> loadClientRecords(Database &database)
{
    const auto snapshot = store::ReadSnapshot::begin(database);
    if (!snapshot)
        return std::unexpected(snapshot.error());
    ClientRecords records;
    const auto take = [](auto &target) { return [&target](const auto &loaded) { target = loaded; }; };
    return store::loadUsers(database)
        .transform(take(records.users))
        .and_then([&] { return store::loadApiScopes(database); })
        .transform(take(records.apiScopes))
        .and_then([&] { return store::loadLanguages(database); })
        .transform(take(records.languages))
        .and_then([&] { return store::loadCustomResources(database); })
        .transform(take(records.customResources))
        .transform([&] { return records; });
}

}

ClientsPage::ClientsPage(DatabaseThread &database, QWidget *parent)
    : Page(parent)
    , m_database(database)
    , m_draft(new ClientDraft(this))
    , m_validation(new ValidationController(*m_draft, this))
    , m_messages(new MessageBar)
    , m_list(new ClientList(database))
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
    connect(m_list, &ClientList::rowChosen, this, &ClientsPage::chooseRow, Qt::QueuedConnection);
    connect(&m_list->model(), &ClientListModel::loaded, this, &ClientsPage::showLoadedList);
    connect(&m_list->model(), &ClientListModel::failed, this, &ClientsPage::showError);
    connect(
        m_list, &ClientList::painted, this, [this] { editor(); },
        Qt::ConnectionType(Qt::QueuedConnection | Qt::SingleShotConnection));
    m_draft->clear();
}

ClientEditor &ClientsPage::editor()
{
    return *static_cast<ClientEditor *>(m_editor->content());
}

ClientEditor *ClientsPage::makeEditor()
{
    auto *made = new ClientEditor(m_database, *m_draft, *m_validation);
    connect(made, &ClientEditor::failed, this, &ClientsPage::showError);
    connect(made, &ClientEditor::done, this,
            [this](const QString &text) { m_messages->showText(MessageBar::Positive, text); });
    m_validation->tellAgain();
    return made;
}

void ClientsPage::refresh()
{
    loadRecords();
    m_list->model().reload();
    if (!m_draft->isModified() && !m_draft->isNew() && m_draft->isOpen())
        open(m_draft->stored().key);
}

void ClientsPage::loadRecords()
{
    m_database.run(loadClientRecords).then(this, [this](const Result<ClientRecords> &records) {
        if (records)
            m_validation->setRecords(*records);
        else
            showError(records.error());
    });
}

/// The list was read again: the row that was current, or the first one, becomes current.
void ClientsPage::showLoadedList()
{
    const bool isEditing = m_draft->isNew() || m_draft->isModified();
    ClientListModel &model = m_list->model();
    const QString key = !m_wantedKey.isEmpty() ? m_wantedKey : m_draft->stored().key;
    m_wantedKey.clear();
    m_list->showCurrent(key);
    if (m_draft->isOpen() || isEditing || model.rowCount() == 0)
        return;
    const QString first = model.rowAt(0).key;
    m_list->showCurrent(first);
    open(first);
}

void ClientsPage::chooseRow(const QString &key)
{
    if (m_draft->isOpen() && key == m_draft->stored().key)
        return;
    leave(
        [this, key] {
            m_wantedKey = key;
            open(key);
        },
        [this] { m_list->showCurrent(m_draft->stored().key); });
}

void ClientsPage::open(const QString &key)
{
    m_database.run([key](Database &database) { return store::loadClient(database, key); })
        .then(this, [this, key](const Result<std::optional<ClientApplication>> &client) {
            if (!client)
                return showError(client.error());
            if (m_draft->isModified())
                return;
            m_messages->dismiss();
            if (*client) {
                m_draft->load(**client);
                m_list->showCurrent(key);
            } else {
                m_draft->clear();
                m_list->model().reload();
            }
        });
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
    return actions;
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
        return askRemove();
    case Action::AddSecret:
        return editor().addSecret();
    case Action::Enable:
        return leave([this] { setSelectedEnabled(true); });
    case Action::Disable:
        return leave([this] { setSelectedEnabled(false); });
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
        m_list->model().reload();
    } else {
        open(m_draft->stored().key);
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
        m_wantedKey = saved->key;
        m_list->model().reload();
    } else {
        showError(saved.error());
        if (const auto field = fieldByName(saved.error().column))
            editor().goTo(*field);
    }
    Q_EMIT stateChanged();
}

void ClientsPage::askRemove()
{
    const QStringList keys = m_list->selectedKeys();
    QStringList clientIds;
    for (const QString &key : keys)
        clientIds << m_list->model().rowAt(m_list->model().rowOfKey(key)).clientId;
    const bool single = keys.size() == 1;
    const QString named = single ? tr("client application \"%1\"").arg(clientIds.first())
                                 : tr("%n client application(s)", nullptr, int(keys.size()));
    const ClientApplication &open = m_draft->stored();
    const QString goes =
        single && open.key == keys.first()
            ? tr("Gone with it: %1, %2, %3. Programs that use it are refused at once.")
                  .arg(tr("%n secret(s)", nullptr, int(open.secrets.size())),
                       tr("%n login redirect(s)", nullptr, int(open.loginRedirects.size())),
                       tr("%n logout redirect(s)", nullptr, int(open.logoutRedirects.size())))
            : tr("Gone with their secrets and redirects: %1. Programs that use them are refused at once.")
                  .arg(clientIds.join(", "_L1));
    const Question question{.title = tr("Delete"),
                            .text = tr("Delete %1?").arg(named),
                            .details = goes,
                            .buttons = {tr("Delete %1").arg(named), tr("Cancel")},
                            .destructive = 0};
    question.ask(this, [this, keys](int answer) {
        if (answer == 0)
            remove(keys);
    });
}

void ClientsPage::remove(const QStringList &keys)
{
    if (keys.contains(m_draft->stored().key))
        m_draft->clear();
    runBulk([keys](const Database &database) { return bulk::remove(database, keys); }, tr("Deleted: %1."));
}

void ClientsPage::setSelectedEnabled(bool enabled)
{
    const QStringList keys = m_list->selectedKeys();
    runBulk([keys, enabled](const Database &database) { return bulk::setEnabled(database, keys, enabled); },
            enabled ? tr("Enabled: %1.") : tr("Disabled: %1."));
}

void ClientsPage::runBulk(std::function<Result<bulk::Outcome>(const Database &)> change, const QString &done)
{
    m_database.run([change = std::move(change)](Database &database) { return change(database); })
        .then(this, [this, done](const Result<bulk::Outcome> &outcome) {
            refresh();
            if (!outcome)
                return showError(outcome.error());
            QStringList texts;
            if (!outcome->changed.isEmpty())
                texts << done.arg(outcome->changed.join(", "_L1));
            for (const bulk::Refusal &refusal : outcome->refused)
                texts << tr("%1 was left as it is: %2").arg(refusal.clientId, refusal.reason);
            m_messages->showText(outcome->refused.isEmpty() ? MessageBar::Positive : MessageBar::Warning,
                                 texts.join(u'\n'));
        });
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
