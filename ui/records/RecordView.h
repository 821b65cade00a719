#pragma once

#include <QSplitter>

class QLabel;
class QStackedWidget;

namespace gatehouse {

class RecordDraft;
class RecordEditor;
class RecordList;
class RecordListModel;
class RecordPart;
struct RecordType;

/// What a page for records shows: the list, and beside it the record that is open or what to do next.
class RecordView : public QSplitter
{
    Q_OBJECT

public:
    RecordView(RecordListModel &model, const RecordType &type, QWidget *parent = nullptr);

    RecordList &list() { return *m_list; }
    RecordEditor &editor() { return *m_editor; }

    /// Adds a tab beside the form; `tabs` is what a screen reader calls them.
    void addPart(const QString &title, RecordPart *part, const QString &tabs);
    /// `hint` is read where no record is open.
    void display(const RecordDraft &draft, const QString &hint);

private:
    RecordList *m_list;
    RecordEditor *m_editor;
    QLabel *m_hint;
    QStackedWidget *m_right;
};

}
