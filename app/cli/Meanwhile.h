#pragma once

#include "domain/Error.h"

#include <QCoreApplication>

#include <type_traits>

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

inline constexpr int mostTries = 20; ///< each time somebody else was faster by milliseconds

/// Does `work()`, which reads what is stored and changes one thing of it; where somebody else saved in
/// between once more, since that one thing is still what is wanted.
template<typename Work>
auto tryingAgain(Work work) -> std::invoke_result_t<Work>
{
    auto outcome = work();
    for (int again = 0; !outcome && outcome.error().kind == Error::Kind::Conflict && again < mostTries;
         ++again)
        outcome = work();
    return outcome.transform_error(beginningAnew);
}

}
