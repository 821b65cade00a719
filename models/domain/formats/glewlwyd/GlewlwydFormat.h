#pragma once

#include "domain/formats/JsonFormat.h"

namespace gatehouse {

/// Client applications of the authorization server Glewlwyd 2.7 as a JSON array, each the body of `POST
/// /api/client/`. Reads what `GET /api/client/` gives, and a single one.
class GlewlwydFormat final : public JsonFormat
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
