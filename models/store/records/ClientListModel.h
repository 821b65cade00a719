#pragma once

#include "store/records/ClientPage.h"

#include <QAbstractTableModel>

namespace gatehouse {

class DatabaseThread;

/// The list of client applications, filtered and sorted by the database and read page by page as the view
/// asks for more.
class ClientListModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role {
        KeyRole = Qt::UserRole, ///< primary key
        VersionRole,            ///< int, another after each save
        SeverityRole,           ///< on the column Problems: as in Severity, -1 none
    };

    explicit ClientListModel(DatabaseThread &database, QObject *parent = nullptr);

    /// What is set before the first reload() is remembered for it.
    void setFilter(const store::ClientFilter &filter);
    const store::ClientFilter &filter() const { return m_request.filter; }
    /// That of the rows that are shown, while those of filter() are still being read.
    const store::ClientFilter &shownFilter() const { return m_shownFilter; }
    /// Reads again as far as was read before, keeping what is shown until the answer is there.
    void reload();

    int rowOfKey(const QString &key) const; ///< -1 when not among the rows read so far
    const store::ClientRow &rowAt(int row) const { return m_rows.at(row); }
    int firstWhole() const; ///< row of the first that is not damaged; -1: there is none
    bool isComplete() const { return m_complete; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    void sort(int column, Qt::SortOrder order) override;

Q_SIGNALS:
    void loaded(); ///< a fresh first page is shown
    void failed(const gatehouse::Error &error);

private:
    void request(bool fresh, int size);
    void take(Result<QList<store::ClientRow>> page, bool fresh, int size);
    void setRead(bool complete);

    DatabaseThread &m_database;
    store::ClientPageRequest m_request;
    QList<store::ClientRow> m_rows;
    store::ClientFilter m_shownFilter;
    quint64 m_generation = 0; ///< answers to older questions are thrown away
    bool m_complete = true;
    bool m_loading = false;
    bool m_started = false; ///< reload() was called once
};

}
