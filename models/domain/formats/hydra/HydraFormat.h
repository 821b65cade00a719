#pragma once

#include "domain/formats/JsonFormat.h"

namespace gatehouse {

/// OAuth 2.0 client applications of Ory Hydra 2 as a JSON array for `hydra import oauth2-client`: RFC 7591
/// metadata with extras of its own. Reads a single one, `{"clients": [...]}` and the page that `hydra list
/// oauth2-clients` prints, too.
class HydraFormat final : public JsonFormat
{
public:
    QString name() const override;
    QString title() const override;
    std::unique_ptr<ClientWriter> writer(QIODevice &target) const override;

protected:
    std::vector<Path> clientPaths() const override;
    bool isClient(const json::Json &object) const override;
    bool mayBeClient(const json::Json &object) const override { return object.contains("client_id"); }
    QString strangeText() const override;
    std::unique_ptr<JsonReader> jsonReader(ImportedHead &head, const QDateTime &now) const override;
};

}
