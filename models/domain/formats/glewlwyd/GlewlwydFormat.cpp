#include "domain/formats/Formats.h"

#include "domain/formats/ExportLosses.h"
#include "domain/formats/glewlwyd/Glewlwyd.h"
#include "domain/rules/ClientRules.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// Client applications of the authorization server Glewlwyd 2.7 as a JSON array, each the body of `POST
/// /api/client/`. Reads what `GET /api/client/` gives, and a single one.
class GlewlwydFormat final : public JsonFormat
{
public:
    QString name() const override { return u"glewlwyd"_s; }

    QString title() const override
    {
        return QCoreApplication::translate("GlewlwydFormat", "Glewlwyd clients (POST /api/client/)");
    }

    std::unique_ptr<ClientWriter> writer(QIODevice &target) const override { return glewlwydWriter(target); }

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

    std::vector<Path> clientPaths() const override { return {{}}; }
    const char *idName() const override { return "client_id"; }

    bool isClient(const json::Json &object) const override
    {
        return object.contains("client_id") &&
               (object.contains("confidential") || object.contains("authorization_type"));
    }

    bool mayBeClient(const json::Json &object) const override { return object.contains("client_id"); }

    QString strangeText() const override
    {
        return QCoreApplication::translate(
            "GlewlwydFormat", "The file holds no clients of Glewlwyd. It looks like "
                              "[{\"client_id\": \"...\", \"confidential\": true}]: choose another "
                              "file or format.");
    }

    std::unique_ptr<JsonReader> jsonReader(ImportedHead &head, const QDateTime &now) const override
    {
        return glewlwydReader(head, now);
    }
};

}

std::unique_ptr<ClientFormat> glewlwydFormat()
{
    return std::make_unique<GlewlwydFormat>();
}

}
