#pragma once

#include "domain/servers/Server.h"

#include <QUrl>

/// What secrets of servers are for. Their seals are bound to it: whoever can write the database and has no
/// key changes a row, but not where a secret of it goes.
namespace gatehouse {

/// Of the secret by which Gatehouse signs in: on what, where, as whom, and by which authority it knows that
/// it speaks to the right one. Another as soon as one of these is; names and versions are no part of it.
QString secretPurpose(const Server &server);

/// Of the token of a registration: where it is sent, and by which authority that is known.
QString tokenPurpose(const QString &registrationUri, const QString &certificate);

/// Whether they are of the same origin (RFC 6454).
bool isSameOrigin(const QUrl &one, const QUrl &other);

}
