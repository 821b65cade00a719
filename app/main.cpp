#include "app/Window.h"
#include "app/cli/CommandLine.h"
#include "app/cli/Credentials.h"

#include <QCoreApplication>

#include <csignal>

#include <sys/prctl.h>
#include <sys/resource.h>

using namespace Qt::StringLiterals;

namespace {

/// Keeps the memory of this process, which holds passwords and secrets for moments, out of core files and
/// away from other processes of the same user, and lets no limit of the system end it in the middle.
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

int main(int argc, char **argv)
{
    guardProcess();
    QCoreApplication::setOrganizationName(u"gatehouse"_s);
    QCoreApplication::setApplicationName(u"gatehouse"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(GATEHOUSE_VERSION));

    gatehouse::Options options;
    if (argc > 1) {
        if (const auto status = gatehouse::cli::runCommandLine(argc, argv, options))
            return int(*status);
    }
    gatehouse::cli::forgetEnvironmentSecrets();
    return gatehouse::runWindow(argc, argv, options);
}
