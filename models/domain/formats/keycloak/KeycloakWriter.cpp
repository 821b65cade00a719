#include "domain/formats/Formats.h"

#include "domain/formats/keycloak/KeycloakClient.h"
#include "domain/json/JsonOutput.h"

namespace gatehouse {

using json::Json;

namespace {

/// Writes a partial import: the clients one at a time, then the service accounts that go with them.
class KeycloakWriter final : public ClientWriter
{
public:
    explicit KeycloakWriter(QIODevice &target) : m_target(target), m_clients(target, 1) {}

    /// An import that overwrites a client application deletes it, so that its secret and its roles are gone.
    Result<void> begin(const ExportHead &head) override
    {
        m_head = head;
        return json::write(m_target, "{\n  \"ifResourceExists\": \"FAIL\",\n  \"clients\": ").and_then([&] {
            return m_clients.begin();
        });
    }

    Result<QList<Loss>> add(const ClientApplication &typed) override
    {
        KeycloakClient written = keycloakClient(typed, m_head);
        if (!written.serviceAccount.is_null())
            m_serviceAccounts << std::move(written.serviceAccount);
        const auto done = m_clients.add(written.representation);
        wipeKeycloakSecrets(written.representation);
        return done.transform([&] { return written.losses; });
    }

    Result<void> end() override
    {
        return m_clients.end().and_then([&] { return writeUsers(); }).and_then([&] {
            return json::write(m_target, "\n}\n");
        });
    }

private:
    Result<void> writeUsers()
    {
        json::ArrayOutput users(m_target, 1);
        Result<void> done = json::write(m_target, ",\n  \"users\": ").and_then([&] { return users.begin(); });
        for (const Json &account : std::as_const(m_serviceAccounts))
            done = done.and_then([&] { return users.add(account); });
        return done.and_then([&] { return users.end(); });
    }

    QIODevice &m_target;
    json::ArrayOutput m_clients;
    ExportHead m_head;
    QList<Json> m_serviceAccounts;
};

}

std::unique_ptr<ClientWriter> keycloakWriter(QIODevice &target)
{
    return std::make_unique<KeycloakWriter>(target);
}

}
