#include "app/ProcessGuard.h"
#include "app/Window.h"
#include "app/cli/CommandLine.h"
#include "app/cli/Credentials.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    gatehouse::guardProcess();
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
