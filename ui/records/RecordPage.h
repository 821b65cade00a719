#pragma once

#include "ui/common/Page.h"
#include "ui/records/OneAtATime.h"
#include "ui/records/RecordDraft.h"
#include "ui/records/RecordListModel.h"

class QLabel;
class QStackedWidget;

namespace gatehouse {

class DatabaseThread;
class MessageBar;
class RecordForm;
class RecordList;

/// The page for records of one type: the list on the left, the form of the one that is open on the right.
class RecordPage : public Page
{
    Q_OBJECT

public:
    RecordPage(RecordType type, DatabaseThread &database, QWidget *parent = nullptr);

    void refresh() override;
    Actions available() const override;
    void trigger(Action action) override;
    bool isModified() const override { return m_draft.isModified(); }
    QString editedTitle() const override;
    void save(std::function<void(bool)> done) override;
    void discard() override;
    QUndoStack *undoStack() override { return &m_draft.undoStack(); }

private:
    void build();
    void showDraft();
    void open(const QString &key);
    void add();
    void duplicate();
    void askRemove();
    void remove();
    void takeRecords(const QList<Record> &records);
    void takeSaved(const Result<Record> &saved, const Record &sent, const std::function<void(bool)> &done);
    void showError(const Error &error);
    void endWriting();

    RecordType m_type;
    DatabaseThread &m_database;
    RecordListModel m_model;
    RecordDraft m_draft;
    MessageBar *m_messages;
    RecordList *m_list;
    RecordForm *m_form;
    QLabel *m_hint;
    QStackedWidget *m_right;
    OneAtATime m_writing;
};

}
