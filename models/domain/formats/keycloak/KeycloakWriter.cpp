#include "domain/formats/Formats.h"

#include "domain/formats/keycloak/KeycloakClient.h"
#include "domain/formats/keycloak/KeycloakNames.h"
#include "domain/json/JsonOutput.h"
#include <QHash>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

/// What users of ours have beyond Keycloak's own properties.
void addAttributes(Json &object, const User &user)
{
    Json attributes = Json::object();
    const auto add = [&](const QString &ours, const QString &value) {
        if (!value.isEmpty())
            attributes[json::fromText(keycloak::keycloakAttribute(ours))] = json::texts({value});
    };
    add(u"phone"_s, user.phone);
    add(u"department"_s, user.department);
    if (!attributes.empty())
        object["attributes"] = std::move(attributes);
}

/// Reading joins both by a space.
void addName(Json &object, const QString &name)
{
    const qsizetype space = name.lastIndexOf(u' ');
    json::addText(object, "firstName", space < 0 ? name : name.first(space));
    if (space >= 0)
        json::addText(object, "lastName", name.sliced(space + 1));
}

/// Writes a partial import: the clients one at a time, then the service accounts that go with them.
class KeycloakWriter final : public ClientWriter
{
public:
    explicit KeycloakWriter(QIODevice &target) : m_target(target), m_clients(target, 1) {}

    Result<void> begin(const ExportHead &head) override
    {
        m_head = head;
        for (qsizetype index = 0; index < head.users.size(); ++index)
            m_users.insert(head.users.at(index).userId.toLower(), index);
        return json::write(m_target, "{\n  \"ifResourceExists\": \"FAIL\",\n  \"clients\": ").and_then([&] {
            return m_clients.begin();
        });
    }

    Result<QList<Loss>> add(const ClientApplication &typed) override
    {
        KeycloakClient written = keycloakClient(typed, m_head);
        const ClientApplication &client = written.client;
        if (client.isMachineToMachine())
            m_serviceAccounts << ServiceAccount{client.clientId,
                                                m_users.value(client.identity.toLower(), -1)};
        const auto done = m_clients.add(written.representation);
        wipeKeycloakSecret(written.representation);
        return done.transform([&] { return written.losses; });
    }

    Result<void> end() override
    {
        return m_clients.end().and_then([&] { return writeUsers(); }).and_then([&] {
            return json::write(m_target, "\n}\n");
        });
    }

private:
    /// All that is kept of a client application that was written.
    struct ServiceAccount
    {
        QString clientId;
        qsizetype user; ///< index of the user that it acts as; -1: none
    };

    Result<void> writeUsers()
    {
        json::ArrayOutput users(m_target, 1);
        Result<void> done = json::write(m_target, ",\n  \"users\": ").and_then([&] { return users.begin(); });
        for (const ServiceAccount &account : std::as_const(m_serviceAccounts))
            done = done.and_then([&] { return users.add(userJson(account)); });
        return done.and_then([&] { return users.end(); });
    }

    Json userJson(const ServiceAccount &account) const
    {
        const User user = account.user < 0 ? User() : m_head.users.at(account.user);
        const bool isItself = keycloak::isServiceAccountOf(user.userId, account.clientId);
        Json object = Json::object();
        object["username"] =
            json::fromText(isItself ? user.userId : keycloak::serviceAccountName(account.clientId));
        object["enabled"] = user.enabled;
        if (isItself) {
            addName(object, user.name);
            json::addText(object, "email", user.email);
            addAttributes(object, user);
        } else {
            object["attributes"] = {{keycloak::standIn, json::texts({u"true"_s})}};
        }
        object["serviceAccountClientId"] = json::fromText(account.clientId);
        return object;
    }

    QIODevice &m_target;
    json::ArrayOutput m_clients;
    ExportHead m_head;
    QHash<QString, qsizetype> m_users; ///< index by user ID in lower case
    QList<ServiceAccount> m_serviceAccounts;
};

}

std::unique_ptr<ClientWriter> keycloakWriter(QIODevice &target)
{
    return std::make_unique<KeycloakWriter>(target);
}

}
