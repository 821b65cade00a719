#include "ui/client/keys/KeyListModel.h"

#include "draft/ClientDraft.h"
#include "draft/TextListTable.h"
#include "services/certificates/ClientKeyFile.h"
#include "ui/client/ValidationController.h"
#include "ui/consent/Background.h"

#include <QLocale>
#include <QSet>

namespace gatehouse {

namespace {

/// The same key may have another key ID.
QString identityOf(const QString &key)
{
    const rules::KeyFacts facts = rules::keyFacts(key);
    return facts.thumbprint.isEmpty() ? key : facts.thumbprint;
}

/// A key without a certificate has no end.
QString expiryText(const QDateTime &end)
{
    if (!end.isValid())
        return {};
    const QString date = QLocale().toString(end.date(), QLocale::ShortFormat);
    return end < QDateTime::currentDateTimeUtc() ? KeyListModel::tr("%1 (expired)").arg(date) : date;
}

}

KeyListModel::KeyListModel(ClientDraft &draft, ValidationController &validation, QObject *parent)
    : QAbstractTableModel(parent), m_table(draft.names(ClientField::Keys))
{
    connect(&m_table, &DraftTable::changed, this, &KeyListModel::readAgain);
    connect(&validation, &ValidationController::validated, this, &KeyListModel::showProblems);
    readAgain();
}

void KeyListModel::readAgain()
{
    const QStringList keys = m_table.texts();
    if (keys == m_keys)
        return;
    beginResetModel();
    m_keys = keys;
    m_facts.clear();
    for (const QString &key : keys)
        m_facts << rules::keyFacts(key);
    endResetModel();
    readCertificates();
}

/// Aside: what reads them is loaded first.
void KeyListModel::readCertificates()
{
    QStringList unread;
    for (const QString &key : std::as_const(m_keys)) {
        if (!m_ends.contains(key))
            unread << key;
    }
    if (unread.isEmpty())
        return;
    const auto read = [unread] {
        QHash<QString, QDateTime> ends;
        for (const QString &key : unread)
            ends.insert(key, clientkeyfile::certificateEnd(key));
        return ends;
    };
    background::run(this, read, [this](const QHash<QString, QDateTime> &ends) {
        m_ends.insert(ends);
        if (!m_keys.isEmpty())
            Q_EMIT dataChanged(index(0, Expires), index(rowCount() - 1, Expires));
    });
}

void KeyListModel::showProblems()
{
    if (!m_keys.isEmpty())
        Q_EMIT dataChanged(index(0, Problems), index(rowCount() - 1, Problems));
}

int KeyListModel::add(const QStringList &keys)
{
    QSet<QString> known;
    for (const QString &key : std::as_const(m_keys))
        known.insert(identityOf(key));
    DraftChange change;
    for (const QString &key : keys) {
        if (known.contains(identityOf(key)))
            continue;
        known.insert(identityOf(key));
        DraftRow row = m_table.blankRow(rowCount() + int(change.size()));
        row.first() = key;
        change << DraftRowChange{{}, row};
    }
    const int added = int(change.size());
    m_table.write(change);
    return added;
}

void KeyListModel::remove(const QList<int> &rows)
{
    m_table.removeRowsAt(rows);
}

int KeyListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_keys.size());
}

int KeyListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString KeyListModel::problemOf(int row) const
{
    const QString told = m_table.index(row, 0).data(Qt::ToolTipRole).toString();
    return told.isEmpty() ? m_facts.at(row).fault : told;
}

QString KeyListModel::text(int row, int column) const
{
    const rules::KeyFacts &facts = m_facts.at(row);
    switch (column) {
    case Kind:
        return facts.kind.isEmpty() ? tr("unknown") : facts.kind;
    case KeyId:
        return facts.id;
    case Algorithm:
        return facts.algorithm;
    case Thumbprint:
        return facts.thumbprint;
    case Expires:
        return expiryText(m_ends.value(m_keys.at(row)));
    default:
        return problemOf(row);
    }
}

QVariant KeyListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return text(index.row(), index.column());
    case DraftTable::SeverityRole:
        return index.column() == Problems ? m_table.index(index.row(), 0).data(role) : -1;
    default:
        return {};
    }
}

QVariant KeyListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case Kind:
        return tr("Kind");
    case KeyId:
        return tr("Key ID");
    case Algorithm:
        return tr("Algorithm");
    case Thumbprint:
        return tr("Thumbprint (SHA-256)");
    case Expires:
        return tr("Certificate expires");
    default:
        return tr("Problems");
    }
}

}
