#include "domain/formats/Formats.h"

#include "domain/formats/ExportLosses.h"
#include "domain/formats/KeptLists.h"
#include "domain/formats/KeptSettings.h"
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

    /// The server says of each client application where it keeps it, and that it is not described.
    void fitToStored(ImportedClient &imported, const ClientApplication &stored,
                     const ExportHead &head) const override
    {
        json::Json known = written(stored, head);
        kept::restore(known, stored, name());
        const json::Json saidByItself = {{"description", ""}, {"source", "database"}};
        for (const auto &[property, value] : saidByItself.items()) {
            const json::Json *const came = kept::memberOf(imported.asItCame, property);
            if (came && *came == value && !kept::memberOf(known, property))
                imported.asItCame.erase(property);
        }
    }

protected:
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
