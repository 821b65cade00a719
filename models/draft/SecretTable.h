#pragma once

#include "domain/ClientApplication.h"
#include "draft/DraftTable.h"

#include <QSet>

namespace gatehouse {

/// The secrets of a client application: never their text, only what tells them apart. The description and
/// the server that it is for can be edited.
class SecretTable : public DraftTable
{
    Q_OBJECT

public:
    /// Status, shown of the key, says whether it is stored and how long it is usable.
    enum Column { Description, OnlyOn, LastFour, Storage, Created, Expires, Status, ColumnCount };

    explicit SecretTable(const DraftDatabase &database);

    ClientSecret secretAt(int row) const;
    QList<ClientSecret> secrets() const;
    void fillSecrets(const QList<ClientSecret> &secrets);
    /// Those that only the server knows go: now there is one of ours. One step.
    void add(const ClientSecret &secret);
    /// Forgets the secrets themselves: their hashes stay. One step.
    void keepOnlyHashesAt(const QList<int> &rows);
    /// Those that can be chosen under Only on.
    void setServers(const QStringList &servers) { m_servers = servers; }
    /// The keys of those that are stored.
    void setStored(const QSet<QString> &keys);

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    DraftRow newRow(const ClientSecret &secret, int row) const;
    QString text(const ClientSecret &secret, int column) const;
    QString statusText(const ClientSecret &secret) const;

    QSet<QString> m_stored;
    QStringList m_servers;
};

}
