#include "ui/client/redirects/RedirectListModel.h"

#include "domain/rules/FieldRules.h"
#include "ui/client/ClientDraft.h"
#include "ui/client/ValidationController.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

RedirectListModel::RedirectListModel(ClientField field, ClientDraft &draft, ValidationController &validation,
                                     QObject *parent)
    : QAbstractListModel(parent), m_field(field), m_draft(draft), m_validation(validation)
{
    connect(&validation, &ValidationController::validated, this, &RedirectListModel::show);
    show();
}

/// Only the rows that differ are told, so that an open editor and the selection survive.
void RedirectListModel::show()
{
    const QStringList uris = fieldValue(m_draft.typed(), m_field).toStringList();
    if (uris.size() != m_uris.size()) {
        beginResetModel();
        m_uris = uris;
        m_problems = m_validation.problemsOf(m_field);
        endResetModel();
        return;
    }
    m_uris = uris;
    m_problems = m_validation.problemsOf(m_field);
    if (!m_uris.isEmpty())
        Q_EMIT dataChanged(index(0), index(int(m_uris.size()) - 1));
}

const Problem *RedirectListModel::problemAt(int row) const
{
    const auto found = std::ranges::find(m_problems, row, &Problem::row);
    return found == m_problems.end() ? nullptr : &*found;
}

QStringList RedirectListModel::addText(const QString &text)
{
    QStringList uris = m_uris;
    QStringList repeated;
    for (const QString &uri : rules::redirectsFromPaste(text))
        (uris.contains(uri) ? repeated : uris) << uri;
    m_draft.set(m_field, uris);
    return repeated;
}

void RedirectListModel::removeRowsAt(QList<int> rows)
{
    QStringList uris = m_uris;
    std::ranges::sort(rows, std::greater{});
    for (const int row : rows)
        uris.removeAt(row);
    m_draft.set(m_field, uris);
}

int RedirectListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_uris.size());
}

QVariant RedirectListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Problem *problem = problemAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return m_uris.at(index.row());
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
        return problem ? problem->text : QString();
    case SeverityRole:
        return problem ? int(problem->severity) : -1;
    default:
        return {};
    }
}

bool RedirectListModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    QStringList uris = m_uris;
    uris[index.row()] = rules::trimmedUri(value.toString());
    m_draft.endTyping();
    m_draft.set(m_field, uris);
    return true;
}

QVariant RedirectListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return section == 0 && orientation == Qt::Horizontal && role == Qt::DisplayRole ? tr("Redirect")
                                                                                    : QVariant();
}

Qt::ItemFlags RedirectListModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractListModel::flags(index);
    return index.isValid() ? flags | Qt::ItemIsEditable : flags;
}

}
