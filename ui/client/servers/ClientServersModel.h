#pragma once

#include "store/records/ServerStore.h"

#include <QAbstractTableModel>

namespace gatehouse {

class ClientDraft;

/// The servers, and what the open client application is on each: whether it is enabled there, which can be
/// chosen, and what is known of it from comparing and pushing.
class ClientServersModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { ServerName, Enabled, Pushed, Compared, Drift, ColumnCount };

    explicit ClientServersModel(ClientDraft &draft, QObject *parent = nullptr);

    struct Row
    {
        QString server; ///< Server::name
        store::ServerClient known = {};
    };
    void setRows(const QList<Row> &rows);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    /// Of Enabled: `on`, `off`, or nothing for as without a server.
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    QString enabledKey(const QString &server) const;
    QString text(const Row &row, int column) const;

    ClientDraft &m_draft;
    QList<Row> m_rows;
};

}
