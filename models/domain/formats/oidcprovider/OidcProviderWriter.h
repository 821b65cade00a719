#pragma once

#include "domain/formats/ClientFormat.h"
#include "domain/json/JsonOutput.h"

namespace gatehouse {

/// Writes a configuration of npm `oidc-provider`: scopes, claims and what keys it signs with first, then the
/// clients one at a time, then the features that they need.
class OidcProviderWriter final : public ClientWriter
{
public:
    explicit OidcProviderWriter(QIODevice &target) : m_target(target), m_clients(target, 1) {}

    Result<void> begin(const ExportHead &head) override;
    Result<QList<Loss>> add(const ClientApplication &client) override;
    Result<void> end() override;

private:
    QList<Loss> neededInCode(const ClientApplication &client) const;

    QIODevice &m_target;
    json::ArrayOutput m_clients;
    ExportHead m_head;
    bool m_anyMachine = false;
    bool m_anyLogout = false;
};

}
