#pragma once

#include "domain/formats/ClientFormat.h"
#include "domain/json/JsonOutput.h"

#include <QHash>

namespace gatehouse {

/// Writes a partial import: the clients one at a time, then the service accounts that go with them.
class KeycloakWriter final : public ClientWriter
{
public:
    explicit KeycloakWriter(QIODevice &target) : m_target(target), m_clients(target, 1) {}

    Result<void> begin(const ExportHead &head) override;
    Result<QList<Loss>> add(const ClientApplication &client) override;
    Result<void> end() override;

private:
    /// All that is kept of a client application that was written.
    struct ServiceAccount
    {
        QString clientId;
        qsizetype user; ///< index of the user that it acts as; -1: none
    };

    Result<void> writeUsers();
    json::Json userJson(const ServiceAccount &account) const;

    QIODevice &m_target;
    json::ArrayOutput m_clients;
    ExportHead m_head;
    QHash<QString, qsizetype> m_users; ///< index by user ID in lower case
    QList<ServiceAccount> m_serviceAccounts;
};

}
