#include "domain/formats/Formats.h"

#include "domain/formats/keycloak/KeycloakClient.h"
#include "domain/formats/keycloak/KeycloakHead.h"
#include "domain/formats/keycloak/KeycloakNames.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

/// Whether the server makes the client application by itself: in its realm master one for each realm, too.
bool isBuiltIn(const Json &client)
{
    const auto id = client.find("clientId");
    if (id == client.end() || !id->is_string())
        return false;
    const QString clientId = json::toText(*id);
    const auto bearerOnly = client.find("bearerOnly");
    const bool isOfRealm = clientId.endsWith("-realm"_L1) && bearerOnly != client.end() &&
                           json::readFlag(*bearerOnly, {}).value_or(false);
    return isOfRealm || std::ranges::any_of(keycloak::builtInClients,
                                            [&](QLatin1StringView name) { return clientId == name; });
}

class KeycloakReader final : public JsonReader
{
public:
    KeycloakReader(ImportedHead &file, const QDateTime &now) : JsonReader(file, now), m_head(file) {}

    Result<void> readHead(const Json &root) override { return m_head.read(root); }
    bool isServersOwn(const Json &object) const override { return isBuiltIn(object); }
    /// Adds the custom resources that stand in it to the file.
    Result<void> readClient(ImportedClient &imported, const Json &object) override
    {
        return readKeycloakClient(imported, object, m_head, m_now);
    }

private:
    KeycloakHead m_head;
};

/// Keycloak's partial import (`{"ifResourceExists": "FAIL", "clients": [...], "users": [...]}`); reads realm
/// exports and arrays of them too. Custom resources stand in the clients as protocol mappers.
class KeycloakFormat final : public JsonFormat
{
public:
    KeycloakFormat()
        : JsonFormat(
              {.name = "keycloak",
               .title = QT_TRANSLATE_NOOP("Formats", "Keycloak partial import (or realm export)"),
               .idName = "clientId",
               .clientPaths = {{"clients"}, {"*", "clients"}, {}}, // a realm, several, one by itself
               .reader = readerOf<KeycloakReader>,
               .writer = keycloakWriter,
               .strangeText = QT_TRANSLATE_NOOP(
                   "Formats", "The file holds no client applications of Keycloak. It looks like "
                              "{\"clients\": [{\"clientId\": \"...\"}]}: choose another file or format.")})
    {
    }

    void fitToStored(ImportedClient &imported, const ClientApplication &stored,
                     const ExportHead &head) const override
    {
        fitToKeycloakClient(imported, stored, head);
    }

    void keepLeftOut(ImportedClient &imported, const ClientApplication &stored) const override
    {
        keepTimesOfSecret(imported, stored);
    }

protected:
    Json written(const ClientApplication &client, const ExportHead &head) const override
    {
        return saidToKeycloak(client, head);
    }

    bool isClient(const Json &object) const override { return object.contains("clientId"); }

    bool isStart(const Json &object) const override
    {
        return object.contains("realm") || object.contains("ifResourceExists");
    }
};

}

std::unique_ptr<ClientFormat> keycloakFormat()
{
    return std::make_unique<KeycloakFormat>();
}

}
