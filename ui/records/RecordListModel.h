#pragma once

#include "ui/records/RecordType.h"

#include <QAbstractTableModel>

namespace gatehouse {

/// The records of one type in memory, searched and sorted; a column for each listed field.
class RecordListModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit RecordListModel(const QList<RecordField> &fields, QObject *parent = nullptr);

    void setRecords(const QList<Record> &records);
    /// Adds the record or puts it in the place of the one with its key.
    void put(const Record &record);
    /// Shows the records that hold the text in one of their texts, whatever the case.
    void setSearch(const QString &text);

    bool isEmpty() const { return m_records.isEmpty(); }
    const Record *find(const QString &key) const; ///< among all, shown or not; null when there is none
    const Record &recordAt(int row) const { return m_shown.at(row); }
    bool isText(int column) const { return m_columns.at(column).isText; }
    QStringList flagTexts(int column) const; ///< what the cells of one that is no text say
    int rowOfKey(const QString &key) const;  ///< -1 when it is not shown

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    struct Column
    {
        qsizetype field;
        QString title;
        bool isText;
        QString on;
        QString off;
    };

    void showMatching();
    bool matches(const Record &record) const;
    QString textOf(const Record &record, int column) const;

    QList<Column> m_columns;
    QList<Record> m_records;
    QList<Record> m_shown;
    QString m_search;
    int m_sortColumn = 0;
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

}
