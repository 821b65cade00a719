#include "ui/records/RecordPage.h"

#include "store/DatabaseThread.h"
#include "store/watch/ChangeNotice.h"
#include "ui/common/MessageBar.h"
#include "ui/common/PageErrors.h"
#include "ui/common/Question.h"
#include "ui/meanwhile/GoodMoment.h"
#include "ui/meanwhile/KeptCursor.h"
#include "ui/meanwhile/SavedText.h"
#include "ui/merge/MeanwhileText.h"
#include "ui/records/RecordConflicts.h"
#include "ui/records/RecordEditor.h"
#include "ui/records/RecordList.h"
#include "ui/records/RecordView.h"

#include <QBoxLayout>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// `goesWith` says what goes with it, and may be empty.
Question removalQuestion(const RecordTexts &texts, const Record &record, const QString &goesWith)
{
    const QString what = texts.remove.arg(record.text(0));
    const QString button = QString(what).replace(u'&', u"&&"_s);
    return {.title = RecordPage::tr("Delete"),
            .text = RecordPage::tr("%1?").arg(what),
            .details = goesWith.isEmpty() ? RecordPage::tr("This cannot be undone.")
                                          : RecordPage::tr("%1 This cannot be undone.").arg(goesWith),
            .buttons = {button, texts.keep},
            .destructive = 0};
}

}

RecordPage::RecordPage(RecordType type, DatabaseThread &database, QWidget *parent)
    : Page(parent)
    , m_type(std::move(type))
    , m_database(database)
    , m_model(m_type.fields)
    , m_draft(m_type.fields)
    , m_writer(m_type, database)
    , m_messages(new MessageBar)
    , m_errors(new PageErrors(database, *m_messages))
    , m_conflicts(new RecordConflicts(m_type, m_draft, *m_messages, this))
    , m_view(new RecordView(m_model, m_type))
{
    m_draft.setHeldBy(whetherHeld());
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_messages);
    layout->addWidget(m_view, 1);
    connect(&m_writer, &RecordWriter::busyChanged, this, &Page::stateChanged);
    connect(m_conflicts, &RecordConflicts::toSave, this, [this] { save([](bool) {}); });
    connect(m_conflicts, &RecordConflicts::toKeep, this, &RecordPage::keepAsNew);
    connect(m_conflicts, &RecordConflicts::dropped, this, &RecordPage::drop);
    connect(&m_draft, &RecordDraft::changed, this, &RecordPage::showDraft);
    connect(&m_draft, &RecordDraft::changed, m_errors, &PageErrors::lookAgain);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &RecordPage::showDraft);
    connect(&m_model, &RecordListModel::recordsSet, this, &RecordPage::showDraft);
    connect(&m_view->editor(), &RecordPart::edited, &m_draft, &RecordDraft::set);
    connect(&m_view->editor(), &RecordPart::typingEnded, &m_draft, &RecordDraft::endTyping);
    // The draft is the context: the focus also leaves a field while the page is being destroyed.
    connect(&m_view->editor(), &RecordPart::fieldLeft, &m_draft,
            [this](qsizetype field) { fieldLeft(field); });
    connect(&m_view->list(), &RecordList::chosen, this, [this](const QString &key) {
        m_view->list().mark(m_draft.stored().key);
        m_writer.whenIdle([this, key] { leave([this, key] { open(key); }); });
    });
    showDraft();
}

void RecordPage::addPart(const QString &title, RecordPart *part, const QString &tabs)
{
    m_view->addPart(title, part, tabs);
}

void RecordPage::showDraft()
{
    m_view->display(m_draft, m_model.isEmpty() ? m_type.texts.empty : m_type.texts.choose);
    Q_EMIT stateChanged();
}

Page::Actions RecordPage::available() const
{
    const bool isStored = m_draft.isOpen() && !m_draft.isNew();
    Actions actions = Action::Add | Action::Find;
    actions.setFlag(Action::Duplicate, isStored && m_type.offersDuplicate);
    actions.setFlag(Action::Delete, isStored && !m_writer.isBusy());
    actions.setFlag(Action::Save, isModified() && !m_writer.isBusy());
    actions.setFlag(Action::Revert, (isModified() || m_draft.isNew()) && !m_writer.isBusy());
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
        return m_writer.whenIdle([this] { discard(); });
    case Action::Delete:
        return askRemove();
    case Action::Find:
        return m_view->list().focusSearch();
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
    m_errors->readAgain();
    m_database.run([load = m_type.load](Database &database) { return load(database); })
        .then(this, [this](const Result<QList<Record>> &records) {
            if (records)
                takeRecords(*records);
            else
                m_errors->showNotRead(records.error());
        });
}

/// What has been typed stays, whatever happened to what is stored: saving it tells.
void RecordPage::takeRecords(const QList<Record> &records)
{
    const Record before = m_draft.stored();
    m_model.setRecords(records);
    Q_EMIT recordsRead();
    if (m_draft.isModified() || m_draft.isNew())
        return;
    if (const Record *current = m_model.find(before.key)) {
        if (*current != before)
            m_draft.load(*current);
    } else if (m_draft.isOpen()) {
        m_draft.clear();
        m_messages->showText(MessageBar::Warning, m_type.texts.gone.arg(before.text(0)));
    } else if (m_model.rowCount() > 0) {
        m_draft.load(m_model.rowAt(0));
    }
}

void RecordPage::follow(const ChangeNotice &notice)
{
    m_writer.whenIdle([this, notice] {
        m_database.run([load = m_type.load](Database &database) { return load(database); })
            .then(this, [this, notice](const Result<QList<Record>> &records) {
                if (records)
                    followRecords(*records, notice);
            });
    });
}

/// Opens nothing where nothing is open. A good moment to begin with may be none any more when the answer is
/// there.
void RecordPage::followRecords(const QList<Record> &records, const ChangeNotice &notice)
{
    if (!isGoodMoment(*window())) {
        QTimer::singleShot(anotherMoment, this, [this, notice] { follow(notice); });
        return;
    }
    const KeptCursor kept(*window());
    if (m_draft.isOpen()) {
        takeRecords(records);
        tellMeanwhile(notice);
    } else {
        m_model.setRecords(records);
        Q_EMIT recordsRead();
    }
}

void RecordPage::tellMeanwhile(const ChangeNotice &notice)
{
    const Record &opened = m_draft.stored();
    if (!m_draft.isModified() || m_draft.isNew() || !notice.isAboutRecord(opened.key))
        return;
    const Record *now = m_model.find(opened.key);
    if (!now) {
        m_conflicts->offerDeleted();
    } else if (now->version != opened.version) {
        const SeenChange *save = notice.lastSave(opened.key);
        m_messages->showText(
            MessageBar::Information,
            savedMeanwhileText(save ? *save : SeenChange(), m_type.texts.titled.arg(opened.text(0))));
    }
}

void RecordPage::open(const QString &key)
{
    if (const Record *record = m_model.find(key)) {
        dismissMessage();
        m_draft.load(*record);
    }
}

void RecordPage::add()
{
    m_writer.whenIdle([this] {
        leave([this] {
            dismissMessage();
            m_draft.startNew(m_type.blank);
            m_view->editor().focusColumn(m_type.fields.first().column);
        });
    });
}

/// Of a record that somebody else deleted nothing but what was typed is left, so that is what is copied.
void RecordPage::duplicate()
{
    if (!m_draft.isOpen() || m_draft.isNew())
        return;
    const auto copy = [this] {
        dismissMessage();
        m_draft.startDuplicate(m_type.blank, m_draft.typed());
        m_view->editor().focusColumn(m_type.fields.first().column);
    };
    m_writer.whenIdle([this, copy] {
        if (m_model.find(m_draft.stored().key))
            leave(copy);
        else
            copy();
    });
}

void RecordPage::discard()
{
    dismissMessage();
    if (m_draft.isNew())
        m_draft.clear();
    else
        m_draft.load(m_draft.stored());
    refresh();
}

void RecordPage::save(const std::function<void(bool)> &done)
{
    if (m_writer.isBusy())
        return m_writer.whenIdle([this, done] { save(done); });
    if (!isModified())
        return done(true);

    m_writer.save(
        m_draft.typed(), [this](const std::optional<Record> &theirs) { return m_conflicts->resolve(theirs); },
        [this, done](const Result<Record> &saved, const Record &sent) {
            takeSaved(saved, sent);
            done(saved.has_value());
        });
}

void RecordPage::takeSaved(const Result<Record> &saved, const Record &sent)
{
    if (saved) {
        tellSaved();
        m_draft.acceptSaved(sent, *saved);
        m_model.put(*saved);
        if (m_type.saveChangesOthers)
            refresh();
    } else {
        if (!m_conflicts->takeAsked())
            showNotSaved(saved.error());
        if (saved.error().kind == Error::Kind::Conflict)
            refresh();
    }
}

void RecordPage::showNotSaved(const Error &error)
{
    const QList<RecordField> &fields = m_type.fields;
    const qsizetype field = std::ranges::find(fields, error.column, &RecordField::column) - fields.begin();
    if (field < fields.size()) {
        m_errors->showNotSaved(error, [this, field, refused = m_draft.typed().values.value(field)] {
            return m_draft.typed().values.value(field) == refused;
        });
    } else {
        m_errors->showNotSaved(error);
    }
    m_view->editor().focusColumn(error.column);
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
    const Question question = removalQuestion(m_type.texts, m_draft.stored(), goesWith);
    question.ask(this, [this](int answer) {
        if (answer == 0)
            m_writer.whenIdle([this] { remove(m_draft.stored()); });
    });
}

void RecordPage::remove(const Record &record)
{
    if (!m_draft.isOpen() || m_draft.isNew() || m_draft.stored().key != record.key)
        return;
    m_writer.remove(record, [this](const Result<void> &removed) {
        if (!removed)
            return takeNotRemoved(removed.error());
        m_messages->dismiss();
        m_draft.clear();
        refresh();
    });
}

void RecordPage::showError(const Error &error)
{
    m_errors->showError(error);
    m_view->editor().focusColumn(error.column);
}

}
