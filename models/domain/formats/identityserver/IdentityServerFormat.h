#pragma once

#include "domain/formats/JsonFormat.h"
#include "domain/formats/identityserver/IdentityServerVariant.h"

namespace gatehouse {

/// The sections Clients, IdentityResources, ApiScopes and ApiResources of Duende IdentityServer in the
/// appsettings.json of its host, or in the member `IdentityServer` of that. Other sections are nobody's loss
/// and are left alone.
class IdentityServerFormat : public JsonFormat
{
public:
    IdentityServerFormat();
    QString name() const override;
    QString title() const override;
    std::unique_ptr<ClientWriter> writer(QIODevice &target) const final;

protected:
    explicit IdentityServerFormat(IdentityServerVariant variant) : m_variant(std::move(variant)) {}

    json::Dialect dialect() const final { return json::Dialect::Configuration; }
    std::vector<Path> clientPaths() const override;
    bool isClient(const json::Json &object) const final;
    bool isStart(const json::Json &root) const override;
    QString strangeText() const override;
    std::unique_ptr<JsonReader> jsonReader(ImportedHead &head, const QDateTime &now) const final;

private:
    IdentityServerVariant m_variant;
};

}
