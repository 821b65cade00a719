#include "ui/client/ScopeChoiceModel.h"

#include "ui/client/ClientDraft.h"
#include "ui/client/ValidationController.h"

#include <algorithm>

namespace gatehouse {

ScopeChoiceModel::ScopeChoiceModel(ClientDraft &draft, ValidationController &validation, QObject *parent)
    : QAbstractTableModel(parent), m_draft(draft), m_validation(validation)
{
    connect(&validation, &ValidationController::validated, this, &ScopeChoiceModel::show);
    show();
}

void ScopeChoiceModel::show()
{
    QList<ApiScope> scopes = m_validation.apiScopes();
    for (const QString &name : m_draft.typed().apiScopes) {
        if (m_draft.isOpen() && !std::ranges::contains(scopes, name, &ApiScope::name))
            scopes << ApiScope{{}, 0, name, tr("(does not exist)"), {}};
    }
    if (scopes != m_scopes) {
        beginResetModel();
        m_scopes = scopes;
        endResetModel();
    } else if (!m_scopes.isEmpty()) {
        Q_EMIT dataChanged(index(0, 0), index(int(m_scopes.size()) - 1, 0), {Qt::CheckStateRole});
    }
}

int ScopeChoiceModel::rowOf(const QString &name) const
{
    const auto found = std::ranges::find(m_scopes, name, &ApiScope::name);
    return found == m_scopes.end() ? -1 : int(found - m_scopes.begin());
}

int ScopeChoiceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_scopes.size());
}

int ScopeChoiceModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ScopeChoiceModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ApiScope &scope = m_scopes.at(index.row());
    if (role == Qt::CheckStateRole && index.column() == Name)
        return m_draft.typed().apiScopes.contains(scope.name) ? Qt::Checked : Qt::Unchecked;
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case Name:
        return scope.name;
    case Title:
        return scope.title;
    case Description:
        return scope.description;
    default:
        return {};
    }
}

bool ScopeChoiceModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || index.column() != Name ||
        !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    QStringList names = m_draft.typed().apiScopes;
    const QString name = m_scopes.at(index.row()).name;
    names.removeAll(name);
    if (value.value<Qt::CheckState>() == Qt::Checked)
        names << name;
    names.sort();
    m_draft.set(ClientField::ApiScopes, names);
    return true;
}

QVariant ScopeChoiceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("API scope");
    case Title:
        return tr("Title");
    case Description:
        return tr("Description");
    default:
        return {};
    }
}

Qt::ItemFlags ScopeChoiceModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.isValid() && index.column() == Name ? flags | Qt::ItemIsUserCheckable : flags;
}

}
