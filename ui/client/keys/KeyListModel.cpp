#include "ui/client/keys/KeyListModel.h"

#include "draft/ClientDraft.h"
#include "draft/TextListTable.h"
#include "services/certificates/ClientKeyFile.h"
#include "ui/client/ValidationController.h"
#include "ui/consent/Background.h"

#include <QLocale>
#include <QSet>

#include <algorithm>

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
    : TableModel(
          {{tr("Kind"),
            [](const KeyRow &row) { return row.facts.kind.isEmpty() ? tr("unknown") : row.facts.kind; }},
           {tr("Key ID"), [](const KeyRow &row) { return row.facts.id; }},
           {tr("Algorithm"), [](const KeyRow &row) { return row.facts.algorithm; }},
           {tr("Thumbprint (SHA-256)"), [](const KeyRow &row) { return row.facts.thumbprint; }},
           {tr("Certificate expires"),
            [this](const KeyRow &row) { return expiryText(m_ends.value(row.key)); }},
           {tr("Problems"), [this](const KeyRow &row) { return problemOf(row); }}},
          parent)
    , m_table(draft.names(ClientField::Keys))
{
    connect(&m_table, &DraftTable::changed, this, &KeyListModel::readAgain);
    connect(&validation, &ValidationController::validated, this, &KeyListModel::showProblems);
    readAgain();
}

void KeyListModel::readAgain()
{
    const QStringList keys = m_table.texts();
    if (std::ranges::equal(keys, m_rows, {}, {}, &KeyRow::key))
        return;
    QList<KeyRow> rows;
    for (const QString &key : keys)
        rows << KeyRow{int(rows.size()), key, rules::keyFacts(key)};
    setRows(rows);
    readCertificates();
}

/// Aside: what reads them is loaded first.
void KeyListModel::readCertificates()
{
    QStringList unread;
    for (const KeyRow &row : std::as_const(m_rows)) {
        if (!m_ends.contains(row.key))
            unread << row.key;
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
        if (!m_rows.isEmpty())
            Q_EMIT dataChanged(index(0, Expires), index(rowCount() - 1, Expires));
    });
}

void KeyListModel::showProblems()
{
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, Problems), index(rowCount() - 1, Problems));
}

int KeyListModel::add(const QStringList &keys)
{
    QSet<QString> known;
    for (const KeyRow &row : std::as_const(m_rows))
        known.insert(identityOf(row.key));
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

QString KeyListModel::problemOf(const KeyRow &row) const
{
    const QString told = m_table.index(row.place, 0).data(Qt::ToolTipRole).toString();
    return told.isEmpty() ? row.facts.fault : told;
}

QVariant KeyListModel::detail(const KeyRow &row, int column, int role) const
{
    if (role == DraftTable::SeverityRole)
        return column == Problems ? m_table.index(row.place, 0).data(role) : -1;
    return TableModel::detail(row, column, role);
}

}
