#pragma once

#include "domain/formats/ClientFormat.h"
#include "domain/formats/JsonText.h"

namespace gatehouse {

/// Reads a parsed configuration of npm `oidc-provider`. A fault in a client application refuses that one; a
/// fault outside of them refuses the file.
class OidcProviderReader
{
public:
    /// `now` is the creation time of secrets that the file holds in clear.
    explicit OidcProviderReader(const QDateTime &now) : m_now(now) {}

    Result<ImportedFile> read(const json::Json &root);

private:
    Result<void> readTop(const std::string &name, const json::Json &value);
    Result<void> readClients(const json::Json &array);
    Result<void> readClaims(const json::Json &object);
    void addResource(const QString &scope, const QStringList &claims);
    /// What is neither a resource nor has a meaning of its own is an API scope.
    void addApiScopes();
    void lose(const QString &property, const QString &text);

    QDateTime m_now;
    ImportedFile m_file;
    QStringList m_scopes;
};

}
