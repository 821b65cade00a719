#include "draft/SecretTable.h"

#include "draft/TextListTable.h"

#include <QLocale>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// Beyond those that are shown.
enum HiddenColumn { Hash = SecretTable::ColumnCount, WeakLength, Position };

QString shownDate(const QDateTime &time)
{
    return QLocale().toString(time.toUTC().date(), QLocale::ShortFormat);
}

QString toColumn(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}

QDateTime fromColumn(const QVariant &column)
{
    return QDateTime::fromString(column.toString(), Qt::ISODateWithMs);
}

}

SecretTable::SecretTable(const DraftDatabase &database)
    : DraftTable(database, u"client_secret"_s,
                 {tr("Description"), onlyon::title(), tr("Last four characters"), tr("Storage"),
                  tr("Created"), tr("Expires"), tr("Status")})
{
}

ClientSecret SecretTable::secretAt(int row) const
{
    return {.key = valueAt(row, Status).toString(),
            .hash = valueAt(row, Hash).toString(),
            .lastFour = valueAt(row, LastFour).toString(),
            .description = valueAt(row, Description).toString(),
            .created = fromColumn(valueAt(row, Created)),
            .expires = fromColumn(valueAt(row, Expires)),
            .sealed = valueAt(row, Storage).toByteArray(),
            .weakLength = valueAt(row, WeakLength).toInt(),
            .onlyOn = valueAt(row, OnlyOn).toString()};
}

QList<ClientSecret> SecretTable::secrets() const
{
    QList<ClientSecret> secrets;
    for (int row = 0; row < rowCount(); ++row)
        secrets << secretAt(row);
    return secrets;
}

DraftRow SecretTable::newRow(const ClientSecret &secret, int row) const
{
    return DraftRow{secret.description,
                    secret.onlyOn,
                    secret.lastFour,
                    secret.sealed,
                    toColumn(secret.created),
                    toColumn(secret.expires),
                    secret.key,
                    secret.hash,
                    secret.weakLength} +
           blankRow(row).sliced(Position);
}

void SecretTable::fillSecrets(const QList<ClientSecret> &secrets)
{
    QList<DraftRow> rows;
    for (const ClientSecret &secret : secrets)
        rows << newRow(secret, 0);
    fill(rows);
}

void SecretTable::add(const ClientSecret &secret)
{
    DraftChange change;
    for (int row = 0; row < rowCount(); ++row) {
        if (secretAt(row).isKnownToServerOnly())
            change << DraftRowChange{rowAt(row), {}};
    }
    write(change << DraftRowChange{{}, newRow(secret, rowCount())});
}

void SecretTable::keepOnlyHashesAt(const QList<int> &rows)
{
    DraftChange change;
    for (const int row : rows) {
        change << DraftRowChange{rowAt(row), rowAt(row)};
        change.last().after[Storage] = QByteArray();
    }
    write(change);
}

void SecretTable::setStored(const QSet<QString> &keys)
{
    m_stored = keys;
    tellAllChanged();
}

QString SecretTable::statusText(const ClientSecret &secret) const
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (!secret.usableAt(now))
        return tr("Expired");
    if (!m_stored.contains(secret.key))
        return tr("Not saved yet");
    if (secret.isKnownToServerOnly())
        return tr("The server keeps its own");
    return secret.expires.isValid() ? tr("Usable for %n day(s)", nullptr, int(now.daysTo(secret.expires)) + 1)
                                    : tr("Usable");
}

QString SecretTable::text(const ClientSecret &secret, int column) const
{
    switch (column) {
    case Description:
        return secret.description;
    case LastFour:
        return secret.lastFour.isEmpty() ? QString() : tr("…%1").arg(secret.lastFour);
    case Storage:
        return secret.isKnownToServerOnly() ? tr("Only on the server")
               : secret.isRecoverable()     ? tr("Encrypted")
                                            : tr("Hashed");
    case Created:
        return shownDate(secret.created);
    case Expires:
        return secret.expires.isValid() ? shownDate(secret.expires) : tr("Never");
    case OnlyOn:
        return onlyon::text(secret.onlyOn);
    default:
        return statusText(secret);
    }
}

QVariant SecretTable::data(const QModelIndex &index, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return checkIndex(index, CheckIndexOption::IndexIsValid) ? text(secretAt(index.row()), index.column())
                                                                 : QVariant();
    case ChoicesRole:
        return index.column() == OnlyOn
                   ? QVariant::fromValue(onlyon::choices(m_servers, valueAt(index.row(), OnlyOn).toString()))
                   : QVariant();
    case SeverityRole:
        return index.column() == Status ? DraftTable::data(index, role) : -1;
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
        return {};
    default:
        return DraftTable::data(index, role);
    }
}

bool SecretTable::setData(const QModelIndex &index, const QVariant &value, int role)
{
    return DraftTable::setData(index, value.toString().trimmed(), role);
}

Qt::ItemFlags SecretTable::flags(const QModelIndex &index) const
{
    return DraftTable::flags(index).setFlag(
        Qt::ItemIsEditable, !isHeld() && (index.column() == Description || index.column() == OnlyOn));
}

}
