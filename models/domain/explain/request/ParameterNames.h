#pragma once

#include <QString>

/// The parameters of OAuth 2.0, OpenID Connect and what they are extended by.
namespace gatehouse::explain {

bool isKnownParameter(QStringView name);

/// Others are those of nobody, and resource (RFC 8707) and audience (RFC 8693) come as often as they like.
bool mayStandOnce(QStringView name);

/// A name that was sent, as anybody may see it: what is no name of a few words may be a secret that came to
/// stand in front of the equals sign, as `client_secret%3D...`.
QString shownName(const QString &sent);

}
