#pragma once

#include "store/audit/AuditLog.h"

#include <QAbstractTableModel>

namespace gatehouse {

class DatabaseThread;

/// The audit trail, newest first, read page by page as the view asks for more.
class AuditListModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { When, Who, What, Name, ColumnCount };

    explicit AuditListModel(DatabaseThread &database, QObject *parent = nullptr);

    /// Reads the first page of what the filter wants; what is shown stays until it is there.
    void show(const store::AuditFilter &filter);
    /// Shows none, and waits for none.
    void clear();
    const store::AuditFilter &filter() const { return m_filter; }
    const AuditEntry &at(int row) const { return m_entries.at(row); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    void loaded(); ///< the first page is shown
    void failed(const gatehouse::Error &error);

private:
    void request(std::optional<qint64> before);
    void take(const Result<QList<AuditEntry>> &page, bool isFirst);
    void setRead(bool complete);
    static QString text(const AuditEntry &entry, int column);

    DatabaseThread &m_database;
    store::AuditFilter m_filter;
    QList<AuditEntry> m_entries;
    quint64 m_generation = 0; ///< answers to older questions are thrown away
    bool m_complete = true;
    bool m_loading = false;
};

}
