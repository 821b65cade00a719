#pragma once

#include "domain/formats/ClientFormat.h"
#include "domain/json/JsonOutput.h"

namespace gatehouse {

/// Writes client applications as Ory Hydra takes them: what would make it refuse one is left out and told.
class HydraWriter final : public ClientWriter
{
public:
    explicit HydraWriter(QIODevice &target) : m_target(target), m_clients(target) {}

    Result<void> begin(const ExportHead &head) override;
    Result<QList<Loss>> add(const ClientApplication &client) override;
    Result<void> end() override;

private:
    QIODevice &m_target;
    json::ArrayOutput m_clients;
    ExportHead m_head;
    bool m_toldOfIds = false;
};

}
