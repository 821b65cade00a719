#include "domain/formats/keycloak/KeycloakFormat.h"

#include "domain/formats/keycloak/KeycloakClientReader.h"
#include "domain/formats/keycloak/KeycloakWriter.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

class KeycloakReader final : public JsonReader
{
public:
    KeycloakReader(ImportedHead &file, const QDateTime &now) : JsonReader(file, now), m_head(file) {}

    Result<void> readHead(const Json &root) override { return m_head.read(root); }
    /// Adds the custom resources that stand in it to the file.
    Result<void> readClient(ImportedClient &imported, const Json &object) override
    {
        return KeycloakClientReader(imported, m_head, m_now).read(object);
    }

private:
    KeycloakHead m_head;
};

}

QString KeycloakFormat::name() const
{
    return u"keycloak"_s;
}

QString KeycloakFormat::title() const
{
    return QCoreApplication::translate("KeycloakFormat", "Keycloak partial import (or realm export)");
}

std::unique_ptr<ClientWriter> KeycloakFormat::writer(QIODevice &target) const
{
    return std::make_unique<KeycloakWriter>(target);
}

std::vector<KeycloakFormat::Path> KeycloakFormat::clientPaths() const
{
    return {{"clients"}, {"*", "clients"}, {}}; // of a realm, of several, and what the console exports
}

bool KeycloakFormat::isClient(const Json &object) const
{
    return object.contains("clientId");
}

bool KeycloakFormat::isStart(const Json &object) const
{
    return object.contains("realm") || object.contains("ifResourceExists");
}

QString KeycloakFormat::strangeText() const
{
    return QCoreApplication::translate(
        "KeycloakFormat", "The file holds no client applications of Keycloak. It looks like "
                          "{\"clients\": [{\"clientId\": \"...\"}]}: choose another file or format.");
}

std::unique_ptr<JsonReader> KeycloakFormat::jsonReader(ImportedHead &head, const QDateTime &now) const
{
    return std::make_unique<KeycloakReader>(head, now);
}

}
