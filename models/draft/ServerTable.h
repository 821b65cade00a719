#pragma once

#include "domain/ClientApplication.h"
#include "draft/DraftTable.h"

namespace gatehouse {

/// On which servers Enabled is not as it is without one: a row for each of these alone.
class ServerTable : public DraftTable
{
    Q_OBJECT

public:
    explicit ServerTable(const DraftDatabase &database);

    QMap<QString, bool> enabled() const; ///< by Server::name
    void fillEnabled(const ServerParts &parts);
    /// None: as without a server. One step.
    void setEnabled(const QString &server, std::optional<bool> enabled);
};

}
