#pragma once

#include <QCoreApplication>

namespace gatehouse::cli {

/// Translation context of what the command line says beside its verbs.
struct CliText
{
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

}
