#pragma once

#include "store/TableModel.h"
#include "store/records/ServerStore.h"

namespace gatehouse {

class ClientDraft;

/// A server, and what the open client application is there.
struct ClientOnServer
{
    QString server; ///< Server::name
    store::ServerClient known = {};
};

/// The servers, and what the open client application is on each: whether it is enabled there, which can be
/// chosen, and what is known of it from comparing and pushing.
class ClientServersModel : public TableModel<ClientOnServer>
{
    Q_OBJECT

public:
    enum Column { ServerName, Enabled, Pushed, Compared, Drift };

    explicit ClientServersModel(ClientDraft &draft, QObject *parent = nullptr);

    /// Of Enabled: `on`, `off`, or nothing for as without a server.
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    QVariant detail(const ClientOnServer &row, int column, int role) const override;
    QString enabledKey(const QString &server) const;
    QString enabledText(const QString &server) const;

    ClientDraft &m_draft;
};

}
