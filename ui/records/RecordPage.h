#pragma once

#include "ui/common/Page.h"
#include "ui/records/RecordDraft.h"
#include "ui/records/RecordListModel.h"
#include "ui/records/RecordWriter.h"

namespace gatehouse {

class DatabaseThread;
class MessageBar;
class PageErrors;
class RecordConflicts;
class RecordPart;
class RecordView;

/// The page for records of one type: the list on the left, the one that is open on the right, as a form or as
/// tabs of which the form is the first.
class RecordPage : public Page
{
    Q_OBJECT

public:
    RecordPage(RecordType type, DatabaseThread &database, QWidget *parent = nullptr);

    void refresh() override;
    void follow(const ChangeNotice &notice) override;
    Actions available() const override;
    void trigger(Action action) override;
    bool isModified() const override { return m_draft.isModified(); }
    QString editedTitle() const override;
    void save(const std::function<void(bool)> &done) override;
    void discard() override;
    QUndoStack *undoStack() override { return &m_draft.undoStack(); }

Q_SIGNALS:
    void recordsRead(); ///< as after a change

protected:
    /// Adds a tab beside the form; `tabs` is what a screen reader calls them.
    void addPart(const QString &title, RecordPart *part, const QString &tabs);
    /// The focus left a field of the form: what follows from it can be proposed.
    virtual void fieldLeft(qsizetype) {}
    /// What was typed of a record that somebody else deleted is kept as a new one: calls `then` with its
    /// values, and what is to be known of it.
    using Renewed = std::function<void(const QVariantList &values, const QString &note)>;
    virtual void renew(const Record &typed, const Renewed &then) { then(typed.values, {}); }
    RecordDraft &draft() { return m_draft; }
    void showError(const Error &error);
    /// What was typed is not saved: the message stays for as long as that is the reason.
    void showNotSaved(const Error &error);

private:
    void showDraft();
    void open(const QString &key);
    void add();
    void duplicate();
    void askRemove();
    void askRemove(const QString &goesWith);
    void remove(const Record &record);
    void takeNotRemoved(const Error &error);
    void askRemoveChanged(const Record &theirs);
    void tellGone();
    void keepAsNew();
    void drop();
    void tellSaved();
    void dismissMessage();
    void takeRecords(const QList<Record> &records);
    void followRecords(const QList<Record> &records, const ChangeNotice &notice);
    void tellMeanwhile(const ChangeNotice &notice);
    void takeSaved(const Result<Record> &saved, const Record &sent);

    RecordType m_type;
    DatabaseThread &m_database;
    RecordListModel m_model;
    RecordDraft m_draft;
    RecordWriter m_writer;
    MessageBar *m_messages;
    PageErrors *m_errors;
    RecordConflicts *m_conflicts;
    QString m_note; ///< of what is saved next
    RecordView *m_view;
};

}
