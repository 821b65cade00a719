#pragma once

#include <QWidget>

#include <memory>

class QLabel;
class QLineEdit;
class QTableView;

namespace gatehouse {

class RecordListModel;
class ScrollAnchor;
struct RecordTexts;

/// The list of records with a search field above it. It only tells which row a person chose; what is open is
/// decided by the page, which marks it with mark().
class RecordList : public QWidget
{
    Q_OBJECT

public:
    RecordList(RecordListModel &model, const RecordTexts &texts, QWidget *parent = nullptr);
    ~RecordList() override;

    /// Selects the row of that key, or none when it is not shown.
    void mark(const QString &key);
    void focusSearch();

Q_SIGNALS:
    void chosen(const QString &key);

private:
    void buildView(const QString &accessibleName);
    void buildHeader();
    int widthOfFlag(int column) const;
    void choose();
    void showMatches();

    RecordListModel &m_model;
    QLineEdit *m_search;
    QTableView *m_view;
    QLabel *m_note;
    QString m_noMatch;
    QString m_marked;
    std::unique_ptr<ScrollAnchor> m_place; ///< while records come and go
};

}
