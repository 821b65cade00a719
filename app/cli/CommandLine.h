#pragma once

#include "app/cli/ExitStatus.h"
#include "store/DatabaseUrl.h"

#include <optional>

namespace gatehouse::cli {

/// Does what the command line asks for and gives the exit status. Gives nothing when no verb stands on it:
/// then the window is asked for, and url is the database that it names, if it names one. Needs no display.
std::optional<ExitStatus> runCommandLine(int &argc, char **argv, DatabaseUrl &url);

}
