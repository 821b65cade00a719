#include "servers/keycloak/KeycloakWriting.h"

#include "domain/formats/keycloak/KeycloakNames.h"
#include "servers/keycloak/KeycloakDifference.h"
#include "servers/keycloak/KeycloakMeaning.h"
#include "servers/keycloak/KeycloakServiceAccountWriting.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;
using namespace keycloak;

namespace {

struct KeycloakWritingText
{
    Q_DECLARE_TR_FUNCTIONS(KeycloakWriting)
};

constexpr const char *authorizationName = "authorizationServicesEnabled";

bool hasSecretOfItsOwn(const Json &client)
{
    const QString authenticator = json::textAt(client, "clientAuthenticatorType");
    return valueOf(client, "publicClient") != Json(true) &&
           (authenticator == clientSecret || authenticator == clientSecretJwt);
}

}

Result<ServerWritten> KeycloakWriting::write()
{
    return there().and_then(
        [this](const Json &client) { return m_change.before.is_null() ? create(client) : update(client); });
}

Result<Json> KeycloakWriting::there()
{
    return m_admin.content({.path = {u"clients"_s}, .query = {{u"clientId"_s, m_change.clientId}}})
        .transform([this](const Json &clients) {
            const Json client = clients.is_array() && !clients.empty() ? clients.front() : Json();
            m_id = json::textAt(client, "id");
            return client;
        });
}

/// One that a push has made whose answer never came is taken for what it is.
Result<ServerWritten> KeycloakWriting::create(const Json &client)
{
    if (!client.is_null() && !differences(client, m_change.after, false).isEmpty()) {
        return fail(Error::Kind::Conflict,
                    KeycloakWritingText::tr("\"%1\" has come to the server meanwhile. Compare again.")
                        .arg(m_change.clientId));
    }
    return checkScopes()
        .and_then([&] { return client.is_null() ? post() : Result<void>(); })
        .and_then([this] { return settle(true); });
}

Result<ServerWritten> KeycloakWriting::update(const Json &client)
{
    if (client.is_null()) {
        return fail(Error::Kind::Conflict,
                    KeycloakWritingText::tr("\"%1\" is not on the server any more. Compare again.")
                        .arg(m_change.clientId));
    }
    const bool isSecretKnown = m_change.hasSecret && !valueOf(m_change.before, "secret").is_null();
    const QStringList changed = differences(m_change.before, client, isSecretKnown);
    if (!changed.isEmpty()) {
        return fail(Error::Kind::Conflict,
                    KeycloakWritingText::tr("\"%1\" was changed on the server meanwhile (%2). Compare again.")
                        .arg(m_change.clientId, changed.join(u", "_s)));
    }
    Json members = changeOf(m_change.before, m_change.after, m_change.hasSecret).members;
    // Keycloak makes the origins anew, of the redirects, whenever they are not said.
    if (!members.empty() && !members.contains(originsName))
        members[originsName] = json::texts(namesIn(client, originsName));
    // Where it is not said, Keycloak throws away all resources and policies of the client application.
    if (!members.empty() && !members.contains(authorizationName) &&
        valueOf(client, authorizationName) == Json(true))
        members[authorizationName] = true;
    return checkScopes()
        .and_then([&]() -> Result<void> {
            if (members.empty())
                return {};
            return m_admin
                .send({.method = "PUT",
                       .path = {u"clients"_s, m_id},
                       .body = members,
                       .role = role::manageClients,
                       .secrets = secrets()})
                .and_then(onlySuccess)
                .transform([](const HttpAnswer &) {});
        })
        .and_then([this] { return settle(false); });
}

/// Keycloak passes over those that its realm does not have.
Result<void> KeycloakWriting::checkScopes()
{
    const auto namesOf = [](const Json &client) {
        return namesIn(client, alwaysScopes) + namesIn(client, askedScopes);
    };
    QStringList names = namesOf(m_change.after);
    const QStringList known = namesOf(m_change.before);
    names.removeIf([&](const QString &name) { return known.contains(name); });
    if (names.isEmpty())
        return {};
    return scopeIds().and_then([&](const QHash<QString, QString> &ids) -> Result<void> {
        QStringList missing = names;
        missing.removeIf([&](const QString &name) { return ids.contains(name); });
        if (missing.isEmpty())
            return {};
        return fail(
            Error::Kind::Rule,
            KeycloakWritingText::tr("The realm has no client scope %1, which \"%2\" names. Push again: the "
                                    "plan adds it.")
                .arg(missing.join(u", "_s), m_change.clientId));
    });
}

Result<QHash<QString, QString>> KeycloakWriting::scopeIds()
{
    return m_admin.content({.path = {u"client-scopes"_s}}).transform([](const Json &scopes) {
        QHash<QString, QString> ids;
        for (const Json &scope : scopes)
            ids.insert(json::textAt(scope, "name"), json::textAt(scope, "id"));
        return ids;
    });
}

/// An answer that never came says nothing: the server is asked.
Result<void> KeycloakWriting::post()
{
    const auto answer = m_admin.send({.method = "POST",
                                      .path = {u"clients"_s},
                                      .body = newClient(m_change.after, m_change.hasSecret),
                                      .role = role::manageClients,
                                      .secrets = secrets()});
    if (answer)
        return onlySuccess(*answer).transform([](const HttpAnswer &) {});
    const auto client = there();
    if (client && !client->is_null() && differences(*client, m_change.after, false).isEmpty())
        return {};
    return std::unexpected(answer.error());
}

Result<ServerWritten> KeycloakWriting::settle(bool isNew)
{
    auto client = there();
    if (!client)
        return std::unexpected(client.error());
    const auto hasMoved = settleScopes(*client);
    if (!hasMoved)
        return std::unexpected(hasMoved.error());
    if (*hasMoved)
        client = there();
    if (!client)
        return std::unexpected(client.error());
    if (const auto settled = settleAccount(*client); !settled)
        return std::unexpected(settled.error());
    ServerWritten written;
    const bool isMadeThere = isNew && !newClient(m_change.after, m_change.hasSecret).contains("secret");
    if ((isMadeThere || m_change.asksForSecret) && hasSecretOfItsOwn(*client))
        written.newSecret = takeSecret(json::textAt(*client, "secret"));
    written.now = withoutSecrets(std::move(*client));
    return written;
}

/// Whether some were given or taken. Keycloak adds one by itself where it makes a service account.
Result<bool> KeycloakWriting::settleScopes(const Json &client)
{
    QList<std::pair<QString, QString>> taken; // path and name
    QList<std::pair<QString, QString>> given;
    for (const auto &[name, path] : {std::pair{alwaysScopes, u"default-client-scopes"_s},
                                     std::pair{askedScopes, u"optional-client-scopes"_s}}) {
        if (!m_change.after.contains(name))
            continue;
        const QStringList wanted = namesIn(m_change.after, name);
        const QStringList there = namesIn(client, name);
        for (const QString &scope : there) {
            if (!wanted.contains(scope))
                taken << std::pair(path, scope);
        }
        for (const QString &scope : wanted) {
            if (!there.contains(scope))
                given << std::pair(path, scope);
        }
    }
    if (taken.isEmpty() && given.isEmpty())
        return false;
    const auto ids = scopeIds();
    if (!ids)
        return std::unexpected(ids.error());
    const auto callOf = [&](const QByteArray &method, const std::pair<QString, QString> &scope) {
        return KeycloakCall{.method = method,
                            .path = {u"clients"_s, m_id, scope.first, ids->value(scope.second)},
                            .role = role::manageClients};
    };
    // First taken, then given: a scope is either always given or when asked for.
    for (const auto &[method, scopes] :
         {std::pair{QByteArray("DELETE"), taken}, std::pair{QByteArray("PUT"), given}}) {
        QList<KeycloakCall> calls;
        for (const auto &scope : scopes)
            calls << callOf(method, scope);
        if (const auto done = m_admin.contents(calls); !done)
            return std::unexpected(done.error());
    }
    return true;
}

Json KeycloakWriting::accountWanted() const
{
    const Json users = valueOf(m_change.around, "users");
    for (const Json &user : users.is_array() ? users : Json::array()) {
        if (json::textAt(user, "serviceAccountClientId") == m_change.clientId)
            return user;
    }
    return valueOf(m_change.after, serviceAccountUser);
}

Result<void> KeycloakWriting::settleAccount(const Json &client)
{
    const Json wanted = accountWanted();
    if (!wanted.is_object() || valueOf(client, "serviceAccountsEnabled") != Json(true))
        return {};
    return settleServiceAccount(m_admin, m_id, wanted);
}

QList<SecretBytes> KeycloakWriting::secrets() const
{
    QList<SecretBytes> all;
    for (const Json &secret :
         {valueOf(m_change.after, "secret"), valueOf(valueOf(m_change.after, "attributes"), rotatedSecret)}) {
        if (secret.is_string() && !secret.get_ref<const std::string &>().empty())
            all << secretCopy(QByteArrayView(secret.get_ref<const std::string &>()));
    }
    return all;
}

}
