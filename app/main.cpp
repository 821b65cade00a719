#include "app/Window.h"
#include "app/cli/CommandLine.h"
#include "store/DatabaseUrl.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    QCoreApplication::setOrganizationName(u"gatehouse"_s);
    QCoreApplication::setApplicationName(u"gatehouse"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(GATEHOUSE_VERSION));

    auto url = gatehouse::DatabaseUrl::standard();
    if (argc > 1) {
        if (const auto status = gatehouse::cli::runCommandLine(argc, argv, url))
            return int(*status);
    }
    return gatehouse::runWindow(argc, argv, url);
}
