#pragma once

#include "servers/http/HttpClient.h"
#include "servers/keycloak/KeycloakSignIn.h"

namespace gatehouse {

/// Roles of Keycloak's administrators (client roles of `realm-management`).
namespace keycloak::role {
inline constexpr const char *viewClients = "view-clients";
inline constexpr const char *manageClients = "manage-clients";
inline constexpr const char *manageRealm = "manage-realm";
inline constexpr const char *manageUsers = "manage-users";
}

/// One request to the admin API of a realm.
struct KeycloakCall
{
    QByteArray method = "GET";
    QStringList path; ///< beneath `admin/realms/REALM`
    QList<std::pair<QString, QString>> query = {};
    std::optional<json::Json> body = {};
    const char *role = keycloak::role::viewClients; ///< without which it is refused; null: a 403 is an answer
    QList<SecretBytes> secrets = {};                ///< in the body
};

/// What a successful answer says.
Result<json::Json> contentOf(Result<HttpAnswer> answer);

/// Keycloak's admin API of one realm, signed in. A 403 names the role that is missing.
class KeycloakAdmin
{
public:
    explicit KeycloakAdmin(ServerAccess access, const HttpPatience &patience = {});

    void setGoesOn(HttpClient::GoesOn goesOn) { m_goesOn = std::move(goesOn); }
    const Server &server() const { return m_access.server; }
    const KeycloakAccount &account() const { return m_signIn.account(); }

    /// The answer, whatever its status, but for 401 and 403.
    Result<HttpAnswer> send(const KeycloakCall &call);
    QList<Result<HttpAnswer>> sendAll(const QList<KeycloakCall> &calls);
    Result<json::Json> content(const KeycloakCall &call);
    Result<QList<json::Json>> contents(const QList<KeycloakCall> &calls);

    /// Outside of the admin API of the realm.
    QUrl at(const QStringList &path) const { return m_http.at(path); }
    Result<HttpAnswer> sendPlain(const HttpRequest &request) { return m_http.send(request, m_goesOn); }
    Result<HttpAuthorization> authorization() { return m_signIn.authorization(m_goesOn); }

    bool mayHaveChanged() const { return m_http.mayHaveChanged(); }
    bool isOutcomeOpen() const { return m_http.isOutcomeOpen(); }
    void forgetChanges() { m_http.forgetChanges(); }

    Error missingRole(const char *role) const;

private:
    Result<HttpAnswer> judged(const KeycloakCall &call, HttpAnswer answer) const;
    HttpRequest requestOf(const KeycloakCall &call, const HttpAuthorization &authorization) const;

    ServerAccess m_access;
    HttpClient m_http;
    KeycloakSignIn m_signIn;
    HttpClient::GoesOn m_goesOn;
};

}
