#pragma once

#include "domain/formats/ClientFormat.h"
#include "domain/formats/identityserver/IdentityServerVariant.h"
#include "domain/json/JsonOutput.h"

namespace gatehouse {

/// Writes IdentityServer's sections: identity resources and API scopes first, then the clients one at a time.
class IdentityServerWriter final : public ClientWriter
{
public:
    /// `variant` outlives this.
    IdentityServerWriter(const IdentityServerVariant &variant, QIODevice &target);

    Result<void> begin(const ExportHead &head) override;
    Result<QList<Loss>> add(const ClientApplication &client) override;
    Result<void> end() override;

private:
    bool hasEnvelope() const { return !m_variant.envelopes.front().empty(); }
    QByteArray lineStart() const;
    Result<void> writeSection(const char *name, const QList<json::Json> &items);
    /// What the identity resources of the client do not say.
    QList<Loss> lostOfResources(const ClientApplication &client) const;

    const IdentityServerVariant &m_variant;
    QIODevice &m_target;
    json::ArrayOutput m_clients;
    ExportHead m_head;
};

}
