#pragma once

#include "domain/formats/ClientFormat.h"
#include "domain/json/JsonOutput.h"

namespace gatehouse {

/// Writes client applications as the API of Glewlwyd takes them, disabled ones too. What would make it refuse
/// one, or crash, is left out and told.
class GlewlwydWriter final : public ClientWriter
{
public:
    explicit GlewlwydWriter(QIODevice &target) : m_target(target), m_clients(target) {}

    Result<void> begin(const ExportHead &head) override;
    Result<QList<Loss>> add(const ClientApplication &client) override;
    Result<void> end() override;

private:
    QIODevice &m_target;
    json::ArrayOutput m_clients;
    ExportHead m_head;
};

}
