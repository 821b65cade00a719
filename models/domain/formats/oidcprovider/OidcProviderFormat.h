#pragma once

#include "domain/formats/JsonFormat.h"

namespace gatehouse {

/// The configuration of npm `oidc-provider` as far as JSON can say it: client metadata by RFC 7591, scopes,
/// and the claims of each scope (OpenID Connect Core 1.0, 5.4, and those of custom resources). Where the
/// claims get their values is code on the server.
class OidcProviderFormat final : public JsonFormat
{
public:
    QString name() const override;
    QString title() const override;
    bool carriesSigningKeys() const override { return true; }
    std::unique_ptr<ClientWriter> writer(QIODevice &target) const override;
    /// Takes the client applications as Rfc7591Format does, and a scope with claims as a custom resource.

protected:
    std::vector<Path> clientPaths() const override { return {{"clients"}}; }
    bool isClient(const json::Json &) const override { return false; } // none stands alone
    bool isStart(const json::Json &root) const override;
    /// The reader tells better what is wrong.
    bool mayBeDocument(const json::Json &) const override { return true; }
    QString strangeText() const override { return {}; }
    std::unique_ptr<JsonReader> jsonReader(ImportedHead &head, const QDateTime &now) const override;
};

}
