#pragma once

#include "domain/formats/ClientFormat.h"
#include "domain/json/JsonOutput.h"

namespace gatehouse {

/// Writes the gatehouse format. It can say everything; when secrets are asked for, those that nobody can read
/// are a loss.
class GatehouseWriter final : public ClientWriter
{
public:
    explicit GatehouseWriter(QIODevice &target) : m_target(target), m_clients(target, 1) {}

    Result<void> begin(const ExportHead &head) override;
    Result<QList<Loss>> add(const ClientApplication &client) override;
    Result<void> end() override;

private:
    /// Writes the secrets in clear beside their hashes.
    QList<Loss> addSecrets(json::Json &object, const ClientApplication &client) const;

    SecretSource m_secrets;
    QIODevice &m_target;
    json::ArrayOutput m_clients;
};

}
