#include "draft/ServerTable.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

enum Column { ServerName, Enabled };

}

ServerTable::ServerTable(const DraftDatabase &database)
    : DraftTable(database, u"client_on_server"_s, {tr("Server"), tr("Enabled there")})
{
}

QMap<QString, bool> ServerTable::enabled() const
{
    QMap<QString, bool> enabled;
    for (int row = 0; row < rowCount(); ++row)
        enabled.insert(valueAt(row, ServerName).toString(), valueAt(row, Enabled).toBool());
    return enabled;
}

void ServerTable::fillEnabled(const ServerParts &parts)
{
    QList<DraftRow> rows;
    for (const auto &[server, part] : parts.asKeyValueRange()) {
        if (part.enabled)
            rows << DraftRow{server, int(*part.enabled), 0, QVariant()};
    }
    fill(rows);
}

void ServerTable::setEnabled(const QString &server, std::optional<bool> enabled)
{
    DraftRowChange change;
    for (int row = 0; row < rowCount(); ++row) {
        if (valueAt(row, ServerName).toString() == server)
            change.before = rowAt(row);
    }
    if (enabled) {
        change.after = change.before.isEmpty() ? blankRow(rowCount()) : change.before;
        change.after[ServerName] = server;
        change.after[Enabled] = int(*enabled);
    }
    write({change});
}

}
