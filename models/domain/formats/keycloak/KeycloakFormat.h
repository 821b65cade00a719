#pragma once

#include "domain/formats/JsonFormat.h"

namespace gatehouse {

/// Keycloak's partial import (`{"ifResourceExists": "FAIL", "clients": [...], "users": [...]}`); reads realm
/// exports and arrays of them too. Custom resources stand in the clients as protocol mappers.
class KeycloakFormat final : public JsonFormat
{
public:
    QString name() const override;
    QString title() const override;
    std::unique_ptr<ClientWriter> writer(QIODevice &target) const override;

protected:
    std::vector<Path> clientPaths() const override;
    bool isClient(const json::Json &object) const override;
    bool isStart(const json::Json &object) const override;
    QString strangeText() const override;
    std::unique_ptr<JsonReader> jsonReader(ImportedHead &head, const QDateTime &now) const override;
};

}
