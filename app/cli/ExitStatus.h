#pragma once

#include "domain/Error.h"

namespace gatehouse::cli {

/// What the program tells the shell.
enum class ExitStatus {
    Done = 0,
    Refused = 1,    ///< by a rule, or not found
    WrongUsage = 2, ///< of the command line
    OutOfReach = 4, ///< database or file
};

inline ExitStatus statusOf(const Error &error)
{
    return error.kind == Error::Kind::Unreachable ? ExitStatus::OutOfReach : ExitStatus::Refused;
}

}
