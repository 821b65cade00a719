#pragma once

#include "domain/Error.h"

#include <qt6keychain/keychain.h>

#include <chrono>
#include <functional>
#include <memory>

namespace gatehouse {

/// The one thread that talks to the keyring: QtKeychain's queue belongs to the thread that first used it, and
/// its answers need that thread's event loop.
class KeyringThread
{
public:
    using Make = std::function<std::unique_ptr<QKeychain::Job>()>;
    /// What QtKeychain says, read on its thread while the job still is there.
    using Ended = std::function<void(QKeychain::Job &)>;

    /// Makes the job, starts it and waits until it ended: false when that took longer than the patience.
    /// `ended` is then not called, nor is it later.
    static bool run(const Make &make, const Ended &ended, std::chrono::milliseconds patience);
};

}
