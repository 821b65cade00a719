#include "ui/client/secrets/SecretListModel.h"

#include "ui/client/ClientDraft.h"
#include "ui/client/ValidationController.h"

#include <QLocale>

#include <algorithm>

namespace gatehouse {

namespace {

QString shownDate(const QDateTime &time)
{
    return QLocale().toString(time.toUTC().date(), QLocale::ShortFormat);
}

}

SecretListModel::SecretListModel(ClientDraft &draft, ValidationController &validation, QObject *parent)
    : QAbstractTableModel(parent), m_draft(draft), m_validation(validation)
{
    connect(&validation, &ValidationController::validated, this, &SecretListModel::show);
    show();
}

void SecretListModel::show()
{
    const QList<ClientSecret> &secrets = m_draft.typed().secrets;
    const QList<ClientSecret> &stored = m_draft.stored().secrets;
    if (secrets == m_secrets && stored == m_stored)
        return;
    m_stored = stored;
    if (secrets.size() != m_secrets.size()) {
        beginResetModel();
        m_secrets = secrets;
        endResetModel();
        return;
    }
    m_secrets = secrets;
    if (m_secrets.isEmpty())
        return;
    Q_EMIT dataChanged(index(0, 0), index(int(m_secrets.size()) - 1, ColumnCount - 1));
}

void SecretListModel::add(const ClientSecret &secret)
{
    m_draft.setSecrets(m_secrets + QList{secret});
}

void SecretListModel::removeRowsAt(QList<int> rows)
{
    QList<ClientSecret> secrets = m_secrets;
    std::ranges::sort(rows, std::greater{});
    for (const int row : rows)
        secrets.removeAt(row);
    m_draft.setSecrets(secrets);
}

void SecretListModel::keepOnlyHashesAt(const QList<int> &rows)
{
    QList<ClientSecret> secrets = m_secrets;
    for (const int row : rows)
        secrets[row].sealed.clear();
    m_draft.setSecrets(secrets);
}

bool SecretListModel::isStored(const ClientSecret &secret) const
{
    return !secret.key.isEmpty() && std::ranges::contains(m_stored, secret.key, &ClientSecret::key);
}

int SecretListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_secrets.size());
}

int SecretListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString SecretListModel::text(const ClientSecret &secret, int column) const
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    switch (column) {
    case Description:
        return secret.description;
    case LastFour:
        return tr("…%1").arg(secret.lastFour);
    case Storage:
        return secret.isRecoverable() ? tr("Encrypted") : tr("Hashed");
    case Created:
        return shownDate(secret.created);
    case Expires:
        return secret.expires.isValid() ? shownDate(secret.expires) : tr("Never");
    case Status:
        if (!secret.usableAt(now))
            return tr("Expired");
        if (!isStored(secret))
            return tr("Not saved yet");
        return secret.expires.isValid()
                   ? tr("Usable for %n day(s)", nullptr, int(now.daysTo(secret.expires)) + 1)
                   : tr("Usable");
    }
    return {};
}

int SecretListModel::severityAt(int row) const
{
    const QList<Problem> problems = m_validation.problemsOf(ClientField::Secrets);
    const auto found = std::ranges::find(problems, row, &Problem::row);
    return found == problems.end() ? -1 : int(found->severity);
}

QVariant SecretListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return text(m_secrets.at(index.row()), index.column());
    case SeverityRole:
        return index.column() == Status ? severityAt(index.row()) : -1;
    default:
        return {};
    }
}

bool SecretListModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || index.column() != Description ||
        !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    QList<ClientSecret> secrets = m_secrets;
    secrets[index.row()].description = value.toString().trimmed();
    m_draft.setSecrets(secrets);
    return true;
}

QVariant SecretListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Description:
        return tr("Description");
    case LastFour:
        return tr("Last four characters");
    case Storage:
        return tr("Storage");
    case Created:
        return tr("Created");
    case Expires:
        return tr("Expires");
    case Status:
        return tr("Status");
    default:
        return {};
    }
}

Qt::ItemFlags SecretListModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.isValid() && index.column() == Description ? flags | Qt::ItemIsEditable : flags;
}

}
