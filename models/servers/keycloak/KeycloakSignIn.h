#pragma once

#include "secrets/ServerConnection.h"
#include "servers/http/HttpClient.h"

#include <QDeadlineTimer>

namespace gatehouse {

/// Who signs in at a Keycloak, and in which of its realms: a user in `master` and a client application in the
/// server's own, unless the account is written as `NAME@REALM` with one of these two.
struct KeycloakAccount
{
    QString name;
    QString realm;

    static KeycloakAccount of(const Server &server);
};

/// Gets an access token (RFC 6749 4.3, 4.4) and another one before it ends.
class KeycloakSignIn
{
public:
    /// Both outlive this.
    KeycloakSignIn(HttpClient &http, const ServerAccess &access);

    Result<HttpAuthorization> authorization(const HttpClient::GoesOn &goesOn);
    /// The server does not take the token any more.
    void forget() { m_token.clear(); }
    const KeycloakAccount &account() const { return m_account; }

private:
    Result<void> signIn(const HttpClient::GoesOn &goesOn);
    Result<void> take(HttpAnswer answer);
    Error refusalOf(const HttpAnswer &answer) const;

    HttpClient &m_http;
    const ServerAccess &m_access;
    KeycloakAccount m_account;
    SecretBytes m_token;
    QDeadlineTimer m_end;
};

}
