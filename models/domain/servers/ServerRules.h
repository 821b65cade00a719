#pragma once

#include "domain/Error.h"
#include "domain/rules/FieldRules.h"
#include "domain/servers/Server.h"

/// What an authorization server must look like before it is saved.
namespace gatehouse::rules {

Findings checkServerName(const QString &name);
/// Https, or http on loopback; of a file an absolute path.
Findings checkServerUrl(ServerKind kind, const QString &url);
/// PEM (RFC 7468) with certificates and no private key; or empty.
Findings checkAuthority(const QString &pem);

/// The refusal is about the column that is wrong: `name`, `url`, `realm`, `format`, `sign_in`, `account`,
/// `secret` or `certificate`.
Result<void> checkServer(const Server &server);

/// As it is saved: without spaces around, and neutral where a field does not apply.
Server normalized(const Server &server);

/// Which fields apply to a server as it is typed.
struct ServerFields
{
    bool realm = false;
    bool format = false;
    bool signIn = false;
    bool account = false;
    bool secret = false;
    bool certificate = false;
};
ServerFields fieldsOf(const Server &server);

}
