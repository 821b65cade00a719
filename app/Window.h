#pragma once

namespace gatehouse {

class DatabaseUrl;

/// Shows the window and runs until it is closed. Gives the program's exit status.
int runWindow(int &argc, char **argv, const DatabaseUrl &url);

}
