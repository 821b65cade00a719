#include "domain/formats/Formats.h"

#include "domain/formats/ExportLosses.h"
#include "domain/formats/glewlwyd/Glewlwyd.h"
#include "domain/rules/ClientRules.h"

namespace gatehouse {

namespace {

/// Client applications of the authorization server Glewlwyd 2.7 as a JSON array, each the body of `POST
/// /api/client/`. Reads what `GET /api/client/` gives, and a single one.
class GlewlwydFormat final : public JsonFormat
{
public:
    GlewlwydFormat()
        : JsonFormat({.name = "glewlwyd",
                      .title = QT_TRANSLATE_NOOP("Formats", "Glewlwyd clients (POST /api/client/)"),
                      .idName = "client_id",
                      .clientPaths = {{}},
                      .reader = readerBy<readGlewlwyd>,
                      .writer = glewlwydWriter,
                      .strangeText = QT_TRANSLATE_NOOP(
                          "Formats", "The file holds no clients of Glewlwyd. It looks like "
                                     "[{\"client_id\": \"...\", \"confidential\": true}]: choose another "
                                     "file or format.")})
    {
    }

protected:
    /// Where it keeps it, and that it is not described.
    bool saysByItself(const std::string &property, const json::Json &value) const override
    {
        return property == "source" ? value == "database" : property == "description" && value == "";
    }

    json::Json written(const ClientApplication &client, const ExportHead &head) const override
    {
        ClientApplication whole = rules::normalized(client);
        takeDisabledResources(whole, head.customResources);
        return glewlwydJson(whole);
    }

    bool isClient(const json::Json &object) const override
    {
        return object.contains("client_id") &&
               (object.contains("confidential") || object.contains("authorization_type"));
    }

    bool mayBeClient(const json::Json &object) const override { return object.contains("client_id"); }
};

}

std::unique_ptr<ClientFormat> glewlwydFormat()
{
    return std::make_unique<GlewlwydFormat>();
}

}
