#pragma once

#include "domain/formats/ClientFormat.h"
#include "domain/json/JsonOutput.h"

namespace gatehouse {

/// Writes RFC 7591 client metadata. What would make a server refuse the whole file, or allow more than was
/// configured, is left out and told.
class Rfc7591Writer final : public ClientWriter
{
public:
    explicit Rfc7591Writer(QIODevice &target) : m_target(target), m_clients(target) {}

    Result<void> begin(const ExportHead &head) override;
    Result<QList<Loss>> add(const ClientApplication &client) override;
    Result<void> end() override;

private:
    QIODevice &m_target;
    json::ArrayOutput m_clients;
    ExportHead m_head;
};

}
