#pragma once

#include "domain/formats/ClientFormat.h"
#include "domain/formats/JsonOutput.h"

namespace gatehouse {

/// Writes the gatehouse format; it can say everything, so it has no losses.
class GatehouseWriter final : public ClientWriter
{
public:
    explicit GatehouseWriter(QIODevice &target) : m_target(target), m_clients(target, 1) {}

    Result<void> begin(const ExportHead &head) override;
    Result<QList<Loss>> add(const ClientApplication &client) override;
    Result<void> end() override;

private:
    QIODevice &m_target;
    json::ArrayOutput m_clients;
};

}
