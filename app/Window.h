#pragma once

namespace gatehouse {

struct Options;

/// Shows the window and runs until it is closed. Gives the program's exit status.
int runWindow(int &argc, char **argv, const Options &options);

}
