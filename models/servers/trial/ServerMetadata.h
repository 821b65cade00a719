#pragma once

#include "servers/trial/TrialHttp.h"

#include <QUrl>

namespace gatehouse::trial {

/// What an issuer says of itself (OpenID Connect Discovery 1.0, 3; RFC 8414 2), as far as a trial needs it.
struct ServerMetadata
{
    QString issuer;
    QUrl authorization;
    QUrl token;
    QUrl userInfo;
    QUrl keys;
    QUrl endSession;
    bool namesIssuer = false; ///< in each authorization response (RFC 9207 3)
};

/// What was answered, when that issuer was asked. Every address in it is one that secrets can be sent to.
/// Errors: Rule.
Result<ServerMetadata> readMetadata(const json::Json &answered, const QString &issuer);

/// Asks at both places where it may be. Errors: Rule where there is none, or it is that of another issuer;
/// Unreachable.
Result<ServerMetadata> discover(TrialHttp &http, const QString &issuer);

}
