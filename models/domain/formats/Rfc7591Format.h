#pragma once

#include "domain/formats/ClientFormat.h"

namespace gatehouse {

/// OAuth 2.0 Dynamic Client Registration metadata (RFC 7591, OpenID Connect Registration 1.0) as a JSON
/// array, as it stands in the configuration of npm `oidc-provider`. Reads a single object and `{"clients":
/// [...]}` too. Consent texts are language-tagged extras (RFC 7591 2.2): `consent_profile#nl`,
/// `consent_email#nl` and `consent_api#nl`.
class Rfc7591Format final : public ClientFormat
{
public:
    QString name() const override;
    QString title() const override;
    bool recognizes(const QByteArray &document) const override;
    std::unique_ptr<ClientWriter> writer(QIODevice &target) const override;
    Result<ImportedFile> read(const QByteArray &document, const QDateTime &now) const override;
};

}
