#pragma once

#include "domain/Error.h"
#include "secrets/SecretBytes.h"

/// Passwords of databases' servers in the desktop's keyring, by the URL of the database, where somebody wants
/// them kept. All may wait for a person who unlocks it: never on the GUI thread.
namespace gatehouse::databasepasswords {

/// NotFound: there is none, or the keyring is locked.
Result<SecretBytes> read(const QString &url);
Result<void> keep(const QString &url, const SecretBytes &password);
/// Done, too, where there was none.
Result<void> forget(const QString &url);

}
