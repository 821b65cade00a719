#pragma once

#include "domain/ClientApplication.h"

#include <QAbstractTableModel>

namespace gatehouse {

class ClientDraft;
class ValidationController;

/// The secrets of a draft: never their text, only what tells them apart. The description can be edited.
class SecretListModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Description, LastFour, Storage, Created, Expires, Status, ColumnCount };
    enum Role { SeverityRole = Qt::UserRole };

    SecretListModel(ClientDraft &draft, ValidationController &validation, QObject *parent = nullptr);

    void add(const ClientSecret &secret);
    void removeRowsAt(QList<int> rows);
    /// Forgets the secrets themselves: their hashes stay.
    void keepOnlyHashesAt(const QList<int> &rows);
    const ClientSecret &secretAt(int row) const { return m_secrets.at(row); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    void show();
    bool isStored(const ClientSecret &secret) const;
    QString text(const ClientSecret &secret, int column) const;
    int severityAt(int row) const;

    ClientDraft &m_draft;
    ValidationController &m_validation;
    QList<ClientSecret> m_secrets;
    QList<ClientSecret> m_stored;
};

}
