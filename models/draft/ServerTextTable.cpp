#include "draft/TextListTable.h"

#include <QCoreApplication>

#include <algorithm>

namespace gatehouse {

namespace {

struct OnlyOnText
{
    Q_DECLARE_TR_FUNCTIONS(OnlyOn)
};

}

QString onlyon::title()
{
    return OnlyOnText::tr("Only on");
}

QString onlyon::text(const QString &server)
{
    return server.isEmpty() ? OnlyOnText::tr("All servers") : server;
}

/// One that is gone stays to be seen.
QList<Choice> onlyon::choices(const QStringList &servers, const QString &server)
{
    QList<Choice> choices{{QString(), text({})}};
    for (const QString &one : servers)
        choices << Choice{one, one};
    if (!server.isEmpty() && !servers.contains(server))
        choices << Choice{server, server};
    return choices;
}

ServerTextTable::ServerTextTable(const DraftDatabase &database, const QString &table, const QString &title,
                                 const QString &filter)
    : TextListTable(database, table, {title, onlyon::title()}, filter)
{
}

void ServerTextTable::setServers(const QStringList &servers)
{
    m_servers = servers;
}

QList<int> ServerTextTable::rowsOn(const QString &server) const
{
    QList<int> rows;
    for (int row = 0; row < rowCount(); ++row) {
        if (valueAt(row, OnlyOn).toString() == server)
            rows << row;
    }
    return rows;
}

QMap<QString, QStringList> ServerTextTable::textsByServer() const
{
    QMap<QString, QStringList> texts;
    for (int row = 0; row < rowCount(); ++row)
        texts[valueAt(row, OnlyOn).toString()] << valueAt(row, Text).toString();
    return texts;
}

void ServerTextTable::editTextsOn(const QString &server, const QStringList &texts)
{
    editRows(rowsOn(server), texts, [&](const QString &text, int row) {
        DraftRow made = newRow(text, row);
        made[OnlyOn] = server;
        return made;
    });
}

bool ServerTextTable::isAnyForOne() const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (!valueAt(row, OnlyOn).toString().isEmpty())
            return true;
    }
    return false;
}

void ServerTextTable::fillRows(const QList<ServerRow> &rows)
{
    QList<DraftRow> filled;
    for (const auto &[server, text] : rows) {
        filled << newRow(text, 0);
        filled.last()[OnlyOn] = server;
    }
    fill(filled);
}

QList<int> ServerTextTable::tableRows() const
{
    QMap<QString, QList<int>> byServer;
    for (int row = 0; row < rowCount(); ++row)
        byServer[valueAt(row, OnlyOn).toString()] << row;
    QList<int> rows;
    for (const QList<int> &some : std::as_const(byServer))
        rows += some;
    return rows;
}

QVariant ServerTextTable::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.column() != OnlyOn)
        return TextListTable::data(index, role);
    const QString server = valueAt(index.row(), OnlyOn).toString();
    switch (role) {
    case Qt::DisplayRole:
        return onlyon::text(server);
    case ChoicesRole:
        return QVariant::fromValue(onlyon::choices(m_servers, server));
    case SeverityRole:
        return -1;
    default:
        return TextListTable::data(index, role);
    }
}

}
