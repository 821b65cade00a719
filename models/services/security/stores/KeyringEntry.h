#pragma once

#include "secrets/SecretBytes.h"

#include <chrono>
#include <expected>

/// Secrets of ours in the desktop's keyring (Secret Service or KWallet), by QtKeychain, each under a name.
/// All wait for the service, and that for a person who unlocks it, at most as long as the patience lasts:
/// never on the GUI thread.
namespace gatehouse::keyringentry {

/// What each caller says in words of its own. A locked keyring may answer as one without the entry.
enum class Failure { NotFound, NoAccess, NoService, Silent };

std::expected<SecretBytes, Failure> read(const QString &name, std::chrono::milliseconds patience);
std::expected<void, Failure> write(const QString &name, const SecretBytes &secret,
                                   std::chrono::milliseconds patience);
std::expected<void, Failure> remove(const QString &name, std::chrono::milliseconds patience);

}
