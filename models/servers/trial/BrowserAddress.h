#pragma once

#include "secrets/ClientTrial.h"
#include "servers/trial/ServerMetadata.h"

#include <QUrl>

namespace gatehouse::trial {

/// Where the browser comes back to, and by what that is known to be the answer.
struct WayBack
{
    QString redirect;
    QString state;
};

/// What a browser opens to sign a user in (RFC 6749 4.1.1). `nonce`: empty, none is sent; `verifier` of PKCE.
QUrl signInAddress(const Request &request, const ServerMetadata &server, const WayBack &back,
                   const QString &nonce, const SecretBytes &verifier);

/// To sign the user out (OpenID Connect RP-Initiated Logout 1.0, 2). By client_id and without id_token_hint:
/// no token gets into an address, a history or a log; the server asks the user instead.
QUrl signOutAddress(const Request &request, const ServerMetadata &server, const WayBack &back);

}
