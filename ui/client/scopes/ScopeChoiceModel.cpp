#include "ui/client/scopes/ScopeChoiceModel.h"

#include "domain/DefaultResources.h"
#include "draft/ClientDraft.h"
#include "draft/TextListTable.h"
#include "ui/client/ValidationController.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

QList<ScopeChoice> apiScopeChoices(const QList<ApiScope> &scopes)
{
    QList<ScopeChoice> choices;
    for (const ApiScope &scope : scopes)
        choices << ScopeChoice{scope.name, scope.title, scope.description, {}, false};
    return choices;
}

/// Standard claims by OpenID Connect Core 1.0, 5.4.
QList<ScopeChoice> defaultResourceChoices(bool supportOpenId)
{
    return {
        {u"openid"_s, ScopeChoiceModel::tr("Which user signed in, by an identifier alone."), u"sub"_s,
         supportOpenId ? ScopeChoiceModel::tr("always, with OpenID Connect") : QString(), true},
        {u"profile"_s, ScopeChoiceModel::tr("Who the user is: name, picture, birthday, language."),
         u"name, family_name, given_name, middle_name, nickname, preferred_username, profile, picture, "
         u"website, gender, birthdate, zoneinfo, locale, updated_at"_s},
        {u"email"_s, ScopeChoiceModel::tr("The e-mail address, and whether it was verified."),
         u"email, email_verified"_s},
        {u"phone"_s, ScopeChoiceModel::tr("The phone number, and whether it was verified."),
         u"phone_number, phone_number_verified"_s},
        {u"address"_s, ScopeChoiceModel::tr("The postal address."), u"address"_s},
    };
}

QList<ScopeChoice> customResourceChoices(const QList<CustomResource> &resources)
{
    QList<ScopeChoice> choices;
    for (const CustomResource &resource : resources) {
        QStringList claims;
        for (const ResourceClaim &claim : resource.claims)
            claims << claim.claim;
        const QString state = resource.enabled ? ScopeChoiceModel::tr("enabled")
                                               : ScopeChoiceModel::tr("not enabled: shares nothing");
        choices << ScopeChoice{resource.name, resource.title, claims.join(", "_L1), state, false};
    }
    return choices;
}

/// What there is to choose from in the field, in the order of the list.
QList<ScopeChoice> scopeChoices(ClientField field, const ClientRecords &records, bool supportOpenId)
{
    if (field == ClientField::DefaultResources)
        return defaultResourceChoices(supportOpenId);
    if (field == ClientField::CustomResources)
        return customResourceChoices(records.customResources);
    return apiScopeChoices(records.apiScopes);
}

QList<TableColumn<ScopeChoice>> columnsOf(ClientField field)
{
    const bool isApi = field == ClientField::ApiScopes;
    const bool isDefault = field == ClientField::DefaultResources;
    QList<TableColumn<ScopeChoice>> columns{
        {isApi ? ScopeChoiceModel::tr("API scope") : ScopeChoiceModel::tr("Resource"), &ScopeChoice::name},
        {isDefault ? ScopeChoiceModel::tr("What it shares") : ScopeChoiceModel::tr("Title"),
         &ScopeChoice::title},
        {isApi ? ScopeChoiceModel::tr("Description") : ScopeChoiceModel::tr("Claims"),
         &ScopeChoice::details}};
    if (!isApi) {
        columns.append({isDefault ? ScopeChoiceModel::tr("Given") : ScopeChoiceModel::tr("Enabled"),
                        &ScopeChoice::state});
    }
    return columns;
}

}

ScopeChoiceModel::ScopeChoiceModel(ClientField field, ClientDraft &draft, ValidationController &validation,
                                   QObject *parent)
    : TableModel(columnsOf(field), parent), m_field(field), m_draft(draft), m_validation(validation)
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
    if (choices != m_rows)
        setRows(choices);
    else if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0), {Qt::CheckStateRole});
}

bool ScopeChoiceModel::isChosen(const ScopeChoice &choice) const
{
    if (choice.isLocked)
        return m_draft.typed().supportOpenId;
    return typedNames().contains(choice.name);
}

QVariant ScopeChoiceModel::detail(const ScopeChoice &choice, int column, int role) const
{
    if (column == Name && role == Qt::CheckStateRole)
        return isChosen(choice) ? Qt::Checked : Qt::Unchecked;
    if (column == Name && role == Qt::ToolTipRole && choice.isLocked)
        return choice.state;
    return TableModel::detail(choice, column, role);
}

bool ScopeChoiceModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !flags(index).testFlag(Qt::ItemIsUserCheckable))
        return false;
    QStringList names = typedNames();
    const QString name = m_rows.at(index.row()).name;
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

Qt::ItemFlags ScopeChoiceModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = TableModel::flags(index);
    const bool isCheckable =
        index.isValid() && index.column() == Name && !m_rows.at(index.row()).isLocked && !m_draft.isHeld();
    return isCheckable ? flags | Qt::ItemIsUserCheckable : flags;
}

}
