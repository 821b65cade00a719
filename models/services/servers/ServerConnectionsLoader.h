#pragma once

#include "secrets/ServerConnection.h"

namespace gatehouse {

/// The plug-in; the error says which file is missing. For any thread.
Result<ServerConnections *> serverConnections();

}
