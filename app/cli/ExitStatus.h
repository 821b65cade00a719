#pragma once

#include "domain/Error.h"

namespace gatehouse::cli {

/// What the program tells the shell.
enum class ExitStatus {
    Done = 0,
    Refused = 1,    ///< by a rule, or not found
    WrongUsage = 2, ///< of the command line
    NotSignedIn = 3,
    OutOfReach = 4, ///< database, file or encryption key
};

inline ExitStatus statusOf(const Error &error)
{
    if (error.kind == Error::Kind::NotSignedIn)
        return ExitStatus::NotSignedIn;
    return error.kind == Error::Kind::Unreachable ? ExitStatus::OutOfReach : ExitStatus::Refused;
}

}
