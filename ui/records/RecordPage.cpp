#include "ui/records/RecordPage.h"

#include "store/DatabaseThread.h"
#include "store/EditSession.h"
#include "ui/common/MessageBar.h"
#include "ui/common/Question.h"
#include "ui/records/RecordEditor.h"
#include "ui/records/RecordForm.h"
#include "ui/records/RecordList.h"

#include <QBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>

namespace gatehouse {

RecordPage::RecordPage(RecordType type, DatabaseThread &database, QWidget *parent)
    : Page(parent)
    , m_type(std::move(type))
    , m_database(database)
    , m_model(m_type.fields)
    , m_draft(m_type.fields)
    , m_messages(new MessageBar)
    , m_list(new RecordList(m_model, m_type.texts))
    , m_editor(new RecordEditor)
    , m_hint(new QLabel)
    , m_splitter(new QSplitter)
    , m_right(new QStackedWidget)
{
    build();
    connect(&m_draft, &RecordDraft::changed, this, &RecordPage::showDraft);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &RecordPage::showDraft);
    connect(m_editor, &RecordPart::edited, &m_draft, &RecordDraft::set);
    connect(m_editor, &RecordPart::typingEnded, &m_draft, &RecordDraft::endTyping);
    // The draft is the context: the focus also leaves a field while the page is being destroyed.
    connect(m_editor, &RecordPart::fieldLeft, &m_draft, [this](qsizetype field) { fieldLeft(field); });
    connect(m_list, &RecordList::chosen, this, [this](const QString &key) {
        m_list->mark(m_draft.stored().key);
        m_writing.whenIdle([this, key] { leave([this, key] { open(key); }); });
    });
    showDraft();
}

void RecordPage::build()
{
    m_hint->setWordWrap(true);
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setMargin(24);
    m_right->addWidget(m_hint);
    m_editor->addPart(tr("Form"), new RecordForm(m_type.fields));
    m_right->addWidget(m_editor);

    m_splitter->addWidget(m_list);
    m_splitter->addWidget(m_right);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_messages);
    layout->addWidget(m_splitter, 1);
}

/// Tables want more room than a form has to have.
void RecordPage::addPart(const QString &title, RecordPart *part, const QString &tabs)
{
    m_editor->addPart(title, part);
    m_editor->setTabsName(tabs);
    m_splitter->setStretchFactor(0, 2);
    m_splitter->setStretchFactor(1, 3);
}

void RecordPage::showDraft()
{
    m_hint->setText(m_model.isEmpty() ? m_type.texts.empty : m_type.texts.choose);
    m_editor->display(m_draft.typed());
    m_right->setCurrentWidget(m_draft.isOpen() ? static_cast<QWidget *>(m_editor) : m_hint);
    m_list->mark(m_draft.stored().key);
    Q_EMIT stateChanged();
}

Page::Actions RecordPage::available() const
{
    const bool isStored = m_draft.isOpen() && !m_draft.isNew();
    Actions actions = Action::Add | Action::Find;
    actions.setFlag(Action::Duplicate, isStored && m_type.offersDuplicate);
    actions.setFlag(Action::Delete, isStored && !m_writing.isBusy());
    actions.setFlag(Action::Save, isModified() && !m_writing.isBusy());
    actions.setFlag(Action::Revert, (isModified() || m_draft.isNew()) && !m_writing.isBusy());
    return actions;
}

void RecordPage::trigger(Action action)
{
    switch (action) {
    case Action::Add:
        return add();
    case Action::Duplicate:
        return duplicate();
    case Action::Save:
        return save([](bool) {});
    case Action::Revert:
        return m_writing.whenIdle([this] { discard(); });
    case Action::Delete:
        return askRemove();
    case Action::Find:
        return m_list->focusSearch();
    default:
        break;
    }
}

QString RecordPage::editedTitle() const
{
    return m_draft.isNew() ? m_type.texts.fresh : m_type.texts.titled.arg(m_draft.stored().text(0));
}

void RecordPage::refresh()
{
    m_database.run([load = m_type.load](Database &database) { return load(database); })
        .then(this, [this](const Result<QList<Record>> &records) {
            if (records)
                takeRecords(*records);
            else
                showError(records.error());
        });
}

/// What has been typed stays, whatever happened to what is stored: saving it tells.
void RecordPage::takeRecords(const QList<Record> &records)
{
    const Record before = m_draft.stored();
    m_model.setRecords(records);
    if (m_draft.isModified() || m_draft.isNew())
        return;
    if (const Record *current = m_model.find(before.key)) {
        if (*current != before)
            m_draft.load(*current);
    } else if (m_draft.isOpen()) {
        m_draft.clear();
        m_messages->showText(MessageBar::Warning, m_type.texts.gone.arg(before.text(0)));
    } else if (m_model.rowCount() > 0) {
        m_draft.load(m_model.recordAt(0));
    }
}

void RecordPage::open(const QString &key)
{
    if (const Record *record = m_model.find(key)) {
        m_messages->dismiss();
        m_draft.load(*record);
    }
}

void RecordPage::add()
{
    m_writing.whenIdle([this] {
        leave([this] {
            m_messages->dismiss();
            m_draft.startNew(m_type.blank);
            m_editor->focusColumn(m_type.fields.first().column);
        });
    });
}

/// Of a record that somebody else deleted nothing but what was typed is left, so that is what is copied.
void RecordPage::duplicate()
{
    if (!m_draft.isOpen() || m_draft.isNew())
        return;
    const auto copy = [this] {
        m_messages->dismiss();
        m_draft.startDuplicate(m_type.blank, m_draft.typed());
        m_editor->focusColumn(m_type.fields.first().column);
    };
    m_writing.whenIdle([this, copy] {
        if (m_model.find(m_draft.stored().key))
            leave(copy);
        else
            copy();
    });
}

void RecordPage::discard()
{
    m_messages->dismiss();
    if (m_draft.isNew())
        m_draft.clear();
    else
        m_draft.load(m_draft.stored());
    refresh();
}

void RecordPage::save(std::function<void(bool)> done)
{
    if (m_writing.isBusy())
        return m_writing.whenIdle([this, done = std::move(done)] { save(done); });
    if (!isModified())
        return done(true);

    m_writing.begin();
    Q_EMIT stateChanged();
    const Record sent = m_draft.typed();
    m_database
        .run([write = m_type.save, sent](Database &database) {
            return EditSession::begin(database).and_then([&](EditSession &&session) -> Result<Record> {
                return write(session, sent).and_then([&](const Record &saved) {
                    return session.commit().transform([&] { return saved; });
                });
            });
        })
        .then(this, [this, sent, done = std::move(done)](const Result<Record> &saved) {
            takeSaved(saved, sent, done);
        });
}

void RecordPage::takeSaved(const Result<Record> &saved, const Record &sent,
                           const std::function<void(bool)> &done)
{
    if (saved) {
        m_messages->dismiss();
        m_draft.acceptSaved(sent, *saved);
        m_model.put(*saved);
        if (m_type.saveChangesOthers)
            refresh();
    } else {
        showError(saved.error());
        if (saved.error().kind == Error::Kind::Conflict)
            refresh();
    }
    done(saved.has_value());
    endWriting();
}

void RecordPage::askRemove()
{
    if (!m_type.goesWith)
        return askRemove(QString());
    const Record record = m_draft.stored();
    m_database
        .run([goesWith = m_type.goesWith, record](Database &database) { return goesWith(database, record); })
        .then(this, [this, record](const Result<QString> &goes) {
            if (!goes)
                return showError(goes.error());
            if (m_draft.stored().key == record.key)
                askRemove(*goes);
        });
}

void RecordPage::askRemove(const QString &goesWith)
{
    const QString what = m_type.texts.remove.arg(m_draft.stored().text(0));
    QString button = what;
    button.replace(u'&', QStringLiteral("&&"));
    const Question question{.title = tr("Delete"),
                            .text = tr("%1?").arg(what),
                            .details = goesWith.isEmpty() ? tr("This cannot be undone.")
                                                          : tr("%1 This cannot be undone.").arg(goesWith),
                            .buttons = {button, m_type.texts.keep},
                            .destructive = 0};
    question.ask(this, [this](int answer) {
        if (answer == 0)
            m_writing.whenIdle([this] { remove(); });
    });
}

void RecordPage::remove()
{
    if (!m_draft.isOpen() || m_draft.isNew())
        return;
    m_writing.begin();
    Q_EMIT stateChanged();
    const Record record = m_draft.stored();
    m_database
        .run([erase = m_type.remove, record](Database &database) {
            return EditSession::begin(database).and_then([&](EditSession &&session) {
                return erase(session, record).and_then([&] { return session.commit(); });
            });
        })
        .then(this, [this](const Result<void> &removed) {
            if (removed) {
                m_messages->dismiss();
                m_draft.clear();
            } else {
                showError(removed.error());
            }
            refresh();
            endWriting();
        });
}

void RecordPage::showError(const Error &error)
{
    m_messages->showError(error);
    m_editor->focusColumn(error.column);
}

void RecordPage::endWriting()
{
    m_writing.end();
    Q_EMIT stateChanged();
}

}
