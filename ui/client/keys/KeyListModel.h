#pragma once

#include "domain/rules/JsonWebKey.h"

#include <QAbstractTableModel>
#include <QDateTime>
#include <QHash>

namespace gatehouse {

class ClientDraft;
class TextListTable;
class ValidationController;

/// The public keys of a draft, each by what tells it apart and what is wrong with it.
class KeyListModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Kind, KeyId, Algorithm, Thumbprint, Expires, Problems, ColumnCount };

    KeyListModel(ClientDraft &draft, ValidationController &validation, QObject *parent = nullptr);

    /// Adds those that are not there yet, in one step, and gives how many.
    int add(const QStringList &keys);
    void remove(const QList<int> &rows);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void readAgain();
    void readCertificates();
    void showProblems();
    QString problemOf(int row) const;
    QString text(int row, int column) const;

    TextListTable &m_table;
    QStringList m_keys;
    QList<rules::KeyFacts> m_facts;
    QHash<QString, QDateTime> m_ends; ///< of the certificates in keys
};

}
