#pragma once

#include "app/Options.h"
#include "app/cli/Verb.h"

#include <optional>

namespace gatehouse::cli {

/// Does what the command line asks for and gives the exit status. Gives nothing when no verb stands on it:
/// then the window is asked for, with these options. Needs no display.
std::optional<ExitStatus> runCommandLine(int &argc, char **argv, Options &options);

}
