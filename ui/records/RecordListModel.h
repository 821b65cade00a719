#pragma once

#include "store/TableModel.h"
#include "ui/records/RecordType.h"

namespace gatehouse {

/// The records of one type, searched and sorted; a column for each listed field.
class RecordListModel : public TableModel<Record>
{
    Q_OBJECT

public:
    explicit RecordListModel(const QList<RecordField> &fields, QObject *parent = nullptr);

    /// Takes what differs row by row, so that nothing jumps.
    void setRecords(const QList<Record> &records);
    /// Adds the record or puts it in the place of the one with its key.
    void put(const Record &record);
    /// Shows the records that hold the text in one of their texts, whatever the case.
    void setSearch(const QString &text);

    bool isEmpty() const { return m_records.isEmpty(); }
    const Record *find(const QString &key) const; ///< among all, shown or not; null when there is none
    /// What the cells of a flag say; those of a text say anything, so none.
    QStringList flagTexts(int column) const { return m_flagTexts.at(column); }
    int rowOfKey(const QString &key) const; ///< -1 when it is not shown

    void sort(int column, Qt::SortOrder order) override;

Q_SIGNALS:
    void recordsComing(); ///< around setRecords()
    void recordsSet();

private:
    QList<Record> matching() const;
    void showMatching();
    bool matches(const Record &record) const;

    QList<Record> m_records; ///< shown or not
    QList<QStringList> m_flagTexts;
    QString m_search;
    int m_sortColumn = 0;
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

}
