#pragma once

#include "domain/formats/JsonReader.h"
#include "domain/formats/keycloak/KeycloakHead.h"

namespace gatehouse {

/// Reads a partial import, a realm, or an array of realms.
class KeycloakReader final : public JsonReader
{
public:
    KeycloakReader(ImportedHead &file, const QDateTime &now) : JsonReader(file, now), m_head(file) {}

    Result<void> readHead(const json::Json &root) override;
    /// Adds the custom resources that stand in it to the file.
    Result<void> readClient(ImportedClient &imported, const json::Json &object) override;

private:
    KeycloakHead m_head;
};

}
