#pragma once

#include "store/engine/postgresql/PostgresAddress.h"

#include <chrono>
#include <expected>
#include <functional>

namespace gatehouse {

/// Whether something listens there; else why not, as a sentence. `goesOn` is asked ten times a second, but
/// not while the name is looked up.
std::expected<void, QString> reachHost(const PostgresAddress::Host &host, std::chrono::milliseconds patience,
                                       const std::function<bool()> &goesOn);

}
