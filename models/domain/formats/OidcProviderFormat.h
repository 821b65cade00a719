#pragma once

#include "domain/formats/ClientFormat.h"

namespace gatehouse {

/// The configuration of npm `oidc-provider` as far as JSON can say it: client metadata by RFC 7591, scopes,
/// and the claims of each scope (OpenID Connect Core 1.0, 5.4, and those of custom resources). Where the
/// claims get their values is code on the server.
class OidcProviderFormat final : public ClientFormat
{
public:
    QString name() const override;
    QString title() const override;
    bool recognizes(const QByteArray &document) const override;
    bool carriesSigningKeys() const override { return true; }
    std::unique_ptr<ClientWriter> writer(QIODevice &target) const override;
    /// Takes the client applications as Rfc7591Format does, and a scope with claims as a custom resource.
    Result<ImportedFile> read(const QByteArray &document, const QDateTime &now) const override;
};

}
