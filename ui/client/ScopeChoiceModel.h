#pragma once

#include "domain/ApiScope.h"

#include <QAbstractTableModel>

namespace gatehouse {

class ClientDraft;
class ValidationController;

/// All API scopes, with a check mark where the draft has them.
class ScopeChoiceModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Title, Description, ColumnCount };

    ScopeChoiceModel(ClientDraft &draft, ValidationController &validation, QObject *parent = nullptr);

    int rowOf(const QString &name) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    void show();

    ClientDraft &m_draft;
    ValidationController &m_validation;
    QList<ApiScope> m_scopes; ///< those that exist, then those that the draft names though they do not exist
};

}
