#pragma once

#include "domain/Error.h"

#include <type_traits>

namespace gatehouse {

/// What to say about the exception that is being handled. Call it in a catch block.
Error caughtError();

/// What `work()`, which gives a Result, answers; what it throws becomes an error, so that an answer comes
/// whatever happens.
template<typename Work>
auto guarded(const Work &work) -> std::invoke_result_t<const Work &>
{
    try {
        return work();
    } catch (...) {
        return std::unexpected(caughtError());
    }
}

}
