#pragma once

#include "domain/formats/JsonReader.h"
#include "domain/formats/identityserver/IdentityServerRecords.h"
#include "domain/formats/identityserver/IdentityServerVariant.h"

namespace gatehouse {

/// Reads IdentityServer's sections: identity resources become custom resources, API scopes and the scopes of
/// API resources become API scopes.
class IdentityServerReader final : public JsonReader
{
public:
    /// `variant` outlives this.
    IdentityServerReader(const IdentityServerVariant &variant, ImportedHead &file, const QDateTime &now)
        : JsonReader(file, now), m_variant(variant)
    {
    }

    Result<void> readHead(const json::Json &root) override;
    Result<void> readClient(ImportedClient &imported, const json::Json &object) override;

private:
    Result<void> readSections(const json::Json &sections, const std::string &envelope);
    Result<void> readIdentityResource(const json::Json &object, const QString &place);
    Result<void> readApiScope(const json::Json &object, const QString &place);
    Result<void> readApiResource(const json::Json &object, const QString &place);
    /// What a default resource says beyond OpenID Connect is lost.
    void checkDefaultResource(const identityserver::Resource &resource, const QString &place);
    void addApiScope(const QString &name);
    void loseUnknown(const QStringList &unknown, const QString &place);
    void lose(const QString &property, const QString &text);

    const IdentityServerVariant &m_variant;
    QSet<QString> m_scopeNames;
};

}
