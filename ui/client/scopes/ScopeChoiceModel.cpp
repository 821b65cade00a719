#include "ui/client/scopes/ScopeChoiceModel.h"

#include "draft/ClientDraft.h"
#include "draft/TextListTable.h"
#include "ui/client/ValidationController.h"
#include "ui/client/scopes/ScopeChoices.h"

#include <algorithm>

namespace gatehouse {

ScopeChoiceModel::ScopeChoiceModel(ClientField field, ClientDraft &draft, ValidationController &validation,
                                   QObject *parent)
    : QAbstractTableModel(parent), m_field(field), m_draft(draft), m_validation(validation)
{
    connect(&validation, &ValidationController::validated, this, &ScopeChoiceModel::show);
    show();
}

QStringList ScopeChoiceModel::typedNames() const
{
    return m_draft.names(m_field).texts();
}

void ScopeChoiceModel::show()
{
    QList<ScopeChoice> choices = scopeChoices(m_field, m_validation.records(), m_draft.typed().supportOpenId);
    for (const QString &name : m_draft.isOpen() ? typedNames() : QStringList()) {
        if (!std::ranges::contains(choices, name, &ScopeChoice::name))
            choices << ScopeChoice{name, tr("(does not exist)"), {}, {}, false};
    }
    if (choices != m_choices) {
        beginResetModel();
        m_choices = choices;
        endResetModel();
    } else if (!m_choices.isEmpty()) {
        Q_EMIT dataChanged(index(0, 0), index(int(m_choices.size()) - 1, 0), {Qt::CheckStateRole});
    }
}

int ScopeChoiceModel::rowOf(const QString &name) const
{
    const auto found = std::ranges::find(m_choices, name, &ScopeChoice::name);
    return found == m_choices.end() ? -1 : int(found - m_choices.begin());
}

int ScopeChoiceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_choices.size());
}

int ScopeChoiceModel::columnCount(const QModelIndex &parent) const
{
    if (parent.isValid())
        return 0;
    return m_field == ClientField::ApiScopes ? int(State) : int(ColumnCount);
}

bool ScopeChoiceModel::isChosen(const ScopeChoice &choice) const
{
    if (choice.isLocked)
        return m_draft.typed().supportOpenId;
    return typedNames().contains(choice.name);
}

QVariant ScopeChoiceModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ScopeChoice &choice = m_choices.at(index.row());
    if (role == Qt::CheckStateRole && index.column() == Name)
        return isChosen(choice) ? Qt::Checked : Qt::Unchecked;
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case Name:
        return role == Qt::ToolTipRole && choice.isLocked ? choice.state : choice.name;
    case Title:
        return choice.title;
    case Details:
        return choice.details;
    case State:
        return choice.state;
    default:
        return {};
    }
}

bool ScopeChoiceModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !flags(index).testFlag(Qt::ItemIsUserCheckable))
        return false;
    QStringList names = typedNames();
    const QString name = m_choices.at(index.row()).name;
    names.removeAll(name);
    if (value.value<Qt::CheckState>() == Qt::Checked)
        names << name;
    if (m_field == ClientField::DefaultResources)
        std::ranges::stable_sort(names, {}, [this](const QString &one) { return rowOf(one); });
    else
        names.sort();
    m_draft.names(m_field).setTexts(names);
    return true;
}

QVariant ScopeChoiceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const bool isApi = m_field == ClientField::ApiScopes;
    switch (section) {
    case Name:
        return isApi ? tr("API scope") : tr("Resource");
    case Title:
        return m_field == ClientField::DefaultResources ? tr("What it shares") : tr("Title");
    case Details:
        return isApi ? tr("Description") : tr("Claims");
    case State:
        return m_field == ClientField::DefaultResources ? tr("Given") : tr("Enabled");
    default:
        return {};
    }
}

Qt::ItemFlags ScopeChoiceModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    const bool isCheckable = index.isValid() && index.column() == Name && !m_choices.at(index.row()).isLocked;
    return isCheckable ? flags | Qt::ItemIsUserCheckable : flags;
}

}
