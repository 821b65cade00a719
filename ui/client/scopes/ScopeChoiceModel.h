#pragma once

#include "domain/ClientField.h"

#include <QAbstractTableModel>

namespace gatehouse {

class ClientDraft;
class ValidationController;

/// One scope or resource that a client application can be given.
struct ScopeChoice
{
    QString name;
    QString title;
    QString details; ///< description or claims
    QString state;   ///< why it shares nothing, or why it is always there
    bool isLocked = false;

    bool operator==(const ScopeChoice &) const = default;
};

/// All API scopes, default resources or custom resources, with a check mark where the draft has a row for
/// them: checking adds the row, and unchecking removes it.
class ScopeChoiceModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Title, Details, State, ColumnCount };

    /// `field` is ApiScopes, DefaultResources or CustomResources.
    ScopeChoiceModel(ClientField field, ClientDraft &draft, ValidationController &validation,
                     QObject *parent = nullptr);

    int rowOf(const QString &name) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    void show();
    QStringList typedNames() const;
    bool isChosen(const ScopeChoice &choice) const;

    ClientField m_field;
    ClientDraft &m_draft;
    ValidationController &m_validation;
    QList<ScopeChoice>
        m_choices; ///< those that exist, then those that the draft names though they do not exist
};

}
