#pragma once

#include "domain/Error.h"

#include <QCoreApplication>

namespace gatehouse::cli {

/// The error with what to do on a command line where somebody else was faster.
inline Error beginningAnew(Error error)
{
    if (error.kind == Error::Kind::Conflict) {
        error.text += u' ' + QCoreApplication::translate(
                                 "Meanwhile", "Give the command again: it begins with what is stored now.");
    }
    return error;
}

}
