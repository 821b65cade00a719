#include "app/ProcessGuard.h"

#include <csignal>

#include <sys/prctl.h>
#include <sys/resource.h>

namespace gatehouse {

void guardProcess()
{
    // The limit alone does not stop a kernel that pipes core files to a program, as systemd-coredump.
    constexpr rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    // It also closes /proc/PID/mem and ptrace: a debugger can then be attached by root only. Programs that
    // are started from here are not concerned.
    prctl(PR_SET_DUMPABLE, 0);
    // A limit on the size of files is an error of the write that meets it, like a full disk, and no reason to
    // be ended in the middle.
    std::signal(SIGXFSZ, SIG_IGN);
}

}
