#pragma once

#include "domain/formats/JsonFormat.h"

namespace gatehouse {

/// OAuth 2.0 Dynamic Client Registration metadata (RFC 7591, OpenID Connect Registration 1.0) as a JSON
/// array, as it stands in the configuration of npm `oidc-provider`. Reads a single object and `{"clients":
/// [...]}` too. Consent texts are language-tagged extras (RFC 7591 2.2): `consent_profile#nl`,
/// `consent_email#nl` and `consent_api#nl`.
class Rfc7591Format final : public JsonFormat
{
public:
    QString name() const override;
    QString title() const override;
    std::unique_ptr<ClientWriter> writer(QIODevice &target) const override;

protected:
    std::vector<Path> clientPaths() const override { return {{"clients"}, {}}; }
    bool isClient(const json::Json &object) const override;
    bool mayBeClient(const json::Json &object) const override;
    bool mayBeDocument(const json::Json &root) const override;
    bool isBeginning(const json::Json &start) const override;
    QString strangeText() const override;
    std::unique_ptr<JsonReader> jsonReader(ImportedHead &head, const QDateTime &now) const override;
};

}
