#pragma once

#include "domain/ClientApplication.h"

#include <QByteArray>

namespace gatehouse {

/// A new secret as it is handed over once: 32 random bytes as base64url without padding, 43 characters.
QByteArray generateSecret();

/// Base64 of the SHA-256 of the secret's UTF-8 text.
QString secretHash(QByteArrayView secret);

/// What is kept of a secret: its hash, and its last four characters where it is long enough.
ClientSecret storedSecret(QByteArrayView secret, const QString &description, const QDateTime &created,
                          const QDateTime &expires = {});

/// The last second of a day in UTC: a secret that expires on a date is accepted through that day.
QDateTime endOfDay(const QDate &date);

}
