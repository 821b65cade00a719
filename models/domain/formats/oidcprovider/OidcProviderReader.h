#pragma once

#include "domain/formats/JsonReader.h"

namespace gatehouse {

/// Reads a configuration of npm `oidc-provider`. A fault in a client application refuses that one; a fault
/// outside of them refuses the file.
class OidcProviderReader final : public JsonReader
{
public:
    using JsonReader::JsonReader;

    Result<void> readHead(const json::Json &root) override;
    Result<void> readClient(ImportedClient &imported, const json::Json &object) override;

private:
    Result<void> readTop(const std::string &name, const json::Json &value);
    void readMetadata(const json::Json &value);
    void readFeatures(const json::Json &value);
    Result<void> readClaims(const std::string &name, const json::Json &value, const QString &place);
    void addResource(const QString &scope, const QStringList &claims);
    /// What is neither a resource nor has a meaning of its own is an API scope.
    void addApiScopes();
    void lose(const QString &property, const QString &text);

    QStringList m_scopes;
};

}
