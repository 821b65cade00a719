#include "domain/formats/keycloak/KeycloakReader.h"

#include "domain/formats/keycloak/KeycloakClientReader.h"

namespace gatehouse {

Result<void> KeycloakReader::readHead(const json::Json &root)
{
    if (!root.is_array())
        return m_head.readRealm(root, {});
    for (std::size_t index = 0; index < root.size(); ++index) {
        if (const auto done = m_head.readRealm(root[index], json::element({}, index)); !done)
            return done;
    }
    return {};
}

Result<void> KeycloakReader::readClient(ImportedClient &imported, const json::Json &object)
{
    return KeycloakClientReader(imported, m_head, m_now).read(object);
}

}
