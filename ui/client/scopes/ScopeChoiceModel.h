#pragma once

#include "domain/ClientField.h"
#include "store/TableModel.h"

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
class ScopeChoiceModel : public TableModel<ScopeChoice>
{
    Q_OBJECT

public:
    enum Column { Name, Title, Details, State }; ///< API scopes are without State

    /// `field` is ApiScopes, DefaultResources or CustomResources.
    ScopeChoiceModel(ClientField field, ClientDraft &draft, ValidationController &validation,
                     QObject *parent = nullptr);

    int rowOf(const QString &name) const { return rowWhere(&ScopeChoice::name, name); }

    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    void show(); ///< those that exist, then those that the draft names though they do not exist
    QVariant detail(const ScopeChoice &choice, int column, int role) const override;
    QStringList typedNames() const;
    bool isChosen(const ScopeChoice &choice) const;

    ClientField m_field;
    ClientDraft &m_draft;
    ValidationController &m_validation;
};

}
